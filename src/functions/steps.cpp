#include "functions/steps.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "functions/arguments.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "schema/step_warning.hpp"

// Functions for the scripts of the extension. A script runs as superuser. The tables belong to a plain role,
// which may have put code into them, and may rename the schema. So each script creates these functions in
// pg_catalog, and drops them at its end. An older function of the extension may have been replaced by its
// owner. A name in the schema may lead to another schema.

namespace forecast_warehouse::functions {

void require_script() {
    const bool in_script = postgres::guard([] {
        return creating_extension && OidIsValid(CurrentExtensionObject) && superuser() &&
               !InSecurityRestrictedOperation();
    });
    if (!in_script || CurrentExtensionObject != postgres::our_extension()) {
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            "this function can only be called from a script of extension \"forecast_warehouse\"",
            "Use ALTER EXTENSION forecast_warehouse UPDATE.");
    }
}

Oid schema_of_script() {
    return postgres::guard([] { return postgres::schema_of_extension(CurrentExtensionObject); });
}

namespace {

// The name of the schema is part of the script's text. Another session must not give this name to another
// schema. It cannot change a row of the catalog that this transaction has changed.
void hold_schema(FunctionCallInfo call) {
    require_script();
    const auto name = text_argument(call, 0);
    const Oid schema = schema_of_script();
    postgres::guard([schema] {
        Relation catalog = table_open(NamespaceRelationId, RowExclusiveLock);
        HeapTuple row = SearchSysCacheCopy1(NAMESPACEOID, ObjectIdGetDatum(schema));
        if (!HeapTupleIsValid(row)) {
            elog(ERROR, "cache lookup failed for schema %u", schema);
        }
        CatalogTupleUpdate(catalog, &row->t_self, row);
        heap_freetuple(row);
        table_close(catalog, RowExclusiveLock);
        CommandCounterIncrement();
    });
    if (name != postgres::quoted(postgres::name_of_schema(schema))) {
        throw core::failure(core::sqlstate::serialization_failure,
                            fmt::format("schema \"{}\" was renamed during the update", name.value_or("")),
                            "Run the statement again.");
    }
    // Before the script changes anything: the first statement of every script comes here.
    forecast_warehouse::schema::warn_in_script();
}

// The facts that the rest of the script relies on, and that code of the owner could change. The server makes
// each object that is created in a script a member of the extension. A script may drop members.
struct script_state {
    std::string schema;
    std::string members;
    Oid extension;

    bool operator==(const script_state&) const = default;
};

script_state state_of_script() {
    postgres::execute(
        "SELECT pg_catalog.string_agg(pg_catalog.concat(d.classid, '.', d.objid), ' ' "
        "ORDER BY d.classid, d.objid) FROM pg_catalog.pg_depend d "
        "WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass "
        "AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e'",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(CurrentExtensionObject)));
    std::string members = postgres::result_text(0, 1).value_or("");
    postgres::free_result();
    return {postgres::name_of_schema(schema_of_script()), std::move(members), CurrentExtensionObject};
}

}  // namespace

void run_as_owner(Oid relation, const std::function<void()>& body) {
    const script_state before = state_of_script();
    postgres::become_owner(relation, body);
    if (state_of_script() != before) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "code of the tables' owner changed the schema or the extension during the update",
                            "Disable the triggers of the extension's tables that create, drop or rename "
                            "objects, then update.");
    }
}

namespace {

void run_statement_as_owner(FunctionCallInfo call) {
    require_script();
    const auto statement = text_argument(call, 1);
    if (!has_argument(call, 0) || !statement) {
        throw core::failure(core::sqlstate::null_value_not_allowed,
                            "relation and statement must not be NULL");
    }
    const Oid relation = DatumGetObjectId(call->args[0].value);
    postgres::with_spi([&] { run_as_owner(relation, [&] { postgres::execute(*statement); }); });
}

// A function of the extension that a plain role owns, and its name in SQL. It is genuine if the owner did
// not replace it. This holds for C code, which only a superuser can create, and for sales_panel, which the
// script has just replaced.
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
        "NOT p.prosecdef AND p.proconfig IS NULL, l.lanname OPERATOR(pg_catalog.=) 'c', "
        "p.proname OPERATOR(pg_catalog.=) 'sales_panel', p.xmin::pg_catalog.text::pg_catalog.int8, "
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
    const auto flag = [&is_null](std::uint64_t row, int column) {
        return DatumGetBool(postgres::result_value(row, column, BOOLOID, is_null));
    };
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const auto writer =
            static_cast<TransactionId>(DatumGetInt64(postgres::result_value(row, 6, INT8OID, is_null)));
        const bool replaced = flag(row, 5) && TransactionIdIsCurrentTransactionId(writer);
        found.push_back({DatumGetObjectId(postgres::result_value(row, 1, OIDOID, is_null)),
                         *postgres::result_text(row, 2), flag(row, 3) && (flag(row, 4) || replaced),
                         DatumGetObjectId(postgres::result_value(row, 7, OIDOID, is_null)),
                         *postgres::result_text(row, 8)});
    }
    return found;
}

// The owner may have revoked EXECUTE from PUBLIC. Then the owner needs a grant to call the function.
void take_back(const owned_function& function) {
    postgres::guard([&] {
        postgres::change_owner(ProcedureRelationId, function.oid, GetUserId());
        CommandCounterIncrement();
    });
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

// The relations of version 1.0, which a first script creates. Later steps ask for their own names.
constexpr std::array first_relations{"store",
                                     "product",
                                     "calendar",
                                     "sales_daily",
                                     "price_history",
                                     "promotion",
                                     "inventory_snapshot_daily",
                                     "holiday_date",
                                     "load_batch",
                                     "load_reject",
                                     "store_feed",
                                     "product_feed",
                                     "sales_daily_feed",
                                     "price_history_feed",
                                     "promotion_feed",
                                     "inventory_snapshot_daily_feed"};

// Tables of these names are often those of an application that forecasts sales. adopt() brings them in.
void refuse_namesakes(Oid schema) {
    std::string names;
    std::string first;
    for (const char* each : first_relations) {
        if (OidIsValid(postgres::guard([=] { return get_relname_relid(each, schema); }))) {
            first = first.empty() ? each : first;
            names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", each);
        }
    }
    if (first.empty()) {
        return;
    }
    const std::string name = postgres::name_of_schema(schema);
    throw core::failure(
        core::sqlstate::duplicate_table,
        fmt::format(R"(relation "{}" already exists in schema "{}")", first, name),
        fmt::format(
            "Your tables can stay. Create the extension in another schema: CREATE SCHEMA warehouse; CREATE "
            "EXTENSION forecast_warehouse SCHEMA warehouse; then see SELECT * FROM "
            "warehouse.adoption_plan('{}').",
            name),
        fmt::format("Relations of the extension have these names: {}.", names));
}

// A role without the CREATE privilege on a schema must not create tables in it by the extension.
void require_create(FunctionCallInfo call) {
    require_script();
    if (!has_argument(call, 0)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "role must not be NULL");
    }
    const Oid role = DatumGetObjectId(call->args[0].value);
    const Oid schema = schema_of_script();
    postgres::guard([=] {
        if (!postgres::may_create_in(schema, role)) {
            ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
                            errmsg("permission denied for schema %s", get_namespace_name(schema)),
                            errhint("CREATE EXTENSION forecast_warehouse needs the CREATE privilege on the "
                                    "schema, and on the database.")));
        }
    });
    refuse_namesakes(schema);
}

void take_functions_back() {
    require_script();
    postgres::with_spi([] {
        for (const owned_function& each : functions_of_others()) {
            if (!each.genuine) {
                throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                                    fmt::format("function \"{}\" was replaced by its owner", each.name),
                                    "Dump the database and restore it into a new one: CREATE EXTENSION "
                                    "creates the function.");
            }
            take_back(each);
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

// hold_schema(name): the schema of the extension keeps the name that the script uses, until the end.
FORECAST_WAREHOUSE_FUNCTION(fw_hold_schema) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::hold_schema(fcinfo);
        return Datum{0};
    });
}

// run_as_owner(relation, statement): runs one statement as the relation's owner.
FORECAST_WAREHOUSE_FUNCTION(fw_run_as_owner) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::run_statement_as_owner(fcinfo);
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
