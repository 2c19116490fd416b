#include "core/schema/remedies.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace forecast_warehouse::core::schema {
namespace {

using text = std::optional<std::string>;

constexpr std::string_view generated = "GENERATED ";
constexpr std::string_view extension = "ALTER EXTENSION forecast_warehouse";

std::string literal(const std::string& value) {
    std::string quoted = value.find('\\') == std::string::npos ? "'" : "E'";
    for (const char each : value) {
        quoted += each;
        if (each == '\'' || each == '\\') {
            quoted += each;
        }
    }
    return quoted + "'";
}

// TABLE, EVENT TRIGGER and so on.
std::string word_of(const std::string& kind) {
    std::string word = kind;
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char each) { return std::toupper(each); });
    return word;
}

void append(std::string& statements, const std::string& more) {
    statements += (statements.empty() || more.empty() ? "" : ";\n") + more;
}

// The names of storage options such as "security_invoker=true, security_barrier=true".
std::string names_of_options(const std::string& options) {
    std::string names;
    bool in_value = false;
    for (const char each : options) {
        in_value = each == '=' || (in_value && each != ',');
        if (!in_value) {
            names += each;
        }
    }
    return names;
}

// The name, arguments and result of a function.
std::string head_of(const std::string& function) {
    return function.substr(0, function.find("\n LANGUAGE "));
}

std::string change_options(const std::string& view, const text& wanted, const text& found) {
    std::string statements;
    if (found) {
        append(statements, fmt::format("ALTER VIEW {} RESET ({})", view, names_of_options(*found)));
    }
    append(statements, wanted ? fmt::format("ALTER VIEW {} SET ({})", view, *wanted) : "");
    return statements;
}

}  // namespace

std::string remedies::qualified(const std::string& name) const {
    return names_->schema + "." + name;
}

std::string remedies::in_sql(const object& object) const {
    return object.kind == "event trigger" || object.kind == "other object" ? object.name
                                                                           : qualified(object.name);
}

std::string remedies::add_to_extension(const object& object) const {
    return fmt::format("{} ADD {} {}", extension, word_of(object.kind), in_sql(object));
}

std::string remedies::alter_part(const object& part, bool of_view) const {
    return fmt::format("ALTER {} {}", of_view ? "VIEW" : "TABLE", qualified(relation_of(part.name)));
}

std::string remedies::create_column(const object& column) const {
    const text value = column.get("default");
    std::string sql = fmt::format("{} ADD COLUMN {} {}", alter_part(column, false), part_of(column.name),
                                  column.get("type").value_or("text"));
    if (value && value->starts_with(generated)) {
        sql += fmt::format(" GENERATED ALWAYS AS ({}) STORED", value->substr(generated.size()));
    } else if (value) {
        sql += " DEFAULT " + *value;
    }
    sql += column.get("null") == "NOT NULL" ? " NOT NULL" : "";
    return sql;
}

std::string remedies::create_view(const object& view) const {
    const text options = view.get("options");
    const std::string query = view.get("definition").value_or("");
    return fmt::format("CREATE OR REPLACE VIEW {}{} AS\n{}", qualified(view.name),
                       options ? fmt::format(" WITH ({})", *options) : "", query.substr(0, query.rfind(';')));
}

// The statement that creates one object, without its properties.
text remedies::create_plain(const object& missing) const {
    const std::string definition = missing.get("definition").value_or("");
    if (missing.kind == "column") {
        return create_column(missing);
    }
    if (missing.kind == "constraint") {
        return fmt::format("{} ADD CONSTRAINT {} {}", alter_part(missing, false), part_of(missing.name),
                           definition);
    }
    if (missing.kind == "index" || missing.kind == "trigger" || missing.kind == "rule" ||
        missing.kind == "function") {
        return definition;
    }
    if (missing.kind == "table") {
        return fmt::format("CREATE TABLE {} ()", qualified(missing.name));
    }
    if (missing.kind == "view") {
        return create_view(missing);
    }
    if (missing.kind == "sequence") {
        return fmt::format("CREATE SEQUENCE {} {}", qualified(missing.name),
                           missing.get("parameters").value_or(""));
    }
    if (missing.kind == "event trigger") {
        return fmt::format("CREATE EVENT TRIGGER {} {}", missing.name, definition);
    }
    if (missing.kind == "type" && definition.starts_with('(')) {
        return fmt::format("CREATE TYPE {} AS {}", qualified(missing.name), definition);
    }
    if (missing.kind == "type" && !definition.starts_with("of kind ")) {
        return fmt::format("CREATE DOMAIN {} AS {}", qualified(missing.name), definition);
    }
    return std::nullopt;
}

// The properties of an object that has just been created.
std::string remedies::properties(const object& object) const {
    std::string statements;
    if (object.kind == "function" && !object.get("privileges of PUBLIC")) {
        append(statements, fmt::format("REVOKE ALL ON FUNCTION {} FROM PUBLIC", qualified(object.name)));
    }
    const struct object nothing {
        object.kind, object.name, {}
    };
    for (const char* each : {"owner", "privileges of PUBLIC", "dump", "comment"}) {
        const bool of_runner = std::string_view(each) == "owner" && object.get(each) == superuser_word;
        const bool by_default = object.kind == "function" && std::string_view(each).starts_with("privileges");
        if (object.get(each) && !of_runner && !by_default) {
            append(statements, change(object, nothing, each).value_or(""));
        }
    }
    return statements;
}

text remedies::create(const object& missing) const {
    const text plain = create_plain(missing);
    if (!plain) {
        return std::nullopt;
    }
    std::string statements = *plain;
    if (!is_part(missing.kind)) {
        append(statements, add_to_extension(missing));
        for (const char* kind : {"column", "constraint", "index", "trigger"}) {
            for (const object* each : expected_->parts(kind, missing.name)) {
                const bool is_there = missing.kind == "view" && each->kind == "column";
                if (is_there && each->get("default")) {
                    append(statements,
                           fmt::format("{} ALTER COLUMN {} SET DEFAULT {}", alter_part(*each, true),
                                       part_of(each->name), *each->get("default")));
                }
                if (!is_there) {
                    append(statements, create_plain(*each).value_or(""));
                }
                append(statements, properties(*each));
            }
        }
    }
    append(statements, properties(missing));
    return statements;
}

text remedies::remove(const object& extra, const object* relation) const {
    const std::string part = is_part(extra.kind) ? part_of(extra.name) : extra.name;
    const std::string of = is_part(extra.kind) ? relation_of(extra.name) : std::string();
    if (extra.kind == "column" || extra.kind == "constraint") {
        // A table that inherits it loses it with the first remedy.
        return fmt::format("{} DROP {} IF EXISTS {}",
                           alter_part(extra, relation != nullptr && relation->kind == "view"),
                           word_of(extra.kind), part);
    }
    if (extra.kind == "index") {
        return extra.get("definition") ? text("DROP INDEX " + qualified(part))
                                       : text("REINDEX INDEX " + qualified(part));
    }
    if (extra.kind == "trigger" || extra.kind == "rule") {
        return fmt::format("DROP {} {} ON {}", word_of(extra.kind), part, qualified(of));
    }
    const std::string schema = extra.get("schema").value_or(names_->schema);
    return fmt::format("{} DROP {} {}", extension, extra.kind == "other object" ? "" : word_of(extra.kind),
                       extra.kind == "event trigger" || extra.kind == "other object"
                           ? extra.name
                           : schema + "." + extra.name);
}

std::string remedies::rename(const object& found, const std::string& name, bool of_view) const {
    const std::string part = is_part(found.kind) ? part_of(found.name) : found.name;
    if (found.kind == "column" || found.kind == "constraint") {
        return fmt::format("{} RENAME {} {} TO {}", alter_part(found, of_view), word_of(found.kind), part,
                           name);
    }
    if (found.kind == "index") {
        return fmt::format("ALTER INDEX {} RENAME TO {}", qualified(part), name);
    }
    if (found.kind == "trigger") {
        return fmt::format("ALTER TRIGGER {} ON {} RENAME TO {}", part, qualified(relation_of(found.name)),
                           name);
    }
    return fmt::format("ALTER {} {} RENAME TO {}", word_of(found.kind), in_sql(found), name);
}

// A registration can only be made by a script of the extension. The catalog is written, as superuser.
std::string remedies::register_dump(const object& object, const text& value) const {
    constexpr std::string_view word = "registered ";
    const std::string added =
        value ? fmt::format(" UNION ALL SELECT {}::pg_catalog.regclass::pg_catalog.oid, {}",
                            literal(qualified(object.name)), literal(value->substr(word.size())))
              : "";
    return fmt::format(
        "UPDATE pg_catalog.pg_extension e SET (extconfig, extcondition) = (SELECT "
        "pg_catalog.array_agg(k.relation), pg_catalog.array_agg(k.condition) FROM (SELECT x.relation, "
        "x.condition FROM ROWS FROM (pg_catalog.unnest(e.extconfig), pg_catalog.unnest(e.extcondition)) AS x "
        "(relation, condition) WHERE x.relation OPERATOR(pg_catalog.<>) "
        "{}::pg_catalog.regclass::pg_catalog.oid{}) AS k) WHERE e.extname OPERATOR(pg_catalog.=) "
        "'forecast_warehouse'::pg_catalog.name",
        literal(qualified(object.name)), added);
}

// The sequence goes on after the largest stored value.
std::string remedies::own(const object& sequence, const text& column) const {
    const std::string name = qualified(sequence.name);
    if (!column) {
        return fmt::format("ALTER SEQUENCE {} OWNED BY NONE", name);
    }
    return fmt::format(
        "ALTER SEQUENCE {0} OWNED BY {1};\nSELECT pg_catalog.setval({2}::pg_catalog.regclass, "
        "GREATEST(s.last_value, t.largest), s.is_called OR t.largest IS NOT NULL) FROM {0} s, (SELECT "
        "pg_catalog.max({3})::pg_catalog.int8 AS largest FROM {4}) t",
        name, qualified(*column), literal(name), part_of(*column), qualified(relation_of(*column)));
}

text remedies::change_column(const object& expected, const object& found, const std::string& aspect) const {
    const object* relation = expected_->relation(relation_of(expected.name));
    const bool of_view = relation != nullptr && relation->kind == "view";
    const std::string alter =
        fmt::format("{} ALTER COLUMN {}", alter_part(expected, of_view), part_of(expected.name));
    const text wanted = expected.get(aspect);
    if (aspect == "type") {
        return fmt::format("{} TYPE {}", alter, *wanted);
    }
    if (aspect == "null") {
        return fmt::format("{} {} NOT NULL", alter, wanted == "NOT NULL" ? "SET" : "DROP");
    }
    if (aspect == "default") {
        const text there = found.get(aspect);
        if (there && there->starts_with(generated)) {
            return fmt::format("{} DROP EXPRESSION", alter);
        }
        if (wanted && wanted->starts_with(generated)) {
            // An expression comes with a new column only. It computes all values again.
            std::string statements = *remove(found, relation);
            append(statements, create_column(expected));
            append(statements, properties(expected));
            return statements;
        }
        return wanted ? fmt::format("{} SET DEFAULT {}", alter, *wanted)
                      : fmt::format("{} DROP DEFAULT", alter);
    }
    if (aspect == "identity") {
        return fmt::format("{} DROP IDENTITY", alter);
    }
    return fmt::format("COMMENT ON COLUMN {} IS {}", qualified(expected.name),
                       wanted ? literal(*wanted) : "NULL");
}

text remedies::change_part(const object& expected, const object& found, const std::string& aspect) const {
    const std::string relation = qualified(relation_of(expected.name));
    const std::string part = part_of(expected.name);
    if (expected.kind == "column") {
        return change_column(expected, found, aspect);
    }
    if (aspect == "enabled") {
        return fmt::format("ALTER TABLE {} ENABLE TRIGGER {}", relation, part);
    }
    if (aspect == "state") {
        return fmt::format("REINDEX INDEX {}", qualified(part));
    }
    if (expected.kind == "constraint" && found.get(aspect) == *expected.get(aspect) + " NOT VALID") {
        return fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", relation, part);
    }
    return *remove(found, nullptr) + ";\n" + *create_plain(expected);
}

text remedies::change_definition(const object& expected, const object& found) const {
    const std::string forget = fmt::format("{0} DROP {1} {2};\nDROP {1} {2};\n", extension,
                                           word_of(expected.kind), in_sql(expected));
    if (expected.kind == "view") {
        const bool fits = expected.get("columns").value_or("").starts_with(found.get("columns").value_or(""));
        return fits ? create_view(expected) : forget + *create(expected);
    }
    if (expected.kind == "function") {
        const bool fits =
            head_of(*expected.get("definition")) == head_of(found.get("definition").value_or(""));
        return fits ? *expected.get("definition") : forget + *create(expected);
    }
    return expected.kind == "event trigger" ? text(forget + *create(expected)) : std::nullopt;
}

text remedies::grant(const object& expected, const object& found, const std::string& aspect) const {
    const bool of_owner = aspect.starts_with("missing");
    const std::string list = (of_owner ? found : expected).get(aspect).value_or("");
    const std::string role = !of_owner                             ? "PUBLIC"
                             : expected.get("owner") == owner_word ? names_->owner
                                                                   : names_->superuser;
    return fmt::format("GRANT {} ON {} {} TO {}", list,
                       expected.kind == "view" ? "TABLE" : word_of(expected.kind), in_sql(expected), role);
}

text remedies::change_whole(const object& expected, const object& found, const std::string& aspect) const {
    const std::string name = in_sql(expected);
    const std::string word = word_of(expected.kind);
    const text wanted = expected.get(aspect);
    if (aspect == "schema") {
        return fmt::format("ALTER {} {}.{} SET SCHEMA {}", word, found.get(aspect).value_or(""),
                           expected.name, names_->schema);
    }
    if (aspect == "member") {
        return add_to_extension(expected);
    }
    if (aspect == "owner") {
        return fmt::format("ALTER {} {} OWNER TO {}", word, name,
                           wanted == owner_word ? names_->owner : names_->superuser);
    }
    if (aspect == "persistence") {
        return fmt::format("ALTER {} {} SET LOGGED", word, name);
    }
    if (aspect == "options") {
        return change_options(name, wanted, found.get(aspect));
    }
    if (aspect == "comment") {
        return fmt::format("COMMENT ON {} {} IS {}", word, name, wanted ? literal(*wanted) : "NULL");
    }
    if (aspect == "dump") {
        return register_dump(expected, wanted);
    }
    if (aspect == "parameters") {
        return fmt::format("ALTER SEQUENCE {} {}", name, *wanted);
    }
    if (aspect == "owned by") {
        return own(expected, wanted);
    }
    if (aspect == "enabled") {
        return fmt::format("ALTER EVENT TRIGGER {} ENABLE{}", name, wanted == "always" ? " ALWAYS" : "");
    }
    if (aspect == "disabled triggers of foreign keys") {
        return fmt::format("ALTER TABLE {} ENABLE TRIGGER ALL", name);
    }
    if (aspect.starts_with("privileges") || aspect.starts_with("missing privileges")) {
        return grant(expected, found, aspect);
    }
    return change_definition(expected, found);
}

text remedies::change(const object& expected, const object& found, const std::string& aspect) const {
    return is_part(expected.kind) ? change_part(expected, found, aspect)
                                  : change_whole(expected, found, aspect);
}

}  // namespace forecast_warehouse::core::schema
