#pragma once

#include <array>
#include <optional>
#include <vector>

#include "load/row_statements.hpp"
#include "load/write_strategy.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {

// Writes rows of a table whose grain is unique, by one statement for each part.
//
// The rows are joined to the stored ones, so an unchanged row is only read. New and changed rows go through
// INSERT ... ON CONFLICT in the order of the grain. A changed row keeps its own id, so the sequence is not
// used. When another session was faster, ON CONFLICT finds its row and updates it. The statement fails on the
// primary key when another session has moved a row to another grain. The moved row has the same id.
class sql_rows final : public sql_strategy {
public:
    sql_rows(const target& target, const core::keep_sets& keep_sets);

    // With locks it first locks what the rows refer to, and rejects rows that refer to nothing. Then it locks
    // unchanged rows too.
    [[nodiscard]] write_outcome write(batch_part& part, locking how) override;
    [[nodiscard]] bool is_stored(batch_part& part, const write_outcome& written) override;
    void refuse_stale(batch_part& part) override;

private:
    using unchanged_rows = row_statements::unchanged_rows;

    [[nodiscard]] write_outcome run(const batch& rows, unchanged_rows unchanged);
    [[nodiscard]] const postgres::statement& prepared(unchanged_rows unchanged,
                                                      const postgres::named_rows& incoming);
    [[nodiscard]] std::vector<core::reject> find_dropped(const batch& rows,
                                                         const postgres::named_rows& incoming) const;
    [[nodiscard]] std::vector<core::reject> find_reused(const batch& rows,
                                                        const postgres::named_rows& incoming) const;
    [[nodiscard]] postgres::arguments range_of(const batch& rows) const;
    [[nodiscard]] postgres::arguments range_and(const batch& rows, std::vector<Datum> row_numbers) const;
    [[nodiscard]] postgres::named_rows named(const batch& rows) const;

    const target* target_;
    row_statements statements_;
    std::array<std::optional<postgres::statement>, 2> prepared_;  // by what is done with unchanged rows
    bool watches_;  // for rows that the table's triggers or policies leave out
};

}  // namespace forecast_warehouse::load
