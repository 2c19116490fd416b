#include "load/similar_codes.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "core/text.hpp"
#include "load/near_keys.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

constexpr std::uint64_t shown_pairs = 5;
// Pages that take less time to read than to open the table.
constexpr std::int64_t few_pages = 8;

// Position of a dimension's code; -1 for other tables, and for the calendar, whose key is a day.
int code_of(const core::feed& feed) {
    const int code = core::column_with_role(feed, core::column_role::natural_key);
    const bool is_key = code >= 0 && feed.grain.size() == 1 && code == feed.grain.front();
    return is_key && arriving_type(feed.columns[static_cast<std::size_t>(code)]) == TEXTOID ? code : -1;
}

bool is_small_beside(Oid table, std::int64_t rows) {
    const std::int64_t pages = postgres::guard([table] {
        Relation relation = table_open(table, AccessShareLock);
        const bool has_pages = RELKIND_HAS_STORAGE(relation->rd_rel->relkind);
        const std::int64_t found = has_pages ? RelationGetNumberOfBlocks(relation) : MaxBlockNumber;
        table_close(relation, AccessShareLock);
        return found;
    });
    return pages <= few_pages + rows;
}

std::vector<Datum> arrived_codes(arrival& arrival, int code) {
    std::vector<Datum> codes;
    postgres::row_block block(static_cast<int>(core::arriving_columns(arrival.feed()).size()));
    arrived_rows arrived(arrival);
    while (arrived.read(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (!block.null(row, code)) {
                codes.push_back(
                    postgres::guard([&] { return datumCopy(block.value(row, code), false, -1); }));
            }
        }
    }
    return codes;
}

// New codes beside those that they resemble, each pair once; and the count of all pairs.
std::string pairs_statement(const target& target, std::string_view code) {
    using namespace core::sql;
    const auto text = [code](const char* row) { return fmt::format("{}.{}::pg_catalog.text", row, code); };
    const auto bytes = [&text](const char* row) { return text(row) + " COLLATE pg_catalog.\"C\""; };
    const auto is_new = [&text](const char* row) {
        return all_of({eq(fmt::format("{}.created_at", row), "pg_catalog.now()"), eq_any(text(row), "$1")});
    };
    return fmt::format(
        "SELECT {code}, {other}, pg_catalog.count(*) OVER () FROM {table} AS a JOIN {table} AS b ON {alike} "
        "WHERE {new} AND NOT ({new_too}) ORDER BY {order}, {order_of_other} LIMIT {limit}",
        fmt::arg("code", text("a")), fmt::arg("other", text("b")), fmt::arg("table", target.table()),
        fmt::arg("alike",
                 all_of({eq(simplified(text("a")), simplified(text("b"))), ne(text("a"), text("b"))})),
        fmt::arg("new", is_new("a")), fmt::arg("new_too", all_of({is_new("b"), lt(bytes("b"), bytes("a"))})),
        fmt::arg("order", bytes("a")), fmt::arg("order_of_other", bytes("b")),
        fmt::arg("limit", shown_pairs));
}

void warn(const target& target, std::int64_t pairs, const std::string& shown) {
    const std::string message = fmt::format(
        "new codes in \"{}\" differ from other codes only by blanks, case or invisible characters",
        target.feed().table);
    const std::string detail =
        pairs > static_cast<std::int64_t>(shown_pairs)
            ? fmt::format("{}\nand {} more", shown,
                          core::counted(pairs - static_cast<std::int64_t>(shown_pairs), "pair"))
            : shown;
    const std::string hint =
        fmt::format("They are different rows of {}. Delete the wrong ones, and correct their source.",
                    target.feed().table);
    postgres::guard([&] {
        ereport(WARNING, (errmsg("%s", message.c_str()), errdetail("%s", detail.c_str()),
                          errhint("%s", hint.c_str())));
    });
}

}  // namespace

void warn_of_similar_codes(const target& target, arrival& arrival, const load_counts& counts) {
    const int code = code_of(target.feed());
    if (code < 0 || counts.inserted == 0) {
        return;
    }
    const Oid table = target.relation();
    if (!postgres::has_privileges(table, ACL_SELECT) || !is_small_beside(table, arrival.rows())) {
        return;
    }
    postgres::arguments arguments;
    arguments.add_array(TEXTOID, arrived_codes(arrival, code));
    // Of a table never analyzed the planner expects few rows, and would compare each with each.
    postgres::with_setting("enable_nestloop", "off", [&] {
        postgres::execute(pairs_statement(target, target.column(code).target), arguments);
    });
    std::string shown;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const auto cut = [&](int column) {
            return core::quoted(
                core::shorten(postgres::result_text(row, column).value_or(""), core::shown_characters));
        };
        shown += fmt::format("{}{} beside {}", shown.empty() ? "" : "\n", cut(1), cut(2));
    }
    const std::int64_t pairs = postgres::result_rows() > 0 ? postgres::result_count(3) : 0;
    postgres::free_result();
    if (pairs > 0) {
        warn(target, pairs, shown);
    }
}

}  // namespace forecast_warehouse::load
