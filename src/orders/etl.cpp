#include "orders/etl.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "calendar/fill_calendar.hpp"
#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"
#include "postgres/spi.hpp"
#include "sources/load_source.hpp"

namespace forecast_warehouse::orders {
namespace {

constexpr std::array tables{"location", "channel",          "product",        "store",       "customer",
                            "reseller", "sales_order_line", "product_target", "sales_target"};

// The years that years of two digits can mean. A slip such as 0213 does not fill the calendar.
constexpr const char* years_query =
    "SELECT y.year::pg_catalog.int4 FROM ("
    "SELECT pg_catalog.date_part('year', {0}.order_day(h.date)) AS year FROM {0}.staging_salesheader h "
    "UNION SELECT t.year FROM {0}.staging_targetdatachannel t "
    "UNION SELECT p.year FROM {0}.staging_targetdataproduct p) AS y "
    "WHERE y.year OPERATOR(pg_catalog.>=) 1970 AND y.year OPERATOR(pg_catalog.<=) 2069 ORDER BY y.year";

// Lines that are stored under another order of the files, and not under that of staging alone. An order of
// another source may have the same numbers, so that no row is deleted here. EXCEPT is as fast without
// statistics, which fresh tables lack.
constexpr const char* moved_query =
    "WITH staged AS MATERIALIZED (SELECT d.salesdetailid AS line_no, d.salesheaderid::pg_catalog.text AS "
    "order_no FROM {0}.staging_salesdetail d), "
    "others AS MATERIALIZED (SELECT l.line_no, l.order_no::pg_catalog.text AS order_no "
    "FROM {0}.sales_order_line l EXCEPT SELECT s.line_no, s.order_no FROM staged s) "
    "SELECT pg_catalog.count(*) OVER (), o.line_no::pg_catalog.text, o.order_no, s.order_no FROM others o "
    "JOIN staged s ON s.line_no OPERATOR(pg_catalog.=) o.line_no "
    "JOIN (SELECT DISTINCT h.salesheaderid::pg_catalog.text AS order_no FROM {0}.staging_salesheader h) AS h "
    "ON h.order_no OPERATOR(pg_catalog.=) o.order_no ORDER BY o.line_no LIMIT 1";

std::vector<int> read_years(Oid schema) {
    std::vector<int> years;
    postgres::with_spi([&] {
        postgres::execute(fmt::format(years_query, postgres::quoted(postgres::name_of_schema(schema))));
        bool is_null = false;
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            years.push_back(DatumGetInt32(postgres::result_value(row, 1, INT4OID, is_null)));
        }
    });
    return years;
}

// From the first day of one year to the last day of another one.
core::date_range days_of(int first, int last) {
    using namespace std::chrono;
    return {sys_days{year{first} / January / 1}, sys_days{year{last} / December / 31}};
}

// Amounts are written as $405,500,000 or 405500000.00.
core::source_options options_of_files() {
    core::source_options options;
    options.numbers.grouping_mark = ",";
    options.numbers.strip = {"$"};
    options.numbers.utf8 = GetDatabaseEncoding() == PG_UTF8;
    return options;
}

std::vector<std::string> columns_of(Oid relation) {
    std::vector<std::string> columns;
    Relation opened = postgres::guard([=] { return relation_open(relation, AccessShareLock); });
    columns.reserve(static_cast<std::size_t>(RelationGetDescr(opened)->natts));
    for (int column = 0; column < RelationGetDescr(opened)->natts; ++column) {
        columns.emplace_back(NameStr(TupleDescAttr(RelationGetDescr(opened), column)->attname));
    }
    postgres::guard([=] { relation_close(opened, NoLock); });
    return columns;
}

void add(load::load_counts& total, const load::load_counts& more) {
    total.received += more.received;
    total.inserted += more.inserted;
    total.updated += more.updated;
    total.unchanged += more.unchanged;
}

}  // namespace

std::span<const char* const> loaded_tables() noexcept {
    return tables;
}

load::load_outcome fill_years(Oid schema, const std::optional<std::string>& holidays) {
    const std::vector<int> years = read_years(schema);
    load::load_outcome total;
    for (std::size_t first = 0, next = 0; first < years.size(); first = next) {
        for (next = first + 1; next < years.size() && years[next] == years[next - 1] + 1;) {
            ++next;
        }
        const load::load_outcome filled =
            calendar::fill_calendar(schema, days_of(years[first], years[next - 1]), holidays);
        add(total.counts, filled.counts);
        total.batch_id = filled.batch_id;
    }
    return total;
}

load::load_outcome load_table(Oid schema, const std::string& table, load::reject_policy rejects) {
    const core::feed& feed = load::feed_in(*core::find_feed_of_table(table), schema);
    const load::target target(feed, schema);
    const Oid view = target.relation_beside("etl_" + table);
    sources::source from;
    from.schema = postgres::name_of_schema(schema);
    from.name = "etl_" + table;
    from.feed = &feed;
    from.options = options_of_files();
    from.columns = columns_of(view);
    load::load_options options{rejects, load::duplicate_policy::last, "run_etl", GetCurrentTimestamp()};
    return sources::load_relation_as(std::move(from), schema, view, options);
}

void report_moved_lines(Oid schema) {
    std::int64_t lines = 0;
    std::string example;
    postgres::with_spi([&] {
        postgres::execute(fmt::format(moved_query, postgres::quoted(postgres::name_of_schema(schema))));
        if (postgres::result_rows() > 0) {
            lines = postgres::result_count(1);
            example = fmt::format("line_no {} is in order_no {} and in order_no {}.",
                                  core::quoted(*postgres::result_text(0, 2)),
                                  core::quoted(*postgres::result_text(0, 3)),
                                  core::quoted(*postgres::result_text(0, 4)));
        }
    });
    if (lines == 0) {
        return;
    }
    const auto count = static_cast<long long>(lines);
    postgres::guard([&] {
        ereport(NOTICE,
                (errmsg_plural("%lld line of staging_salesdetail is stored under another order, too",
                               "%lld lines of staging_salesdetail are stored under another order, too",
                               static_cast<unsigned long>(lines), count),
                 errdetail("%s", example.c_str()),
                 errhint("Where a line moved to another order, delete its old row from sales_order_line.")));
    });
}

load::load_outcome in_step(const std::string& step, const std::function<load::load_outcome()>& body) {
    const std::string where = fmt::format("step \"{}\" of run_etl()", step);
    try {
        return body();
    } catch (const postgres::pg_error& error) {
        const char* inner = error.data()->context;
        const std::string context = inner == nullptr ? where : fmt::format("{}\n{}", inner, where);
        error.data()->context =
            postgres::guard([&] { return MemoryContextStrdup(postgres::error_memory(), context.c_str()); });
        throw;
    } catch (const core::failure& failure) {
        throw core::failure(failure.sqlstate(), failure.what(), failure.hint(),
                            failure.detail().empty()
                                ? fmt::format("This is {}.", where)
                                : fmt::format("{}\nThis is {}.", failure.detail(), where));
    }
}

}  // namespace forecast_warehouse::orders
