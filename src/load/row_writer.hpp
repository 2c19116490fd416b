#pragma once

#include <cstddef>
#include <memory>
#include <map>
#include <optional>
#include <set>

#include "load/arrival.hpp"
#include "load/write_strategy.hpp"
#include "load/rejects.hpp"
#include "load/write_outcome.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

// The last stage: writes the rows of a load into its table, part by part. Each part goes directly where the
// setting and the table allow it, else by SQL. Rows and windows differ in two things.
//
// Rows: the grain is unique, so the load needs no lock of its own. First the whole load is one attempt. A
// part that loses to another session directly goes by SQL in the next attempt. An unchanged row is not
// locked, for a lock is a write. Another load may change it meanwhile, and the two would leave a mixture. So
// all rows are compared once more under one snapshot. This is done if any transaction ended meanwhile, and
// some rows were written and others not. If a row differs, the attempt is rolled back. The load begins again,
// part by part, and locks every row in the order of the grain. Correcting the one row would be a step back in
// that order, and two loads that step back can deadlock.
//
// The table's owner may have given it constraints. The server names one that is violated, and not the row. So
// the attempt is rolled back, and the load begins again part by part. A part that violates one is halved
// until the row is alone. The same is done where a row without money has an amount, of its stored price, that
// does not fit.
//
// Windows: no constraint keeps them apart, so loads of one table wait for each other. Each part is an attempt
// of its own: directly, then by SQL, then by SQL with locks.
class row_writer {
public:
    // Makes the load wait for its turn where its rows are windows. wants_ids: whether the ids of the rows in
    // the table are asked for.
    row_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects,
               bool wants_ids = false);

    // Writes the rows and adds to the counts what became of them. Once the load has failed nothing is
    // written, but windows are still looked through for more rejects.
    void write(batch& all, load_counts& counts);

    // The rows that were rejected when they were written, by their number, where the load merged rows.
    [[nodiscard]] const std::map<std::int64_t, core::reject>& rejected() const noexcept { return rejected_; }

    // The ids of all rows that were not rejected; NULL: a writer does not know them.
    [[nodiscard]] const std::vector<stored_id>* ids() const noexcept { return has_ids_ ? &ids_ : nullptr; }

private:
    [[nodiscard]] std::optional<write_outcome> write_at_once(batch& all);
    [[nodiscard]] std::optional<write_outcome> write_unless_violated(batch& all);
    [[nodiscard]] write_outcome write_all(batch& all, std::set<std::size_t>& lost);
    void write_by_parts(batch& all, locking first, load_counts& counts);
    [[nodiscard]] write_outcome write_part(batch_part& part, locking first);
    [[nodiscard]] write_outcome write_directly(batch_part& part);
    [[nodiscard]] write_outcome write_by_sql(batch_part& part, locking how);
    [[nodiscard]] write_outcome write_or_halve(batch_part& part, locking first);
    [[nodiscard]] write_outcome write_halves(batch_part& part, locking first);
    [[nodiscard]] std::optional<core::reject> reject_of(const postgres::pg_error& error) const;
    void report(write_outcome written, std::int64_t rows, load_counts& counts);

    const target* target_;
    const core::keep_sets* keep_sets_;
    reject_log* rejects_;
    bool windowed_;
    bool has_ids_;
    std::vector<stored_id> ids_;
    std::map<std::int64_t, core::reject> rejected_;
    std::unique_ptr<sql_strategy> by_sql_;
    std::unique_ptr<direct_strategy> directly_;  // NULL: the setting or the table does not allow it
};

}  // namespace forecast_warehouse::load
