#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/asof/timelines.hpp"
#include "core/id_index.hpp"

namespace forecast_warehouse::core {

// Windows of many products, added in the order of the table, and then grouped by product. Reading a table in
// heap order and grouping in memory is faster than reading it by an index.
template <class Window>
class windows_by_product {
public:
    void reserve(std::size_t windows) {
        windows_.reserve(windows);
        product_indexes_.reserve(windows);
    }

    void add(std::int32_t product, const Window& window) {
        std::uint32_t index = index_.find(product);
        if (index == id_index::none) {
            index = static_cast<std::uint32_t>(products_.size());
            index_.put(product, index);
            append(products_, {product, 0});
        }
        ++products_[index].windows;
        append(windows_, window);
        append(product_indexes_, index);
    }

    [[nodiscard]] std::size_t size() const noexcept { return windows_.size(); }

    // Calls take(product, windows) for each product, in the order of their first windows. The windows have no
    // order, and take may change them. take returns false to stop. Returns false if it was stopped.
    template <class Take>
    bool each_product(Take&& take) {
        group();
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
               (windows_.capacity() * sizeof(Window)) + (product_indexes_.capacity() * sizeof(std::uint32_t));
    }

private:
    struct counted {
        std::int32_t product;
        std::uint32_t windows;
    };

    // Swaps windows until those of each product are together. It needs no second list.
    void group() {
        std::vector<std::uint32_t> next(products_.size());
        std::uint32_t end = 0;
        for (std::size_t product = 0; product < products_.size(); ++product) {
            next[product] = end;
            end += products_[product].windows;
        }
        end = 0;
        for (std::uint32_t product = 0; product < products_.size(); ++product) {
            end += products_[product].windows;
            for (std::uint32_t& position = next[product]; position < end; ++position) {
                while (product_indexes_[position] != product) {
                    const std::uint32_t target = next[product_indexes_[position]]++;
                    std::swap(windows_[position], windows_[target]);
                    std::swap(product_indexes_[position], product_indexes_[target]);
                }
            }
        }
    }

    id_index index_;
    std::vector<counted> products_;
    std::vector<Window> windows_;
    std::vector<std::uint32_t> product_indexes_;  // by window: the index of its product
};

}  // namespace forecast_warehouse::core
