#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/asof/timelines.hpp"
#include "core/id_index.hpp"

namespace forecast_warehouse::core {

// Windows of many products as they lie in a table, put together by product once all are there: a table read
// from end to end and counted out is sorted sooner than one read through its index.
template <class Window>
class windows_by_product {
public:
    void reserve(std::size_t windows) {
        windows_.reserve(windows);
        places_.reserve(windows);
    }

    void add(std::int32_t product, const Window& window) {
        std::uint32_t place = index_.find(product);
        if (place == id_index::none) {
            place = static_cast<std::uint32_t>(products_.size());
            index_.put(product, place);
            append(products_, {product, 0});
        }
        ++products_[place].windows;
        append(windows_, window);
        append(places_, place);
    }

    [[nodiscard]] std::size_t size() const noexcept { return windows_.size(); }

    // Calls take(product, windows) with each product, in the order in which they came first, and all of its
    // windows, in any order; take may change them, and returns false when it has enough. Whether it never
    // had.
    template <class Take>
    bool each_product(Take&& take) {
        put_together();
        std::size_t first = 0;
        for (const counted& each : products_) {
            if (!take(each.product, std::span(windows_).subspan(first, each.windows))) {
                return false;
            }
            first += each.windows;
        }
        return true;
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return index_.bytes() + (products_.capacity() * sizeof(counted)) +
               (windows_.capacity() * sizeof(Window)) + (places_.capacity() * sizeof(std::uint32_t));
    }

private:
    struct counted {
        std::int32_t product;
        std::uint32_t windows;
    };

    // Swaps the windows until each lies among those of its product, without room for a second list.
    void put_together() {
        std::vector<std::uint32_t> next(products_.size());
        std::uint32_t end = 0;
        for (std::size_t place = 0; place < products_.size(); ++place) {
            next[place] = end;
            end += products_[place].windows;
        }
        end = 0;
        for (std::uint32_t place = 0; place < products_.size(); ++place) {
            end += products_[place].windows;
            for (std::uint32_t& at = next[place]; at < end; ++at) {
                while (places_[at] != place) {
                    const std::uint32_t home = next[places_[at]]++;
                    std::swap(windows_[at], windows_[home]);
                    std::swap(places_[at], places_[home]);
                }
            }
        }
    }

    id_index index_;
    std::vector<counted> products_;
    std::vector<Window> windows_;
    std::vector<std::uint32_t> places_;  // by window: its product's place
};

}  // namespace forecast_warehouse::core
