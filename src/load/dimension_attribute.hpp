#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

#include "core/load/feed.hpp"
#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/memory.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// A column of a dimension, by the key that facts refer to. Values are looked up a block at a time and cached.
class dimension_attribute {
public:
    // key: the feed's column that refers to the dimension. type: of the value, int4 or numeric.
    dimension_attribute(const target& target, int key, core::attribute attribute, Oid type);

    // Looks up the values for the good rows of a block whose keys are resolved.
    void look_up(postgres::row_block& block, const block_faults& faults);

    // The value for a row of that block; nothing where the key or the value is NULL.
    [[nodiscard]] std::optional<Datum> value(postgres::row_block& block, std::size_t row) const;

private:
    static constexpr std::size_t most_known = std::size_t{1} << 20U;

    void read(std::vector<Datum> ids);

    const target* target_;
    int key_;
    core::attribute attribute_;
    Oid type_;
    std::unique_ptr<postgres::arena> memory_;  // of the values
    std::unordered_map<std::int32_t, std::optional<Datum>> known_;
};

}  // namespace forecast_warehouse::load
