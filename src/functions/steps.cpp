#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "functions/call.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"

// What the scripts of the extension run beside plain DDL. A script runs as superuser, on tables that a plain
// role owns and may have put code into. So each script makes these functions for itself and drops them: a
// function from before may be the owner's own by now.

namespace forecast_warehouse::functions {
namespace {

// Code of the owner's runs inside a script too, as the owner: it must not come back in here.
void require_script() {
    const bool in_script = postgres::guard([] {
        return creating_extension && OidIsValid(CurrentExtensionObject) && superuser() &&
               !InSecurityRestrictedOperation();
    });
    if (!in_script || CurrentExtensionObject != postgres::our_extension()) {
        throw core::failure("55000", "this function serves the scripts of the extension only",
                            "Use ALTER EXTENSION forecast_warehouse UPDATE.");
    }
}

// Inside a script the server takes an object that is made for a member of the extension, and a grant for one
// that no dump carries. What the owner's code makes is neither. On an error the server ends the script
// itself.
template <class Body>
void outside_script(Body body) {
    creating_extension = false;
    body();
    creating_extension = true;
}

void run_as_owner(FunctionCallInfo call) {
    require_script();
    const auto statement = text_argument(call, 1);
    if (!has_argument(call, 0) || !statement) {
        throw core::failure("22004", "relation and statement must not be NULL");
    }
    const Oid relation = DatumGetObjectId(call->args[0].value);
    postgres::with_spi([&] {
        postgres::as_owner(relation, [&] { outside_script([&] { postgres::execute(*statement); }); });
    });
}

// A function of the extension that a plain role owns, as SQL names it, and whether it is as it was made: C
// code of this library, which only a superuser can make.
struct owned_function {
    Oid oid;
    std::string name;
    bool genuine;
    Oid owner;
    std::string owner_name;
};

std::vector<owned_function> functions_of_others() {
    postgres::execute(
        "SELECT p.oid, pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, "
        "pg_catalog.pg_get_function_identity_arguments(p.oid)), "
        "l.lanname OPERATOR(pg_catalog.=) 'c' AND NOT p.prosecdef AND p.proconfig IS NULL, "
        "r.oid, pg_catalog.quote_ident(r.rolname) "
        "FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_proc p ON p.oid OPERATOR(pg_catalog.=) d.objid "
        "JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace "
        "JOIN pg_catalog.pg_language l ON l.oid OPERATOR(pg_catalog.=) p.prolang "
        "JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) p.proowner "
        "WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass "
        "AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass "
        "AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e' "
        "AND NOT r.rolsuper ORDER BY 2",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(CurrentExtensionObject)));
    std::vector<owned_function> found;
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        found.push_back({DatumGetObjectId(postgres::result_value(row, 1, OIDOID, is_null)),
                         *postgres::result_text(row, 2),
                         DatumGetBool(postgres::result_value(row, 3, BOOLOID, is_null)),
                         DatumGetObjectId(postgres::result_value(row, 4, OIDOID, is_null)),
                         *postgres::result_text(row, 5)});
    }
    return found;
}

// The owner may have withdrawn a function from the public, and goes on to call it.
void take_back(const owned_function& function) {
    postgres::execute(fmt::format("ALTER FUNCTION {} OWNER TO CURRENT_USER", function.name));
    postgres::execute(
        "SELECT pg_catalog.has_function_privilege($1, $2, 'EXECUTE')::pg_catalog.int4::pg_catalog.int8",
        postgres::arguments()
            .add(OIDOID, ObjectIdGetDatum(function.owner))
            .add(OIDOID, ObjectIdGetDatum(function.oid)));
    if (postgres::result_count(1) == 0) {
        postgres::execute(
            fmt::format("GRANT EXECUTE ON FUNCTION {} TO {}", function.name, function.owner_name));
    }
}

// A role without the CREATE privilege on a schema must not get tables into it by way of the extension.
void require_create(FunctionCallInfo call) {
    require_script();
    if (!has_argument(call, 0)) {
        throw core::failure("22004", "role must not be NULL");
    }
    const Oid role = DatumGetObjectId(call->args[0].value);
    const Oid schema = schema_of(call);
    postgres::guard([=] {
        if (!postgres::may_create_in(schema, role)) {
            ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
                            errmsg("permission denied for schema %s", get_namespace_name(schema)),
                            errhint("CREATE EXTENSION forecast_warehouse needs the CREATE privilege on the "
                                    "schema, and on the database.")));
        }
    });
}

void take_functions_back() {
    require_script();
    postgres::with_spi([] {
        for (const owned_function& each : functions_of_others()) {
            if (!each.genuine) {
                throw core::failure(
                    "55000", fmt::format("function \"{}\" was replaced by its owner", each.name),
                    "Dump the database and restore it into a new one: CREATE EXTENSION makes the function.");
            }
            take_back(each);
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

// run_as_owner(relation, statement): runs one statement as the relation's owner.
FORECAST_WAREHOUSE_FUNCTION(fw_run_as_owner) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::run_as_owner(fcinfo);
        return Datum{0};
    });
}

// require_create(role): raises unless the role may create objects in the schema of the extension.
FORECAST_WAREHOUSE_FUNCTION(fw_require_create) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::require_create(fcinfo);
        return Datum{0};
    });
}

// take_functions_back(): makes the superuser who runs the script the owner of all functions of the extension.
FORECAST_WAREHOUSE_FUNCTION(fw_take_functions_back) {
    return forecast_warehouse::postgres::enter([] {
        forecast_warehouse::functions::take_functions_back();
        return Datum{0};
    });
}
