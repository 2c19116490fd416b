#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Surrogate keys of one dimension by natural key, looked up a block at a time and cached.
//
// A natural key that does not exist is cached too, so that each unknown code costs one look-up. The cache is
// bounded: beyond that it is emptied.
class dimension_keys {
public:
    dimension_keys(const target& target, const core::dimension& of);

    // No id: ids have 32 bits, and may be negative.
    static constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::min();

    // Ids of the values in a column of a block, by row; rows with a fault or without a value are left alone.
    void find(postgres::row_block& block, int column, const block_faults& faults,
              std::vector<std::int64_t>& ids);

private:
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    using key_map = std::unordered_map<std::string, std::int64_t, hash, std::equal_to<>>;

    static constexpr std::size_t most_bytes = std::size_t{64} << 20U;
    // A unique index takes no longer text, however well it is compressed: such a key does not exist.
    static constexpr std::size_t longest_key = std::size_t{1} << 20U;
    static constexpr std::size_t entry_bytes = 96;  // of a map's entry beside the key, about

    [[nodiscard]] std::string_view key_of(postgres::row_block& block, std::size_t row, int column) const;
    void look_up(postgres::row_block& block, int column, const std::vector<std::uint32_t>& rows);
    void look_up_by_sql(std::vector<Datum> keys);

    const target* target_;
    const core::dimension* of_;
    Oid type_;       // of the natural key
    bool replaces_;  // whether an id takes the key's place; a day is its own
    key_map ids_;
    std::size_t bytes_ = 0;
};

// The stage that turns natural keys into surrogate keys, and rejects rows whose keys do not exist.
class resolver {
public:
    // days_first: whether an unknown day of a row is reported before an unknown store or product.
    explicit resolver(const target& target, bool days_first = false);

    void resolve(postgres::row_block& block, block_faults& faults);

private:
    struct keyed_column {
        int column;
        int reported;   // the column that a reject names: that which the key was derived from
        bool replaces;  // whether the id takes the key's place
        dimension_keys keys;
    };

    std::vector<keyed_column> columns_;
    std::vector<std::int64_t> ids_;
};

}  // namespace forecast_warehouse::load
