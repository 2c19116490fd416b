#include "load/journal.hpp"

#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "load/companion_reader.hpp"
#include "postgres/datums.hpp"
#include "postgres/members.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

// Whether load_batch has the columns of 1.4.
bool has_totals(const target& target) {
    const Oid relation = target.relation_beside("load_batch");
    return postgres::guard([relation] { return get_attnum(relation, "date_style"); }) > 0;
}

std::string batch_statement(const target& target, bool with_totals) {
    return fmt::format(
        "INSERT INTO {} (target, source, received, inserted, updated, unchanged, merged, rejected, "
        "closed, started_at, finished_at{}) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11{}) RETURNING id",
        target.beside("load_batch"),
        with_totals ? ", date_style, time_zone, writer, rounding, quantity_received, quantity_landed, "
                      "quantity_rejected, amount_received, amount_landed, amount_rejected, read_by"
                    : "",
        with_totals ? ", $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22" : "");
}

std::string setting(const char* name) {
    return postgres::guard([name] { return GetConfigOption(name, false, false); });
}

void add_number(postgres::arguments& row, const std::optional<std::string>& number) {
    if (!number) {
        row.add_null(NUMERICOID);
        return;
    }
    row.add(NUMERICOID, postgres::guard([&number] {
                return DirectFunctionCall3(numeric_in, CStringGetDatum(number->c_str()),
                                           ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
            }));
}

void add_totals(postgres::arguments& row, const control_totals::totals& totals, bool has_any) {
    add_number(row, has_any ? std::optional(totals.received) : std::nullopt);
    add_number(row, has_any ? totals.landed : std::nullopt);
    add_number(row, has_any ? std::optional(totals.rejected) : std::nullopt);
}

void add_writer(postgres::arguments& row, const load_counts& counts) {
    if (!counts.directly && !counts.by_sql) {
        row.add_null(TEXTOID);
        return;
    }
    row.add_text(counts.directly && counts.by_sql ? "mixed" : counts.directly ? "direct" : "sql");
}

// The values of the columns of 1.4.
void add_1_4(postgres::arguments& row, const load_counts& counts, const std::string& read_by) {
    row.add_text(setting("DateStyle")).add_text(setting("TimeZone"));
    add_writer(row, counts);
    add_number(row, counts.rounding);
    add_totals(row, counts.totals.quantities(), counts.totals.has_quantity());
    add_totals(row, counts.totals.amounts(), counts.totals.has_amount());
    if (read_by.empty()) {
        row.add_null(TEXTOID);
    } else {
        row.add_text(read_by);
    }
}

std::int64_t insert_batch(const std::string& sql, const target& target, const journal_entry& entry,
                          const load_counts& counts, bool with_totals) {
    const auto count = [](std::int64_t value) { return Int64GetDatum(value); };
    postgres::arguments row;
    row.add_text(target.feed().table).add_text(entry.source);
    row.add(INT8OID, count(counts.received)).add(INT8OID, count(counts.inserted));
    row.add(INT8OID, count(counts.updated)).add(INT8OID, count(counts.unchanged));
    row.add(INT8OID, count(counts.merged)).add(INT8OID, count(counts.rejected));
    row.add(INT8OID, count(counts.closed));
    row.add(TIMESTAMPTZOID, TimestampTzGetDatum(entry.started));
    row.add(TIMESTAMPTZOID, TimestampTzGetDatum(GetCurrentTimestamp()));
    if (with_totals) {
        add_1_4(row, counts, entry.read_by);
    }
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

// The same of columns of any type. A function takes a hundred arguments at most.
std::string values_as_json(std::size_t columns) {
    constexpr std::size_t most = 50;
    std::string parts;
    for (std::size_t number = 1; number <= columns; ++number) {
        parts += (number - 1) % most != 0 ? ", "
                 : number == 1            ? "pg_catalog.jsonb_build_object("
                                          : ") OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(";
        parts += fmt::format("($2)[{0}], rejected.arrived_{0}", number);
    }
    return parts + ")";
}

// The row as it arrived, as an expression over "rejected": {"date": ..., "store_code": ...}.
std::string row_as_json(const arrival& arrival) {
    if (companion_of(arrival.reader()) != nullptr) {
        return values_as_json(arrival.reader()->columns().size());
    }
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

// Whether a reject "r" is the one that was read. Equality may become a scan by ctid. Minor versions before
// November 2025 do not repeat its condition for a row that they waited for.
constexpr std::string_view same_version =
    "r.ctid OPERATOR(pg_catalog.>=) t.version AND r.ctid OPERATOR(pg_catalog.<=) t.version";

std::string still_rejected_statement(const target& target) {
    return fmt::format(
        "UPDATE {} AS r SET error_code = j.error_code, message = j.message FROM rejected AS j "
        "JOIN retried AS t ON t.row_number OPERATOR(pg_catalog.=) j.row_number "
        "WHERE r.batch_id OPERATOR(pg_catalog.=) $1 AND r.row_number OPERATOR(pg_catalog.=) t.original "
        "AND {}",
        target.beside("load_reject"), same_version);
}

std::string accepted_statement(const target& target, bool some_rejected) {
    return fmt::format(
        "DELETE FROM {} AS r USING retried AS t "
        "WHERE r.batch_id OPERATOR(pg_catalog.=) $1 AND r.row_number OPERATOR(pg_catalog.=) t.original "
        "AND {}{}",
        target.beside("load_reject"), same_version,
        some_rejected ? " AND NOT EXISTS (SELECT 1 FROM rejected AS j "
                        "WHERE j.row_number OPERATOR(pg_catalog.=) t.row_number)"
                      : "");
}

// Rows of a retry that are still rejected get their new reason, and the others leave load_reject. A row that
// was corrected meanwhile stays as it is, for another retry.
void settle_rejects(const target& target, const retried_rows& retried, postgres::tuple_store* rejected,
                    std::int64_t rejects) {
    if (retried.rows == 0) {
        return;
    }
    const Oid relation = target.relation_beside("load_reject");
    const auto of_batch = [&] { return postgres::arguments().add(INT8OID, Int64GetDatum(retried.batch)); };
    const postgres::named_rows numbers("retried", retried.numbers, retried.rows, InvalidOid);
    std::optional<postgres::named_rows> still;
    if (rejected != nullptr) {
        still.emplace("rejected", *rejected, rejects, InvalidOid);
        const std::string update = still_rejected_statement(target);
        postgres::as_owner(relation, update, [&] { postgres::execute(update, of_batch()); });
    }
    const std::string remove = accepted_statement(target, rejected != nullptr);
    postgres::as_owner(relation, remove, [&] { postgres::execute(remove, of_batch()); });
    if (still) {
        still->end();
    }
    numbers.end();
}

}  // namespace

void require_journal(const target& target) {
    for (const char* table : {"load_batch", "load_reject"}) {
        postgres::require_member(target.relation_beside(table));
    }
}

std::int64_t write_journal(const target& target, const journal_entry& entry, load_counts& counts,
                           reject_log& rejects, arrival& arrival) {
    std::optional<postgres::tuple_store> rows;
    if (rejects.total() > 0) {
        rows = rejects.rows_for_journal(arrival, counts.totals);
    }
    std::int64_t batch = 0;
    const bool with_totals = has_totals(target);
    const std::string of_batch = batch_statement(target, with_totals);
    postgres::insert_as_owner(target.relation_beside("load_batch"), of_batch,
                              [&] { batch = insert_batch(of_batch, target, entry, counts, with_totals); });
    if (entry.retried != nullptr) {
        settle_rejects(target, *entry.retried, rows ? &*rows : nullptr, rejects.total());
    } else if (rows) {
        const std::string of_rejects = rejects_statement(target, arrival);
        const postgres::arguments arguments = rejects_arguments(batch, arrival);
        postgres::insert_as_owner(target.relation_beside("load_reject"), of_rejects,
                                  [&] { insert_rejects(of_rejects, arguments, *rows, rejects.total()); });
    }
    if (rows) {
        rows->end();
    }
    return batch;
}

std::optional<load_zone> find_other_zone(const target& target, const std::string& zone) {
    if (!has_totals(target)) {
        return std::nullopt;
    }
    const std::string sql = fmt::format(
        "SELECT b.time_zone, b.id FROM {} AS b WHERE b.target::pg_catalog.text OPERATOR(pg_catalog.=) $1 "
        "AND b.time_zone OPERATOR(pg_catalog.<>) $2 ORDER BY b.id DESC LIMIT 1",
        target.beside("load_batch"));
    std::optional<load_zone> found;
    postgres::as_owner(target.relation_beside("load_batch"), sql, [&] {
        postgres::execute(sql, postgres::arguments().add_text(target.feed().table).add_text(zone));
        if (postgres::result_rows() > 0) {
            bool is_null = false;
            found = {postgres::result_text(0, 1).value_or(""),
                     DatumGetInt64(postgres::result_value(0, 2, INT8OID, is_null))};
        }
        postgres::free_result();
    });
    return found;
}

}  // namespace forecast_warehouse::load
