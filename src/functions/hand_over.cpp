#include <string>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "functions/arguments.hpp"
#include "load/target.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"

// hand_over(object) and hand_over(function): give an object that an update created to the owner of the
// warehouse. Scripts give tables and views to the owner as their last step. They do not give functions: the
// owner could replace them, and the next script would run the replacement.
//
// The owner is that of the table store, not of the extension. After pg_upgrade, or a restore by a superuser,
// the extension belongs to the superuser and the tables do not.

namespace forecast_warehouse::functions {
namespace {

Oid argument(FunctionCallInfo call) {
    if (!has_argument(call, 0)) {
        throw core::failure(core::sqlstate::null_value_not_allowed,
                            "the object to hand over must not be NULL");
    }
    return DatumGetObjectId(call->args[0].value);
}

// Runs ALTER ... OWNER TO unless the owner has the object already. The query returns the name and the owner
// of the object in $1.
void give_to_owner(FunctionCallInfo call, const char* kind, const std::string& query) {
    const Oid object = argument(call);
    const Oid store = load::target(core::feeds().front(), schema_of(call)).relation_beside("store");
    postgres::require_member(store);
    const Oid owner = postgres::owner_of(store);
    postgres::with_spi([&] {
        postgres::execute(
            "SELECT object.name, pg_catalog.quote_ident(r.rolname) FROM (" + query +
                ") AS object (name, owner) JOIN pg_catalog.pg_roles r "
                "ON r.oid OPERATOR(pg_catalog.=) $2 "
                "WHERE object.owner OPERATOR(pg_catalog.<>) $2",
            postgres::arguments().add(OIDOID, ObjectIdGetDatum(object)).add(OIDOID, ObjectIdGetDatum(owner)));
        if (postgres::result_rows() > 0) {
            const std::string name = *postgres::result_text(0, 1);
            const std::string role = *postgres::result_text(0, 2);
            postgres::execute(fmt::format("ALTER {} {} OWNER TO {}", kind, name, role));
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_hand_over) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        functions::give_to_owner(fcinfo, "TABLE",
                                 "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), c.relowner "
                                 "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
                                 "ON n.oid OPERATOR(pg_catalog.=) c.relnamespace "
                                 "WHERE c.oid OPERATOR(pg_catalog.=) $1");
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_hand_over_function) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        functions::give_to_owner(fcinfo, "FUNCTION",
                                 "SELECT pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, "
                                 "pg_catalog.pg_get_function_identity_arguments(p.oid)), p.proowner "
                                 "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n "
                                 "ON n.oid OPERATOR(pg_catalog.=) p.pronamespace "
                                 "WHERE p.oid OPERATOR(pg_catalog.=) $1");
        return Datum{0};
    });
}
