#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/hash.hpp"

namespace forecast_warehouse::core {

// Finds indexes by surrogate keys: at most 16 bytes per id, and one cache miss per search. Ids are never
// removed.
class id_index {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint32_t find(std::int32_t id) const noexcept {
        return slots_.empty() ? none : slots_[slot_of(id)].index;
    }

    // The id must be new; the index must not be none.
    void put(std::int32_t id, std::uint32_t index) {
        if (2 * (used_ + 1) > slots_.size()) {
            grow();
        }
        slots_[slot_of(id)] = {id, index};
        ++used_;
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return slots_.size() * sizeof(slot); }

private:
    struct slot {
        std::int32_t id = 0;
        std::uint32_t index = none;
    };

    // Where the id is, or the free slot where it would be: open addressing, half of the slots free.
    [[nodiscard]] std::size_t slot_of(std::int32_t id) const noexcept {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = mix64(static_cast<std::uint32_t>(id)) & mask;
        while (slots_[at].index != none && slots_[at].id != id) {
            at = (at + 1) & mask;
        }
        return at;
    }

    void grow() {
        constexpr std::size_t fewest = 16;
        std::vector<slot> old(slots_.empty() ? fewest : 2 * slots_.size());
        old.swap(slots_);
        for (const slot& each : old) {
            if (each.index != none) {
                slots_[slot_of(each.id)] = each;
            }
        }
    }

    std::vector<slot> slots_;
    std::size_t used_ = 0;
};

}  // namespace forecast_warehouse::core
