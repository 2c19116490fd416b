#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/letters.hpp"
#include "functions/call.hpp"
#include "functions/steps.hpp"
#include "postgres/encoding.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"

// Scripts are plain ASCII: the server reads them in the database's encoding, whichever it is. What scripts
// run for letters outside ASCII, in names and sources of holidays, is here.

namespace forecast_warehouse::functions {
namespace {

// A script hides notices, so that this is a warning.
void tell_replaced(std::int64_t rows, Oid relation) {
    if (rows > 0) {
        postgres::guard([=] {
            const char* encoding = postgres::name_of_encoding();
            ereport(
                WARNING,
                (errmsg("encoding \"%s\" lacks letters of %lld rows for \"%s\": base letters are written",
                        encoding, static_cast<long long>(rows), get_rel_name(relation)),
                 errhint("Names and sources of holidays are complete in a database of the encoding UTF8.")));
        });
    }
}

void run_escaped(FunctionCallInfo call) {
    require_script();
    const auto escaped = text_argument(call, 1);
    if (!has_argument(call, 0) || !escaped) {
        throw core::failure("22004", "relation and statement must not be NULL");
    }
    const Oid relation = DatumGetObjectId(call->args[0].value);
    const core::written_text statement = core::write_statement(*escaped, postgres::encoded);
    postgres::with_spi([&] { run_as_owner(relation, [&] { postgres::execute(statement.text); }); });
    tell_replaced(statement.replaced_lines, relation);
}

// A table of holidays; key: what makes rows of one calendar and name differ.
struct holiday_table {
    const char* name;
    const char* key;
};

constexpr std::array holiday_tables{holiday_table{"holiday_rule", "rule"},
                                    holiday_table{"holiday_date", "date"}};

struct changed_text {
    std::string stored, mended;
};

// The texts of a column of shipped rows that are UTF-8 in a database of another encoding.
std::vector<changed_text> wrong_texts(const std::string& table, const char* column) {
    postgres::execute(
        fmt::format("SELECT DISTINCT r.{}::pg_catalog.text FROM ONLY {} r WHERE r.shipped", column, table));
    std::vector<changed_text> wrong;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const auto stored = postgres::result_text(row, 1);
        if (auto mended = core::write_utf8(stored.value_or(""), postgres::encoded)) {
            wrong.push_back({*stored, std::move(mended->text)});
        }
    }
    postgres::free_result();
    return wrong;
}

std::int64_t update(const std::string& sql, const changed_text& text) {
    postgres::execute(sql, postgres::arguments().add_text(text.stored).add_text(text.mended));
    return static_cast<std::int64_t>(postgres::result_rows());
}

// Rows of the user's that name such a holiday are named alike, unless one with that name is there.
std::int64_t mend(const std::string& table, const char* key) {
    std::int64_t rows = 0;
    for (const changed_text& source : wrong_texts(table, "source")) {
        rows += update(fmt::format("UPDATE ONLY {} r SET source = $2 WHERE r.shipped "
                                   "AND r.source::pg_catalog.text OPERATOR(pg_catalog.=) $1",
                                   table),
                       source);
    }
    for (const changed_text& name : wrong_texts(table, "name")) {
        rows += update(
            fmt::format("UPDATE ONLY {0} r SET name = $2 "
                        "WHERE r.name::pg_catalog.text OPERATOR(pg_catalog.=) $1 "
                        "AND NOT EXISTS (SELECT FROM ONLY {0} o WHERE o.shipped OPERATOR(pg_catalog.=) "
                        "r.shipped AND o.calendar OPERATOR(pg_catalog.=) r.calendar "
                        "AND o.{1} OPERATOR(pg_catalog.=) r.{1} "
                        "AND o.name::pg_catalog.text OPERATOR(pg_catalog.=) $2)",
                        table, key),
            name);
    }
    return rows;
}

void mend_letters() {
    require_script();
    if (postgres::is_utf8()) {
        return;
    }
    const Oid schema = schema_of_script();
    std::int64_t texts = 0;
    postgres::with_spi([&] {
        const std::string schema_name = postgres::name_of_schema(schema);
        for (const holiday_table& table : holiday_tables) {
            const Oid relation = postgres::guard([&] { return get_relname_relid(table.name, schema); });
            postgres::require_member(relation);
            run_as_owner(relation,
                         [&] { texts += mend(postgres::quoted(schema_name, table.name), table.key); });
        }
    });
    if (texts > 0) {
        postgres::guard([texts] {
            ereport(
                WARNING,
                (errmsg(
                     "%lld names and sources of holidays had wrong letters in encoding \"%s\" and are mended",
                     static_cast<long long>(texts), postgres::name_of_encoding()),
                 errhint("Run generate_calendar() again for holiday_name in calendar.")));
        });
    }
}

}  // namespace
}  // namespace forecast_warehouse::functions

// run_escaped(relation, statement): runs one statement as the relation's owner; its letters outside ASCII are
// written \u00FC, and arrive in the database's encoding.
FORECAST_WAREHOUSE_FUNCTION(fw_run_escaped) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::run_escaped(fcinfo);
        return Datum{0};
    });
}

// mend_letters(): gives shipped rows of holidays the letters that earlier versions stored in UTF-8, whatever
// the database's encoding was.
FORECAST_WAREHOUSE_FUNCTION(fw_mend_letters) {
    return forecast_warehouse::postgres::enter([] {
        forecast_warehouse::functions::mend_letters();
        return Datum{0};
    });
}
