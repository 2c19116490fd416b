#include "load/similar_codes.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

constexpr std::uint64_t shown_pairs = 5;
// Pages that take less time to read than to open the table.
constexpr std::int64_t few_pages = 8;

// Place of the code that a dimension is known by; -1 for other tables, of which the calendar has a day.
int code_of(const core::feed& feed) {
    const int place = core::column_with_role(feed, core::column_role::natural_key);
    const bool is_key = place >= 0 && feed.grain.size() == 1 && place == feed.grain.front();
    return is_key && arriving_type(feed.columns[static_cast<std::size_t>(place)]) == TEXTOID ? place : -1;
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

std::vector<Datum> arrived_codes(arrival& arrival, int place) {
    std::vector<Datum> codes;
    postgres::row_block block(static_cast<int>(core::arriving_columns(arrival.feed()).size()));
    arrival.rewind();
    while (arrival.read(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (!block.null(row, place)) {
                codes.push_back(
                    postgres::guard([&] { return datumCopy(block.value(row, place), false, -1); }));
            }
        }
    }
    return codes;
}

// New codes beside those that they resemble, each pair once; and the count of all pairs.
std::string pairs_statement(const target& target, std::string_view code) {
    constexpr const char* plain =
        R"(pg_catalog.translate(pg_catalog.lower({}.{}::pg_catalog.text), E' \t\r\n', ''))";
    const std::string left = fmt::format(plain, "a", code);
    const std::string right = fmt::format(plain, "b", code);
    return fmt::format(
        "SELECT a.{0}::pg_catalog.text, b.{0}::pg_catalog.text, pg_catalog.count(*) OVER () "
        "FROM {1} AS a JOIN {1} AS b ON {2} OPERATOR(pg_catalog.=) {3} "
        "AND a.{0}::pg_catalog.text OPERATOR(pg_catalog.<>) b.{0}::pg_catalog.text "
        "WHERE a.created_at OPERATOR(pg_catalog.=) pg_catalog.now() "
        "AND a.{0}::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($1) "
        "AND NOT (b.created_at OPERATOR(pg_catalog.=) pg_catalog.now() "
        "AND b.{0}::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($1) "
        "AND b.{0}::pg_catalog.text COLLATE pg_catalog.\"C\" OPERATOR(pg_catalog.<) "
        "a.{0}::pg_catalog.text COLLATE pg_catalog.\"C\") "
        "ORDER BY a.{0}::pg_catalog.text COLLATE pg_catalog.\"C\", b.{0}::pg_catalog.text COLLATE "
        "pg_catalog.\"C\" "
        "LIMIT {4}",
        code, target.table(), left, right, shown_pairs);
}

void warn(const target& target, std::int64_t pairs, const std::string& shown) {
    const std::string message = fmt::format(
        "new codes in \"{}\" differ from other codes only by blanks or case", target.feed().table);
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
    const int place = code_of(target.feed());
    if (place < 0 || counts.inserted == 0) {
        return;
    }
    const Oid table = target.relation();
    if (!postgres::has_privileges(table, ACL_SELECT) || !is_small_beside(table, arrival.rows())) {
        return;
    }
    postgres::arguments arguments;
    arguments.add_array(TEXTOID, arrived_codes(arrival, place));
    // Of a table never analyzed the planner expects few rows, and would compare each with each.
    postgres::with_setting("enable_nestloop", "off", [&] {
        postgres::execute(pairs_statement(target, target.column(place).target), arguments);
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
