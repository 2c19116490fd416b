#include "sources/create_source.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "load/target.hpp"
#include "load/view_triggers.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"
#include "sources/catalog.hpp"
#include "sources/file_reader.hpp"
#include "sources/unknown_keys.hpp"

namespace forecast_warehouse::sources {
namespace {

// The first schema of search_path that the caller may create in; its name, or NULL. Runs inside a guard.
const char* first_schema_to_create_in() {
    ListCell* cell = nullptr;
    foreach (cell, fetch_search_path(false)) {
        const Oid schema = lfirst_oid(cell);
        if (!isTempNamespace(schema) && schema != PG_CATALOG_NAMESPACE &&
            postgres::may_create_in(schema, GetUserId())) {
            return get_namespace_name(schema);
        }
    }
    return nullptr;
}

// The view would be gone after the session, and its row would not.
void expect_permanent(const view_name& named) {
    const bool is_temporary = postgres::guard([&] {
        const Oid schema = get_namespace_oid(named.schema.c_str(), true);
        return named.schema == "pg_temp" || (OidIsValid(schema) && isAnyTempNamespace(schema));
    });
    if (is_temporary) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("source {} cannot be in a temporary schema",
                                        postgres::quoted(named.schema, named.name)),
                            "Sources last longer than a session. Write another schema before the name.");
    }
}

view_name name_of_view(const std::string& text) {
    view_name named = parse_name(text);
    expect_permanent(named);
    if (named.schema.empty()) {
        const char* schema = postgres::guard([] { return first_schema_to_create_in(); });
        if (schema == nullptr) {
            throw core::failure(core::sqlstate::insufficient_privilege,
                                "search_path has no schema in which you may create a view",
                                "Write the schema before the name, or set search_path.");
        }
        named.schema = schema;
    }
    return named;
}

// A source is for those who load. Others could fill the catalog.
void require_right_to_load(const core::feed& feed, Oid schema) {
    std::vector<std::string> columns;
    for (const core::feed_column& each : feed.columns) {
        columns.push_back(each.target);
    }
    postgres::require_privilege(load::target(feed, schema).relation(), ACL_INSERT, columns);
}

// Analyses all that the source says of its columns.
void expect_readable(const source& made, Oid extension_schema, const core::file_shape& shape) {
    file_reader reader(made, shape);
    const std::vector<made_dimension> dimensions = made_dimensions(reader, extension_schema);
    reader.prepare();
    for (const made_dimension& each : dimensions) {
        require_right_to_load(*each.feed, extension_schema);
        each.reader->prepare();
    }
}

std::string literal(const std::string& text) {
    return postgres::guard([&]() -> const char* { return quote_literal_cstr(text.c_str()); });
}

std::string view_statement(const std::string& view, const std::vector<std::string>& columns) {
    std::string list;
    for (const std::string& each : columns) {
        list += fmt::format("{}CAST(NULL AS pg_catalog.text) AS {}", list.empty() ? "" : ", ",
                            postgres::quoted(each));
    }
    return fmt::format("CREATE VIEW {} AS SELECT {} WHERE false", view, list);
}

Oid relation_at(const view_name& named) {
    return postgres::guard([&] {
        const Oid schema = get_namespace_oid(named.schema.c_str(), true);
        return OidIsValid(schema) ? get_relname_relid(named.name.c_str(), schema) : InvalidOid;
    });
}

// Whether the caller may act as a role. Runs inside a guard.
bool acts_as(const char* role) {
    const Oid owner = get_role_oid(role, true);
    return superuser() || (OidIsValid(owner) && is_member_of_role(GetUserId(), owner));
}

// Removes the row of a source whose view was dropped by DROP VIEW. False: there is none that the caller may
// remove.
bool remove_leftover(Oid extension_schema, const view_name& named) {
    if (OidIsValid(relation_at(named))) {
        return false;
    }
    const auto stored = find_stored(extension_schema, named.schema, named.name);
    if (!stored || !postgres::guard([&] { return acts_as(stored->owner.c_str()); })) {
        return false;
    }
    remove(extension_schema, named.schema, named.name);
    return true;
}

}  // namespace

view_name parse_name(const std::string& text) {
    const char* schema = nullptr;
    const char* name = nullptr;
    postgres::guard([&] {
        const RangeVar* parsed =
            makeRangeVarFromNameList(textToQualifiedNameList(cstring_to_text(text.c_str())));
        if (parsed->catalogname != nullptr) {
            ereport(ERROR,
                    (errcode(ERRCODE_SYNTAX_ERROR), errmsg("improper name of a source: %s", text.c_str()),
                     errhint("Give a name, or a schema and a name.")));
        }
        schema = parsed->schemaname;
        name = parsed->relname;
    });
    return {schema == nullptr ? "" : schema, name};
}

std::string create(Oid extension_schema, const source_request& request) {
    const view_name named = name_of_view(request.name);
    std::string view = postgres::quoted(named.schema, named.name);
    const core::feed& feed = feed_named(request.feed, extension_schema);
    require_right_to_load(feed, extension_schema);
    const postgres::arena memory("source");
    postgres::with_spi([&] {
        source made{named.schema, named.name, &feed};
        read_map(request.map, made);
        made.options = read_options(request.options);
        made.columns = request.columns;
        expect_observable(made);
        const core::file_shape shape = made.shape();
        {
            const postgres::inside inside(memory);
            expect_readable(made, extension_schema, shape);
        }
        remove_leftover(extension_schema, named);
        postgres::execute(view_statement(view, shape.given()));
        const std::string schema = postgres::name_of_schema(extension_schema);
        load::create_view_triggers("source", view, schema,
                                   fmt::format("{}, {}", literal(named.schema), literal(named.name)));
        if (find_stored(extension_schema, named.schema, named.name)) {
            throw core::failure(core::sqlstate::duplicate_table,
                                fmt::format("source {} exists already", view),
                                "Its view was renamed, or was dropped by another role. Drop the source by "
                                "drop_source(), or take another name.");
        }
        store(extension_schema,
              {named.schema, named.name, feed.view, request.columns, request.map, request.options, {}});
    });
    return view;
}

Oid view_named(const std::string& name) {
    const view_name parsed = parse_name(name);
    return postgres::guard([&] {
        return RangeVarGetRelid(makeRangeVar(parsed.schema.empty() ? nullptr : pstrdup(parsed.schema.c_str()),
                                             pstrdup(parsed.name.c_str()), -1),
                                NoLock, true);
    });
}

void drop(Oid extension_schema, const std::string& name) {
    const Oid view = view_named(name);
    const std::optional<source_key> key =
        OidIsValid(view) ? key_of_view(extension_schema, view) : std::nullopt;
    postgres::with_spi([&] {
        if (key) {
            const std::string schema(postgres::guard(
                [=]() -> const char* { return get_namespace_name(get_rel_namespace(view)); }));
            const std::string relation(postgres::guard([=]() -> const char* { return get_rel_name(view); }));
            const auto stored = find_stored(extension_schema, key->schema, key->name);
            if (stored && !postgres::guard([&] { return acts_as(stored->owner.c_str()); })) {
                throw core::failure(core::sqlstate::insufficient_privilege,
                                    fmt::format("must be member of role {} to drop source {}",
                                                core::quoted(stored->owner), core::quoted(name)),
                                    "That role made the source.");
            }
            postgres::execute(fmt::format("DROP VIEW {}", postgres::quoted(schema, relation)));
            remove(extension_schema, key->schema, key->name);
            return;
        }
        const view_name parsed = parse_name(name);
        const bool removed =
            !OidIsValid(view) &&
            remove_leftover(extension_schema, parsed.schema.empty() ? name_of_view(name) : parsed);
        if (!removed) {
            throw core::failure(core::sqlstate::undefined_table,
                                fmt::format("source {} does not exist", core::quoted(name)),
                                "The table source has the names of all sources.");
        }
    });
}

}  // namespace forecast_warehouse::sources
