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
    std::vector<std::string> grants;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        grants.push_back(*postgres::result_text(row, 1));
    }
    return grants;
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

FORECAST_WAREHOUSE_FUNCTION(fw_copy_grants) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        if (!functions::has_argument(fcinfo, 0) || !functions::has_argument(fcinfo, 1)) {
            throw forecast_warehouse::core::failure(
                forecast_warehouse::core::sqlstate::null_value_not_allowed,
                "source and target must not be NULL");
        }
        forecast_warehouse::postgres::with_spi([&] {
            functions::grant_as_user(functions::grants_of(DatumGetObjectId(fcinfo->args[0].value),
                                                          DatumGetObjectId(fcinfo->args[1].value)));
        });
        return Datum{0};
    });
}
