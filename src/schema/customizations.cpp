#include "schema/customizations.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::schema {
namespace {

using core::schema::difference;
using core::schema::fact;
using core::schema::facts;

// A row of the notes. kind: column, index or check. Names are names in SQL.
struct noted {
    std::string kind;
    std::string object;
    std::string companion;  // of a column
    std::string column;
};

std::vector<noted> notes_in(Oid table, const installation& installation) {
    const std::string sql = fmt::format(
        "SELECT n.kind::pg_catalog.text, "
        "pg_catalog.concat(pg_catalog.quote_ident(n.table_name::pg_catalog.text), "
        "'.', pg_catalog.quote_ident(n.name::pg_catalog.text)), "
        "pg_catalog.concat(pg_catalog.quote_ident(n.schema_name::pg_catalog.text), '.', "
        "pg_catalog.quote_ident(pg_catalog.concat(n.table_name, '_custom'))), n.name::pg_catalog.text "
        "FROM {}.customization n ORDER BY 1, 2",
        installation.quoted_schema);
    postgres::unless_superuser(table, sql, [&sql] { postgres::execute_as_of_now(sql); });
    std::vector<noted> notes;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        notes.push_back({*postgres::result_text(row, 1), *postgres::result_text(row, 2),
                         *postgres::result_text(row, 3), *postgres::result_text(row, 4)});
    }
    postgres::free_result();
    return notes;
}

// The label of a difference about the noted object.
std::string label(const noted& one) {
    return (one.kind == "check" ? "constraint " : one.kind + " ") + one.object;
}

bool is_there(const noted& one, const facts& found) {
    if (one.kind != "column") {
        return std::any_of(found.begin(), found.end(),
                           [&](const fact& each) { return each.kind + " " + each.object == label(one); });
    }
    postgres::query(
        "SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) "
        "pg_catalog.to_regclass($1)::pg_catalog.oid AND a.attname::pg_catalog.text OPERATOR(pg_catalog.=) $2 "
        "AND NOT a.attisdropped",
        postgres::arguments().add_text(one.companion).add_text(one.column));
    const bool there = postgres::result_count(1) > 0;
    postgres::free_result();
    return there;
}

}  // namespace

void regard_customizations(const installation& installation, const facts& found,
                           std::vector<difference>& differences) {
    const Oid table = postgres::table_in(installation.schema, "customization");
    if (!OidIsValid(table) || !postgres::has_privileges(table, ACL_SELECT)) {
        return;
    }
    for (const noted& each : notes_in(table, installation)) {
        std::erase_if(differences, [&](const difference& there) {
            return !there.expected && there.aspect == "existence" && there.object == label(each);
        });
        if (!is_there(each, found)) {
            differences.push_back(
                {label(each), "customization", "noted", std::nullopt, each.kind == "column",
                 fmt::format("SELECT * FROM {}.apply_customizations()", installation.quoted_schema)});
        }
    }
}

}  // namespace forecast_warehouse::schema
