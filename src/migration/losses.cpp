#include "migration/losses.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "core/text.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/row_count.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::migration {
namespace {

bool allowed = false;

// The condition that versions 1.2 and 1.3 register for dumps.
constexpr std::string_view without_shipped = "WHERE NOT shipped";

// A table whose rows are in dumps, and the condition on these rows.
struct dumped_table {
    Oid relation;
    std::string schema;
    std::string name;
    std::string condition;
    bool partitioned;  // the partitions hold the rows
};

// Needs a connection to SPI.
std::vector<dumped_table> dumped_tables(Oid extension) {
    postgres::execute(
        "SELECT c.oid, n.nspname::pg_catalog.text, c.relname::pg_catalog.text, dumped.condition, "
        "c.relkind OPERATOR(pg_catalog.=) 'p'::pg_catalog.\"char\" "
        "FROM pg_catalog.pg_extension e "
        "CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(e.extconfig), pg_catalog.unnest(e.extcondition)) "
        "AS dumped (relation, condition) "
        "JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) dumped.relation "
        "JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace "
        "WHERE e.oid OPERATOR(pg_catalog.=) $1 "
        "AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog.\"char\"[]) ORDER BY c.oid",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(extension)));
    std::vector<dumped_table> tables;
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        tables.push_back({DatumGetObjectId(postgres::result_value(row, 1, OIDOID, is_null)),
                          *postgres::result_text(row, 2), *postgres::result_text(row, 3),
                          postgres::result_text(row, 4).value_or(""),
                          DatumGetBool(postgres::result_value(row, 5, BOOLOID, is_null))});
    }
    return tables;
}

// Counts the rows of a dump that also meet a condition of the step. The server evaluates both conditions,
// and code that the table's owner put into the table.
void count_rows(const dumped_table& table, std::string_view condition, count count, losses& found) {
    std::string where = table.condition;
    if (!condition.empty()) {
        where += fmt::format("{} ({})", where.empty() ? "WHERE" : " AND", condition);
    }
    const std::string sql =
        fmt::format("SELECT pg_catalog.count(*) FROM (SELECT 1 FROM {}{} {}{}) AS counted",
                    table.partitioned ? "" : "ONLY ", postgres::quoted(table.schema, table.name), where,
                    count == count::any ? " LIMIT 1" : "");
    postgres::unless_superuser(table.relation, sql, [&sql] { postgres::execute_as_of_now(sql); });
    const std::int64_t rows = postgres::result_count(1);
    postgres::free_result();
    if (rows > 0) {
        found.push_back({table.name, rows});
    }
}

// The loss of a step in a table; NULL: none.
const core::requirement* loss_in(const core::edge& edge, const dumped_table& table) {
    const auto found =
        std::find_if(edge.requirements.begin(), edge.requirements.end(), [&](const core::requirement& each) {
            return each.kind == core::requirement_kind::may_drop_rows && each.table == table.name;
        });
    return found == edge.requirements.end() ? nullptr : &*found;
}

}  // namespace

const char* const loss_hint =
    "Dump them first if you need them. SET forecast_warehouse.allow_data_loss = on lets the statement drop "
    "them.";

void define_settings() {
    DefineCustomBoolVariable(
        "forecast_warehouse.allow_data_loss",
        "Sets whether dropping or downgrading the extension may drop rows.",
        "off: DROP EXTENSION, and a downgrade that drops tables, fail while the tables have rows.", &allowed,
        false, PGC_USERSET, 0, nullptr, nullptr, nullptr);
}

bool allow_data_loss() noexcept {
    return allowed;
}

losses losses_of(const core::edge& edge, Oid schema, count count) {
    losses found;
    const std::string schema_name = postgres::name_of_schema(schema);
    for (const dumped_table& table : dumped_tables(postgres::our_extension())) {
        const core::requirement* loss = table.schema == schema_name ? loss_in(edge, table) : nullptr;
        if (loss != nullptr) {
            count_rows(table, loss->condition, count, found);
        }
    }
    return found;
}

losses losses_of_drop(Oid extension) {
    losses found;
    for (const dumped_table& table : dumped_tables(extension)) {
        // Names are looked up after the lock. Another session may have given the name to another object
        // before.
        const char* name = postgres::guard([&]() -> const char* {
            LockRelationOid(table.relation, AccessExclusiveLock);
            return get_rel_name(table.relation);
        });
        const std::int64_t rows =
            name == nullptr ? 0
                            : postgres::count_stored_rows(
                                  table.relation, table.condition == without_shipped ? "shipped" : nullptr);
        if (rows > 0) {
            found.push_back({name, rows});
        }
    }
    return found;
}

std::string describe(const losses& losses) {
    std::string text;
    for (const loss& each : losses) {
        text +=
            fmt::format("{}{}: {}", text.empty() ? "" : "\n", each.table, core::counted(each.rows, "row"));
    }
    return text;
}

std::int64_t rows_of(const losses& losses) {
    return std::accumulate(losses.begin(), losses.end(), std::int64_t{0},
                           [](std::int64_t sum, const loss& each) { return sum + each.rows; });
}

}  // namespace forecast_warehouse::migration
