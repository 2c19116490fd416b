#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "calendar/holiday_tables.hpp"
#include "core/failure.hpp"
#include "core/letters.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "functions/steps.hpp"
#include "postgres/encoding.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"

// Functions of the extension's scripts for letters outside ASCII, in names and sources of holidays. The
// scripts themselves are ASCII, because the server reads them in the database's encoding.

namespace forecast_warehouse::functions {
namespace {

namespace sql = core::sql;

// A warning, because scripts hide notices.
void report_replaced(std::int64_t rows, Oid relation) {
    if (rows == 0) {
        return;
    }
    const std::string what = core::counted(rows, "row");
    postgres::guard([&what, relation] {
        ereport(
            WARNING,
            (errmsg("encoding \"%s\" lacks letters of %s for \"%s\"", postgres::name_of_encoding(),
                    what.c_str(), get_rel_name(relation)),
             errdetail("Base letters were written for them, such as a for an a with an accent."),
             errhint("A database of encoding UTF8 has all letters of the names and sources of holidays.")));
    });
}

void run_escaped(FunctionCallInfo call) {
    require_script();
    const auto escaped = text_argument(call, 1);
    if (!has_argument(call, 0) || !escaped) {
        throw core::failure(core::sqlstate::null_value_not_allowed,
                            "relation and statement must not be NULL");
    }
    const Oid relation = DatumGetObjectId(call->args[0].value);
    const core::written_text statement = core::write_statement(*escaped, postgres::encoded);
    postgres::with_spi([&] { run_as_owner(relation, [&] { postgres::execute(statement.text); }); });
    report_replaced(statement.replaced_lines, relation);
}

// A table of holidays. key: the column that is unique within a calendar and a name.
struct mended_table {
    Oid relation;
    std::string name;
    const char* key;
};

std::vector<mended_table> tables_to_mend() {
    const Oid schema = schema_of_script();
    const std::string schema_name = postgres::name_of_schema(schema);
    const calendar::holiday_tables found = calendar::holiday_tables_in(schema);
    std::vector<mended_table> tables{
        {found.rules, postgres::quoted(schema_name, calendar::rules_table), "rule"},
        {found.dates, postgres::quoted(schema_name, calendar::dates_table), "date"}};
    for (const mended_table& each : tables) {
        postgres::require_member(each.relation);
    }
    return tables;
}

// Stored texts, and their corrections.
using wrong_texts = std::map<std::string, std::string>;

// Adds the texts of a column of shipped rows that are UTF-8 in a database of another encoding.
void find_wrong(const mended_table& table, const char* column, wrong_texts& wrong) {
    postgres::execute(fmt::format("SELECT DISTINCT r.{}::pg_catalog.text FROM ONLY {} r WHERE r.shipped",
                                  column, table.name));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const std::string stored = postgres::result_text(row, 1).value_or("");
        if (const auto mended = core::write_utf8(stored, postgres::encoded)) {
            wrong.emplace(stored, mended->text);
        }
    }
    postgres::free_result();
}

std::int64_t update(const std::string& statement, const wrong_texts& wrong) {
    std::int64_t rows = 0;
    for (const auto& [stored, mended] : wrong) {
        postgres::execute(statement, postgres::arguments().add_text(stored).add_text(mended));
        rows += static_cast<std::int64_t>(postgres::result_rows());
    }
    return rows;
}

std::int64_t mend_sources(const mended_table& table) {
    wrong_texts sources;
    find_wrong(table, "source", sources);
    return update(fmt::format("UPDATE ONLY {} r SET source = $2 WHERE {}", table.name,
                              sql::all_of({"r.shipped", sql::eq("r.source::pg_catalog.text", "$1")})),
                  sources);
}

// Corrects names in shipped rows, and in users' rows with the same name. A row keeps its name when another
// row with the right name exists.
std::int64_t mend_names(const mended_table& table, const wrong_texts& names) {
    const std::string same_row =
        sql::all_of({sql::eq("o.shipped", "r.shipped"), sql::eq("o.calendar", "r.calendar"),
                     sql::eq(fmt::format("o.{}", table.key), fmt::format("r.{}", table.key)),
                     sql::eq("o.name::pg_catalog.text", "$2")});
    return update(
        fmt::format(
            "UPDATE ONLY {0} r SET name = $2 WHERE {1} AND NOT EXISTS (SELECT FROM ONLY {0} o WHERE {2})",
            table.name, sql::eq("r.name::pg_catalog.text", "$1"), same_row),
        names);
}

std::int64_t mend_tables() {
    const std::vector<mended_table> tables = tables_to_mend();
    std::int64_t texts = 0;
    wrong_texts names;
    for (const mended_table& table : tables) {
        run_as_owner(table.relation, [&] { find_wrong(table, "name", names); });
    }
    for (const mended_table& table : tables) {
        run_as_owner(table.relation, [&] { texts += mend_sources(table) + mend_names(table, names); });
    }
    return texts;
}

void mend_letters() {
    require_script();
    if (postgres::is_utf8()) {
        return;
    }
    std::int64_t texts = 0;
    postgres::with_spi([&texts] { texts = mend_tables(); });
    if (texts > 0) {
        const std::string what = core::counted(texts, "text");
        postgres::guard([&what] {
            ereport(WARNING,
                    (errmsg("%s of holidays had wrong letters in encoding \"%s\" and got the right ones",
                            what.c_str(), postgres::name_of_encoding()),
                     errhint("Run generate_calendar() again for holiday_name in calendar.")));
        });
    }
}

}  // namespace
}  // namespace forecast_warehouse::functions

// run_escaped(relation, statement): runs one statement as the relation's owner. Letters outside ASCII are
// written \u00FC in the statement, and converted to the database's encoding.
FORECAST_WAREHOUSE_FUNCTION(fw_run_escaped) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::run_escaped(fcinfo);
        return Datum{0};
    });
}

// mend_letters(): corrects letters in shipped rows of holidays. Earlier versions stored them in UTF-8 in
// databases of all encodings.
FORECAST_WAREHOUSE_FUNCTION(fw_mend_letters) {
    return forecast_warehouse::postgres::enter([] {
        forecast_warehouse::functions::mend_letters();
        return Datum{0};
    });
}
