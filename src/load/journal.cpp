#include "load/journal.hpp"

#include <fmt/format.h>

#include "postgres/datums.hpp"
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

// The row of a file as it arrived, as an expression over "rejected". $2: the names of its columns. A function
// takes a hundred arguments at most, but a file may have more columns.
std::string texts_as_json(std::size_t columns) {
    std::string list;
    for (std::size_t number = 1; number <= columns; ++number) {
        list += fmt::format("{}rejected.arrived_{}", number == 1 ? "" : ", ", number);
    }
    return fmt::format("pg_catalog.jsonb_object($2, ARRAY[{}])", list);
}

// The row as it arrived, as an expression over "rejected": {"date": ..., "store_code": ...}.
std::string row_as_json(const arrival& arrival) {
    if (arrival.reader()) {
        return texts_as_json(arrival.reader()->columns().size());
    }
    std::string pairs;
    int number = 0;
    for (const core::feed_column& column : core::arriving_columns(arrival.feed())) {
        pairs += fmt::format("{}'{}', rejected.arrived_{}", pairs.empty() ? "" : ", ", column.name, ++number);
    }
    return fmt::format("pg_catalog.jsonb_build_object({})", pairs);
}

// The arguments of the statement that writes the rejects of a batch.
postgres::arguments rejects_arguments(std::int64_t batch, const arrival& arrival) {
    postgres::arguments made;
    made.add(INT8OID, Int64GetDatum(batch));
    if (arrival.reader()) {
        std::vector<Datum> names;
        for (const std::string& each : arrival.reader()->columns()) {
            names.push_back(postgres::text_datum(each));
        }
        made.add_array(TEXTOID, std::move(names));
    }
    return made;
}

std::string rejects_statement(const target& target, const arrival& arrival) {
    return fmt::format(
        "INSERT INTO {} (batch_id, row_number, error_code, message, row_data) "
        "SELECT $1, rejected.row_number, rejected.error_code, rejected.message, {} FROM rejected",
        target.beside("load_reject"), row_as_json(arrival));
}

void insert_rejects(const std::string& sql, const postgres::arguments& arguments, postgres::tuple_store& rows,
                    std::int64_t count) {
    const postgres::named_rows rejected("rejected", rows, count, InvalidOid);
    postgres::execute(sql, arguments);
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
        const std::string of_rejects = rejects_statement(target, arrival);
        const postgres::arguments arguments = rejects_arguments(batch, arrival);
        postgres::insert_as_owner(target.relation_beside("load_reject"), of_rejects,
                                  [&] { insert_rejects(of_rejects, arguments, rows, rejects.total()); });
        rows.end();
    }
    return batch;
}

}  // namespace forecast_warehouse::load
