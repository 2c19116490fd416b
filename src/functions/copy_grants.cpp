#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "functions/arguments.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

// copy_grants(source, target): a step down creates a view again, and copies the privileges of other roles.

namespace forecast_warehouse::functions {
namespace {

std::vector<std::string> first_column() {
    std::vector<std::string> texts;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        texts.push_back(*postgres::result_text(row, 1));
    }
    return texts;
}

// GRANT statements with the privileges on the source, for the target, on the relation and its columns.
std::vector<std::string> grants_of(Oid source, Oid target) {
    postgres::execute(
        "WITH held AS (SELECT a.*, ''::pg_catalog.text AS attribute FROM pg_catalog.pg_class c, "
        "pg_catalog.aclexplode(c.relacl) AS a WHERE c.oid OPERATOR(pg_catalog.=) $1 "
        "UNION ALL SELECT a.*, pg_catalog.format(' (%I)', t.attname) FROM pg_catalog.pg_attribute t, "
        "pg_catalog.aclexplode(t.attacl) AS a, pg_catalog.pg_attribute kept "
        "WHERE t.attrelid OPERATOR(pg_catalog.=) $1 AND kept.attrelid OPERATOR(pg_catalog.=) $2 "
        "AND kept.attname OPERATOR(pg_catalog.=) t.attname) "
        "SELECT pg_catalog.format('GRANT %s%s ON %s TO %s%s', h.privilege_type, h.attribute, "
        "$2::pg_catalog.regclass, CASE h.grantee WHEN 0 THEN 'PUBLIC' ELSE "
        "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(h.grantee)) END, "
        "CASE WHEN h.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) "
        "FROM held h, pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) $1 "
        "AND h.grantee OPERATOR(pg_catalog.<>) c.relowner",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(source)).add(OIDOID, ObjectIdGetDatum(target)));
    return first_column();
}

// Statements that give the target function what may be done with the source, instead of what it has.
std::vector<std::string> function_grants_of(Oid source, Oid target) {
    postgres::execute(
        "SELECT pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', $2::pg_catalog.regprocedure) "
        "FROM pg_catalog.pg_proc p WHERE p.oid OPERATOR(pg_catalog.=) $1 AND p.proacl IS NOT NULL "
        "UNION ALL SELECT pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO %s%s', "
        "$2::pg_catalog.regprocedure, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE "
        "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END, "
        "CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) "
        "FROM pg_catalog.pg_proc p, pg_catalog.aclexplode(p.proacl) AS a "
        "WHERE p.oid OPERATOR(pg_catalog.=) $1 AND a.grantee OPERATOR(pg_catalog.<>) p.proowner",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(source)).add(OIDOID, ObjectIdGetDatum(target)));
    return first_column();
}

// The server records a grant in a script as part of the extension, and dumps leave it out. These grants are
// the users'. After an error the server itself ends the script.
void grant_as_user(const std::vector<std::string>& grants) {
    const bool in_script = creating_extension;
    creating_extension = false;
    try {
        for (const std::string& grant : grants) {
            postgres::execute(grant);
        }
    } catch (...) {
        creating_extension = in_script;
        throw;
    }
    creating_extension = in_script;
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace {

using statements_of = std::vector<std::string> (*)(Oid source, Oid target);

Datum copy_grants(FunctionCallInfo call, statements_of grants) {
    namespace functions = forecast_warehouse::functions;
    if (!functions::has_argument(call, 0) || !functions::has_argument(call, 1)) {
        throw forecast_warehouse::core::failure(forecast_warehouse::core::sqlstate::null_value_not_allowed,
                                                "source and target must not be NULL");
    }
    forecast_warehouse::postgres::with_spi([&] {
        functions::grant_as_user(
            grants(DatumGetObjectId(call->args[0].value), DatumGetObjectId(call->args[1].value)));
    });
    return Datum{0};
}

}  // namespace

FORECAST_WAREHOUSE_FUNCTION(fw_copy_grants) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return copy_grants(fcinfo, forecast_warehouse::functions::grants_of); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_copy_function_grants) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return copy_grants(fcinfo, forecast_warehouse::functions::function_grants_of); });
}
