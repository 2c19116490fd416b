#include "sources/catalog.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "postgres/datums.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::sources {
namespace {

struct catalog_table {
    Oid relation;
    std::string name;
};

catalog_table table_of(Oid schema) {
    const Oid relation = postgres::table_in(schema, "source");
    if (!OidIsValid(relation)) {
        throw core::failure(
            core::sqlstate::undefined_table,
            fmt::format("table \"{}.source\" does not exist", postgres::name_of_schema(schema)),
            "It is a table of the extension: restore it from a dump.");
    }
    postgres::require_member(relation);
    return {relation, postgres::quoted(postgres::name_of_schema(schema), "source")};
}

std::string is_row(const char* schema, const char* name) {
    return core::sql::all_of({core::sql::eq("schema_name", schema), core::sql::eq("name", name)});
}

// The trigger of a view that runs a function of the extension; NULL when there is none. Runs inside a guard.
const Trigger* trigger_running(Relation view, Oid function) {
    const TriggerDesc* triggers = view->trigdesc;
    for (int index = 0; triggers != nullptr && index < triggers->numtriggers; ++index) {
        if (triggers->triggers[index].tgfoid == function) {
            return &triggers->triggers[index];
        }
    }
    return nullptr;
}

}  // namespace

std::optional<stored_source> find_stored(Oid extension_schema, const std::string& schema,
                                         const std::string& name) {
    const catalog_table table = table_of(extension_schema);
    const std::string sql = fmt::format(
        "SELECT feed, map::pg_catalog.text, options::pg_catalog.text, columns, owner FROM {} WHERE {}",
        table.name, is_row("$1", "$2"));
    postgres::as_owner(table.relation, sql, [&] {
        postgres::execute(sql, postgres::arguments().add_text(schema).add_text(name));
    });
    if (postgres::result_rows() == 0) {
        return std::nullopt;
    }
    stored_source found{schema,
                        name,
                        *postgres::result_text(0, 1),
                        {},
                        *postgres::result_text(0, 2),
                        *postgres::result_text(0, 3),
                        *postgres::result_text(0, 5)};
    bool is_null = false;
    const Datum columns = postgres::result_value(0, 4, TEXTARRAYOID, is_null);
    Datum* values = nullptr;
    bool* nulls = nullptr;
    int count = 0;
    postgres::guard([&] {
        deconstruct_array(DatumGetArrayTypeP(columns), TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls,
                          &count);
    });
    for (int index = 0; index < count; ++index) {
        const Datum value = values[index];
        found.columns.emplace_back(
            nulls[index] ? "" : postgres::guard([=]() -> const char* { return TextDatumGetCString(value); }));
    }
    postgres::free_result();
    return found;
}

void store(Oid extension_schema, const stored_source& row) {
    const catalog_table table = table_of(extension_schema);
    std::vector<Datum> columns;
    for (const std::string& each : row.columns) {
        columns.push_back(postgres::text_datum(each));
    }
    const std::string owner(
        postgres::guard([]() -> const char* { return GetUserNameFromId(GetUserId(), false); }));
    const std::string sql = fmt::format(
        "INSERT INTO {} (schema_name, name, feed, columns, map, options, owner) VALUES ($1, $2, $3, "
        "$4, $5::pg_catalog.jsonb, $6::pg_catalog.jsonb, $7)",
        table.name);
    postgres::arguments values;
    values.add_text(row.schema).add_text(row.name).add_text(row.feed).add_array(TEXTOID, columns);
    values.add_text(row.map).add_text(row.options).add_text(owner);
    postgres::as_owner(table.relation, sql, [&] { postgres::execute(sql, values); });
}

void remove(Oid extension_schema, const std::string& schema, const std::string& name) {
    const catalog_table table = table_of(extension_schema);
    const std::string sql = fmt::format("DELETE FROM {} WHERE {}", table.name, is_row("$1", "$2"));
    postgres::as_owner(table.relation, sql, [&] {
        postgres::execute(sql, postgres::arguments().add_text(schema).add_text(name));
    });
}

source read_stored(Oid extension_schema, const stored_source& row) {
    source made{row.schema, row.name, &feed_named(row.feed, extension_schema)};
    read_map(row.map, made);
    made.options = read_options(row.options);
    made.columns = row.columns;
    expect_observable(made);
    return made;
}

std::optional<source_key> key_of_view(Oid extension_schema, Oid view) {
    const char* schema = nullptr;
    const char* name = nullptr;
    postgres::guard([&] {
        const Oid function =
            SearchSysCacheExists3(PROCNAMEARGSNSP, CStringGetDatum("source_end"),
                                  PointerGetDatum(buildoidvector(nullptr, 0)),
                                  ObjectIdGetDatum(extension_schema))
                ? GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum("source_end"),
                                  PointerGetDatum(buildoidvector(nullptr, 0)),
                                  ObjectIdGetDatum(extension_schema))
                : InvalidOid;
        Relation relation = relation_open(view, AccessShareLock);
        const Trigger* trigger = trigger_running(relation, function);
        if (OidIsValid(function) && trigger != nullptr && trigger->tgnargs == 2) {
            schema = pstrdup(trigger->tgargs[0]);
            name = pstrdup(trigger->tgargs[1]);
        }
        relation_close(relation, AccessShareLock);
    });
    return name == nullptr ? std::nullopt : std::optional(source_key{schema, name});
}

Oid view_of_key(Oid extension_schema, const source_key& key) {
    // Arguments of a trigger end with a zero byte.
    const std::string arguments = key.schema + '\0' + key.name + '\0';
    const Datum as_bytes = postgres::guard([&] {
        return PointerGetDatum(
            cstring_to_text_with_len(arguments.data(), static_cast<int>(arguments.size())));
    });
    postgres::execute(
        "SELECT t.tgrelid FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_proc AS p "
        "ON p.oid OPERATOR(pg_catalog.=) t.tgfoid WHERE p.pronamespace OPERATOR(pg_catalog.=) $1 "
        "AND p.proname OPERATOR(pg_catalog.=) 'source_end' AND t.tgargs OPERATOR(pg_catalog.=) $2 "
        "ORDER BY t.tgrelid LIMIT 1",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(extension_schema)).add(BYTEAOID, as_bytes));
    bool is_null = true;
    const Datum view =
        postgres::result_rows() == 0 ? Datum{0} : postgres::result_value(0, 1, OIDOID, is_null);
    postgres::free_result();
    return is_null ? InvalidOid : DatumGetObjectId(view);
}

}  // namespace forecast_warehouse::sources
