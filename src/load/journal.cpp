#include "load/journal.hpp"

#include <fmt/format.h>

#include "postgres/members.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

std::string batch_statement(const target& target) {
    return fmt::format(
        "INSERT INTO {} (target, source, received, inserted, updated, unchanged, merged, rejected, "
        "closed, started_at, finished_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        target.beside("load_batch"));
}

std::int64_t insert_batch(const std::string& sql, const target& target, const std::string& source,
                          TimestampTz started, const load_counts& counts) {
    const auto count = [](std::int64_t value) { return Int64GetDatum(value); };
    postgres::arguments row;
    row.add_text(target.feed().table).add_text(source);
    row.add(INT8OID, count(counts.received)).add(INT8OID, count(counts.inserted));
    row.add(INT8OID, count(counts.updated)).add(INT8OID, count(counts.unchanged));
    row.add(INT8OID, count(counts.merged)).add(INT8OID, count(counts.rejected));
    row.add(INT8OID, count(counts.closed));
    row.add(TIMESTAMPTZOID, TimestampTzGetDatum(started));
    row.add(TIMESTAMPTZOID, TimestampTzGetDatum(GetCurrentTimestamp()));
    postgres::execute_again(sql, row);
    const std::int64_t id = postgres::result_count(1);
    postgres::free_result();
    return id;
}

// The row as it arrived, as an expression over "rejected": {"date": ..., "store_code": ...}.
std::string row_as_json(const core::feed& feed) {
    std::string pairs;
    for (const core::feed_column& column : core::arriving_columns(feed)) {
        pairs += fmt::format("{0}'{1}', rejected.arrived_{1}", pairs.empty() ? "" : ", ", column.name);
    }
    return fmt::format("pg_catalog.jsonb_build_object({})", pairs);
}

std::string rejects_statement(const target& target) {
    return fmt::format(
        "INSERT INTO {} (batch_id, row_number, error_code, message, row_data) "
        "SELECT $1, rejected.row_number, rejected.error_code, rejected.message, {} FROM rejected",
        target.beside("load_reject"), row_as_json(target.feed()));
}

void insert_rejects(const std::string& sql, std::int64_t batch, postgres::tuple_store& rows,
                    std::int64_t count) {
    const postgres::named_rows rejected("rejected", rows, count, InvalidOid);
    postgres::execute(sql, postgres::arguments().add(INT8OID, Int64GetDatum(batch)));
    rejected.end();
}

}  // namespace

void require_journal(const target& target) {
    for (const char* table : {"load_batch", "load_reject"}) {
        postgres::require_member(target.relation_beside(table));
    }
}

std::int64_t write_journal(const target& target, const std::string& source, TimestampTz started,
                           const load_counts& counts, reject_log& rejects, arrival& arrival) {
    std::int64_t batch = 0;
    const std::string of_batch = batch_statement(target);
    postgres::insert_as_owner(target.relation_beside("load_batch"), of_batch,
                              [&] { batch = insert_batch(of_batch, target, source, started, counts); });
    if (rejects.total() > 0) {
        postgres::tuple_store rows = rejects.rows_for_journal(arrival);
        const std::string of_rejects = rejects_statement(target);
        postgres::insert_as_owner(target.relation_beside("load_reject"), of_rejects,
                                  [&] { insert_rejects(of_rejects, batch, rows, rejects.total()); });
        rows.end();
    }
    return batch;
}

}  // namespace forecast_warehouse::load
