#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "customize/companion.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"
#include "postgres/direct_table.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::customize {

// A companion's column among the values that arrive.
struct given_value {
    const custom_column* column;
    int position;  // in the rows
    Oid type;      // in the rows
};

// Writes values of a companion past the executor. The rows have their ids already, so that no statement looks
// for them. A foreign key's trigger would lock the row of each id. Here the load has written most of these
// rows, and so holds their locks; the others are locked.
class direct_values {
public:
    // given: the columns that the rows have values for. All must outlive this.
    direct_values(const load::target& target, const companion& own, const std::vector<given_value>& given);

    // Whether the companion allows it. It is a plain table without triggers, policies and rules, and wholly
    // the role's to write. Its columns have the types of the values. Needs a connection to SPI.
    [[nodiscard]] bool is_allowed();

    // Writes the values of rows, which come in the order of their numbers, from a store of (number, set,
    // values). Rows of other sets are left out. ids: in the order of the numbers. gives_way: whether stored
    // values stay. Fails as load::unless_lost() expects. False: rows cannot be locked here.
    [[nodiscard]] bool write(postgres::tuple_store values, std::int32_t set,
                             const std::vector<load::stored_id>& ids, bool gives_way);

private:
    using outcome = postgres::direct_row::outcome;
    using id_cursor = std::vector<load::stored_id>::const_iterator;

    // Rows of the companion: id, values, and the number of an empty keep set.
    struct part {
        std::vector<std::unique_ptr<postgres::row_block>> blocks;
        std::vector<std::unique_ptr<postgres::row_block>> sources;  // which own values of the rows
        std::vector<postgres::direct_row> rows;
        std::vector<bool> is_locked;
    };

    [[nodiscard]] bool find_coercions();
    void find_defaults();
    [[nodiscard]] Datum id_datum(std::int64_t id) const noexcept;
    [[nodiscard]] static std::vector<std::uint32_t> name_rows(postgres::row_block& block, std::int32_t set,
                                                              id_cursor& next, id_cursor end);
    [[nodiscard]] bool take(part& rows, std::unique_ptr<postgres::row_block> block,
                            const std::vector<std::uint32_t>& named, bool gives_way);
    void add(part& rows, const postgres::row_view& named) const;
    void coerce(part& rows);
    [[nodiscard]] bool shows_nothing_new(const postgres::row_view& row) const;
    [[nodiscard]] bool lock_owners(part& rows) const;
    [[nodiscard]] bool write_part(part& rows, bool gives_way);

    const load::target* target_;
    const companion* own_;
    const std::vector<given_value>* given_;
    Oid id_type_;
    std::vector<postgres::direct_column> columns_;
    std::vector<int> key_{0};
    std::vector<FmgrInfo> coercions_;  // by column: the function that fits a value to its modifier
    std::vector<std::optional<Datum>> defaults_;
    core::keep_sets keeps_nothing_;
    postgres::arena memory_{"custom values"};
};

}  // namespace forecast_warehouse::customize
