#include "load/sql_rows.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "load/dropped_rows.hpp"
#include "load/key_locks.hpp"
#include "load/reused_receipts.hpp"
#include "load/shapes.hpp"
#include "load/written_rows.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/subtransaction.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

std::vector<Datum> as_datums(const std::vector<std::int64_t>& numbers) {
    std::vector<Datum> values;
    values.reserve(numbers.size());
    for (const std::int64_t number : numbers) {
        values.push_back(Int64GetDatum(number));
    }
    return values;
}

// Adds lines of other sales to the rejects. left_out: the rows that the table did not give back. Where
// triggers may change rows, only these can be such lines. A trigger may seem to have left them out.
void add_reused(const std::vector<core::reject>& reused, const std::vector<std::int64_t>* left_out,
                std::vector<core::reject>& rejects) {
    const std::set<std::int64_t> among =
        left_out == nullptr ? std::set<std::int64_t>() : std::set(left_out->begin(), left_out->end());
    std::set<std::int64_t> added;
    for (const core::reject& each : reused) {
        if (left_out == nullptr || among.contains(each.row_number)) {
            added.insert(each.row_number);
        }
    }
    std::erase_if(rejects, [&](const core::reject& each) { return added.contains(each.row_number); });
    std::copy_if(reused.begin(), reused.end(), std::back_inserter(rejects),
                 [&](const core::reject& each) { return added.contains(each.row_number); });
}

}  // namespace

sql_rows::sql_rows(const target& target, const core::keep_sets& keep_sets)
    : target_(&target),
      statements_(target, keep_sets),
      watches_(postgres::may_leave_out_rows(target.relation())) {}

write_outcome sql_rows::write(batch_part& part, locking how) {
    if (how == locking::none) {
        return run(part.in_store(), unchanged_rows::left_alone);
    }
    std::vector<core::reject> rejects = key_locks(*target_).lock(part.in_memory());
    batch accepted = part.accepted();
    write_outcome written;
    if (accepted.rows > 0) {
        written = run(accepted, unchanged_rows::locked);
    }
    accepted.store.end();
    written.rejects.insert(written.rejects.end(), rejects.begin(), rejects.end());
    return written;
}

write_outcome sql_rows::run(const batch& rows, unchanged_rows unchanged) {
    expect_grain_index(*target_);
    const postgres::named_rows incoming = named(rows);
    postgres::arguments range = range_of(rows);
    prepared(unchanged, incoming).execute(range);
    const auto [inserted, updated] = inserted_and_updated();
    write_outcome written{.inserted = inserted, .updated = updated, .closed = 0, .rejects = {}};
    const std::vector<std::int64_t> left_out =
        watches_ ? by_last_statement().numbers : std::vector<std::int64_t>();
    if (watches_) {
        written.rejects = find_dropped(rows, incoming);
    }
    postgres::free_result();
    if (inserted + updated < rows.rows) {
        add_reused(find_reused(rows, incoming), watches_ ? &left_out : nullptr, written.rejects);
    }
    incoming.end();
    return written;
}

// The statement does not replace lines of other sales, but locks them. So they are the same when they are
// looked for after it.
std::vector<core::reject> sql_rows::find_reused(const batch& rows,
                                                const postgres::named_rows& incoming) const {
    std::vector<core::reject> reused;
    const std::string sql = statements_.of_other_sales();
    if (sql.empty()) {
        return reused;
    }
    postgres::execute(incoming.in(sql), range_of(rows));
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const Datum number = postgres::result_value(row, 1, INT8OID, is_null);
        reused.push_back(receipt_reused(target_->feed(), DatumGetInt64(number)));
    }
    postgres::free_result();
    return reused;
}

// A statement keeps memory until the load ends, so it is prepared once.
const postgres::statement& sql_rows::prepared(unchanged_rows unchanged,
                                              const postgres::named_rows& incoming) {
    std::optional<postgres::statement>& statement = prepared_[static_cast<std::size_t>(unchanged)];
    if (!statement) {
        statement.emplace(incoming.in(statements_.write(unchanged, watches_)), statements_.range_types());
    }
    return *statement;
}

// A row was left out by a trigger if the table got it, did not give it back, and does not store it. A row
// that was found unchanged on conflict does not come back either. A trigger may have changed it to the stored
// values. So these rows are given to the table once more, to be written in any case. The subtransaction of
// that is rolled back.
std::vector<core::reject> sql_rows::find_dropped(const batch& rows,
                                                 const postgres::named_rows& incoming) const {
    not_returned missing = by_last_statement();
    if (missing.rows == 0) {
        return {};
    }
    SPITupleTable* written = SPI_tuptable;
    std::vector<Oid> types = statements_.range_types();
    types.push_back(INT8ARRAYOID);
    postgres::in_subtransaction([&] {
        postgres::arguments arguments = range_and(rows, as_datums(missing.numbers));
        postgres::statement(incoming.in(statements_.write_again()), types).execute(arguments);
        missing = by_last_statement();
        return false;
    });
    std::vector<core::reject> dropped;
    if (missing.rows > 0) {
        if (missing.by_grain != missing.rows) {
            throw moved_and_dropped(*target_);
        }
        postgres::execute(incoming.in(statements_.missing()), range_and(rows, as_datums(missing.numbers)));
        dropped = dropped_rows(*target_, 1);
        postgres::free_result();
    }
    postgres::guard([written] { SPI_freetuptable(written); });
    return dropped;
}

bool sql_rows::is_stored(batch_part& part, const write_outcome& written) {
    const batch& rows = part.in_store();
    std::vector<Datum> rejected;
    rejected.reserve(written.rejects.size());
    for (const core::reject& each : written.rejects) {
        rejected.push_back(Int64GetDatum(each.row_number));
    }
    postgres::progress::enter(postgres::progress::stage::comparing, part.size());
    const postgres::named_rows incoming = named(rows);
    postgres::execute(incoming.in(statements_.count_differing()), range_and(rows, std::move(rejected)));
    const std::int64_t differing = postgres::result_count(1);
    postgres::free_result();
    incoming.end();
    return differing == 0;
}

void sql_rows::refuse_stale(batch_part& part) {
    const postgres::named_rows incoming = named(part.in_store());
    refuse_stale_snapshot(*target_, statements_.stored_row(), statements_.stored_beside_incoming(), incoming);
    incoming.end();
}

postgres::named_rows sql_rows::named(const batch& rows) const {
    return {sql_text::incoming, rows.store, rows.rows, target_->schema()};
}

postgres::arguments sql_rows::range_of(const batch& rows) const {
    postgres::arguments range;
    if (statements_.by_date()) {
        range.add(DATEOID, rows.first_key).add(DATEOID, rows.last_key);
    }
    return range;
}

postgres::arguments sql_rows::range_and(const batch& rows, std::vector<Datum> row_numbers) const {
    postgres::arguments arguments = range_of(rows);
    arguments.add_array(INT8OID, std::move(row_numbers));
    return arguments;
}

}  // namespace forecast_warehouse::load
