#include "adoption/swap.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "adoption/texts.hpp"
#include "core/failure.hpp"
#include "core/load/id_sequence.hpp"
#include "core/sources/suggestion.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "sources/source.hpp"

namespace forecast_warehouse::adoption {
namespace {

// The server writes the name of the referenced table with its schema: search_path has no other one.
constexpr const char* foreign_keys_query =
    "SELECT k.conname, n.nspname, pg_catalog.format('%I.%I', n.nspname, c.relname), own.names, "
    "pg_catalog.substr(d.text, pg_catalog.length(d.head) OPERATOR(pg_catalog.+) 1), "
    "pg_catalog.starts_with(d.text, d.head), other.raw "
    "FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) k.conrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace "
    "CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname::pg_catalog.text), ', "
    "' "
    "ORDER BY u.place) FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (number, place) "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid AND a.attnum "
    "OPERATOR(pg_catalog.=) u.number) AS own (names) "
    "CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname::pg_catalog.text), ', "
    "' "
    "ORDER BY u.place), pg_catalog.string_agg(a.attname::pg_catalog.text, E'\\x1F' ORDER BY u.place) "
    "FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (number, place) "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.confrelid AND a.attnum "
    "OPERATOR(pg_catalog.=) u.number) AS other (names, raw) "
    "CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_constraintdef(k.oid), pg_catalog.format("
    "'FOREIGN KEY (%s) REFERENCES %s(%s)', own.names, k.confrelid::pg_catalog.regclass, other.names)) "
    "AS d (text, head) "
    "WHERE k.contype OPERATOR(pg_catalog.=) 'f'::pg_catalog.\"char\" AND k.confrelid OPERATOR(pg_catalog.=) "
    "$1 "
    "AND k.conparentid OPERATOR(pg_catalog.=) 0::pg_catalog.oid "
    "AND k.conrelid OPERATOR(pg_catalog.<>) ALL ($2::pg_catalog.oid[]) "
    "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend x WHERE x.classid OPERATOR(pg_catalog.=) "
    "'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid OPERATOR(pg_catalog.=) k.conrelid "
    "AND x.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog.\"char\") "
    "ORDER BY n.nspname, c.relname, k.conname";

// Views and rules that read an old table would go on to read it, and not ours.
constexpr const char* readers_query =
    "SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, v.relname) FROM pg_catalog.pg_depend d "
    "JOIN pg_catalog.pg_rewrite r ON r.oid OPERATOR(pg_catalog.=) d.objid "
    "JOIN pg_catalog.pg_class v ON v.oid OPERATOR(pg_catalog.=) r.ev_class "
    "JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) v.relnamespace "
    "WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass "
    "AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass "
    "AND d.refobjid OPERATOR(pg_catalog.=) $1 ORDER BY 1";

constexpr const char* table_query =
    "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t WHERE t.tgrelid OPERATOR(pg_catalog.=) $1 "
    "AND NOT t.tgisinternal), c.relrowsecurity, "
    "EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid OPERATOR(pg_catalog.=) $1 "
    "OR (i.inhparent OPERATOR(pg_catalog.=) $1 AND c.relkind OPERATOR(pg_catalog.=) "
    "'r'::pg_catalog.\"char\")), "
    "pg_catalog.pg_has_role(c.relowner, 'USAGE'), "
    "pg_catalog.has_table_privilege(c.relowner, $2::pg_catalog.regclass, 'SELECT') "
    "AND pg_catalog.has_table_privilege(c.relowner, $2::pg_catalog.regclass, 'INSERT') "
    "AND pg_catalog.has_table_privilege(c.relowner, $2::pg_catalog.regclass, 'UPDATE') "
    "AND pg_catalog.has_table_privilege(c.relowner, $2::pg_catalog.regclass, 'DELETE') "
    "AND COALESCE(pg_catalog.has_sequence_privilege(c.relowner, pg_catalog.to_regclass($3), 'USAGE'), true) "
    "FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) $1";

constexpr const char* grants_query =
    "SELECT pg_catalog.string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type), "
    "CASE WHEN x.grantee OPERATOR(pg_catalog.=) 0::pg_catalog.oid THEN 'PUBLIC' ELSE "
    "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)::pg_catalog.text) END AS grantee, "
    "x.is_grantable FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS x "
    "WHERE c.oid OPERATOR(pg_catalog.=) $1 AND x.grantee OPERATOR(pg_catalog.<>) c.relowner "
    "AND x.privilege_type OPERATOR(pg_catalog.=) ANY "
    "('{SELECT,INSERT,UPDATE,DELETE}'::pg_catalog.text[]) GROUP BY 2, 3 ORDER BY 2, 3";

Oid relation_of(const request& wanted, const mapped_table& table) {
    return wanted.old.table(table.old)->oid;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts{""};
    for (const char each : text) {
        if (each == '\x1F') {
            parts.emplace_back();
        } else {
            parts.back() += each;
        }
    }
    return parts;
}

std::string with_ending(const std::string& name, std::string_view ending) {
    std::string made = name;
    while (made.size() + ending.size() >= NAMEDATALEN) {
        made = core::cut_text(made, made.size() - 1);
    }
    return made + std::string(ending);
}

// The column of our table that an old column became; empty: none.
std::string our_column(const request& wanted, const mapped_table& table, const std::string& old) {
    const core::feed& feed = feed_of(table.ours, wanted.schema);
    for (const mapped_column& each : table.columns) {
        if (each.old == old) {
            const int at = core::column_named(feed, each.ours);
            return at < 0 ? "id" : feed.columns[static_cast<std::size_t>(at)].target;
        }
    }
    return {};
}

// Ours have such columns, too. They say when a row was adopted.
bool is_own_moment(const old_column& old) {
    return (old.name == "created_at" || old.name == "updated_at") && old.is_moment();
}

// Whether a view's column is a column of its table, so that rows can be written.
bool is_plain(const std::string& value) {
    return value.starts_with("t.") &&
           value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", 2) == std::string::npos;
}

// Rows that the application inserts have the defaults of the old table. New ids come from our sequence.
std::string defaults_of(const old_table& old, const std::vector<std::string>& values) {
    std::string list;
    for (std::size_t index = 0; index < values.size(); ++index) {
        const old_column& each = old.columns[index];
        if (!each.default_value.empty() && is_plain(values[index]) && values[index] != "t.id" &&
            !is_own_moment(each)) {
            list += fmt::format("{}ALTER COLUMN {} SET DEFAULT {}", list.empty() ? "" : ", ",
                                postgres::quoted(each.name), each.default_value);
        }
    }
    return list;
}

// The value of an old column in our table.
class old_values {
public:
    old_values(const request& wanted, const mapped_table& table)
        : wanted_(&wanted), table_(&table), feed_(&feed_of(table.ours, wanted.schema)) {}

    [[nodiscard]] std::string of(const old_column& old) const {
        const mapped_column* mapped = table_->from(old.name);
        if (mapped == nullptr) {
            return of_ignored(old);
        }
        const int at = core::column_named(*feed_, mapped->ours);
        if (at < 0) {
            return "t.id";
        }
        const core::feed_column& column = feed_->columns[static_cast<std::size_t>(at)];
        const bool is_key = column.to != nullptr && core::has_surrogate(*column.to);
        return is_key ? of_key(*mapped, column) : of_value(old, column);
    }

private:
    // Any other column stays where it is, to be read.
    [[nodiscard]] std::string of_ignored(const old_column& old) const {
        if (is_own_moment(old)) {
            return "t." + old.name;
        }
        const mapped_column* id = table_->column("id");
        const mapped_column* key = table_->column("date");
        const bool has_id = id != nullptr;
        if (!has_id && (feed_->surrogate || key == nullptr)) {
            return fmt::format("CAST(NULL AS {})", old.type);
        }
        return fmt::format("(SELECT o.{} FROM {} AS o WHERE o.{} OPERATOR(pg_catalog.=) t.{})",
                           postgres::quoted(old.name), wanted_->old.quoted(aside_name(table_->old)),
                           postgres::quoted(has_id ? id->old : key->old), has_id ? "id" : "date");
    }

    [[nodiscard]] std::string of_key(const mapped_column& mapped, const core::feed_column& column) const {
        const std::string key = "t." + postgres::quoted(column.target);
        if (mapped.refers_to.empty()) {
            return dimension_value(column, column.to->natural_key, key);
        }
        const std::string ours =
            our_column(*wanted_, *find_table(wanted_->tables, column.to->table), mapped.refers_to);
        return ours == column.to->key ? key : dimension_value(column, ours, key);
    }

    [[nodiscard]] std::string dimension_value(const core::feed_column& column, const std::string& value,
                                              const std::string& key) const {
        return fmt::format("(SELECT d.{} FROM {} AS d WHERE d.{} OPERATOR(pg_catalog.=) {})",
                           postgres::quoted(value), wanted_->ours(column.to->table),
                           postgres::quoted(column.to->key), key);
    }

    // Numbers and texts have our types, so that rows can be written. A text that was a day stays one.
    [[nodiscard]] std::string of_value(const old_column& old, const core::feed_column& column) const {
        std::string value = "t." + postgres::quoted(column.target);
        const bool is_day = column.type == core::value_type::date;
        const bool is_written = old.is_text() || (is_day && old.is_whole());
        if (column.type == core::value_type::text || !is_written) {
            return value;
        }
        const core::source_options options = sources::read_options(table_->options);
        const std::string text = is_day && options.day ? fmt::format("pg_catalog.to_char({}, {})", value,
                                                                     literal(options.day->pattern()))
                                                       : fmt::format("{}::pg_catalog.text", value);
        return old.is_text() ? text : fmt::format("CAST({} AS {})", text, old.type);
    }

    const request* wanted_;
    const mapped_table* table_;
    const core::feed* feed_;
};

void add_view(const request& wanted, const mapped_table& table, std::vector<step>& steps) {
    const old_table& old = *wanted.old.table(table.old);
    const old_values values(wanted, table);
    std::string list;
    std::vector<std::string> parts;
    for (const old_column& each : old.columns) {
        parts.push_back(values.of(each));
        list += fmt::format("{}    {} AS {}", list.empty() ? "" : ",\n", parts.back(),
                            postgres::quoted(each.name));
    }
    const std::string view = wanted.from(table);
    steps.push_back(
        {fmt::format("{} in the place of {}", table.ours, table.old),
         fmt::format("CREATE VIEW {} AS SELECT\n{}\nFROM {} AS t", view, list, wanted.ours(table.ours))});
    if (const std::string defaults = defaults_of(old, parts); !defaults.empty()) {
        steps.push_back({"its defaults", fmt::format("ALTER VIEW {} {}", view, defaults)});
    }
    steps.push_back(
        {"its comment", fmt::format("COMMENT ON VIEW {} IS {}", view,
                                    literal(fmt::format("Rows of {}, in the columns of the table that it was "
                                                        "adopted from.",
                                                        wanted.ours(table.ours))))});
    for (const text_row& each :
         texts_of(grants_query, postgres::arguments().add(OIDOID, ObjectIdGetDatum(old.oid)))) {
        steps.push_back(
            {"the grants of the old table", fmt::format("GRANT {} ON {} TO {}{}", *each[0], view, *each[1],
                                                        each[2] == "t" ? " WITH GRANT OPTION" : "")});
        if (each[0]->find("INSERT") != std::string::npos && feed_of(table.ours, wanted.schema).surrogate) {
            steps.push_back({"new rows take their ids as this role",
                             fmt::format("GRANT USAGE ON SEQUENCE {} TO {}",
                                         wanted.ours(core::id_sequence_of(table.ours)), *each[1])});
        }
    }
    steps.push_back({"its owner", fmt::format("ALTER VIEW {} OWNER TO {}", view, old.owner_name)});
}

std::string reference_to(const request& wanted, const mapped_table& table, const foreign_key& key) {
    std::string columns;
    for (const std::string& each : key.refers_to) {
        columns += (columns.empty() ? "" : ", ") + postgres::quoted(our_column(wanted, table, each));
    }
    return fmt::format("FOREIGN KEY ({}) REFERENCES {}({}){}", key.columns, wanted.ours(table.ours), columns,
                       key.rest);
}

// The names of keys that refer to ours now, for undo_adoption().
std::string names_of(const std::vector<foreign_key>& keys) {
    std::string list;
    for (const foreign_key& each : keys) {
        std::string columns;
        for (const std::string& column : each.refers_to) {
            columns += (columns.empty() ? "" : ", ") + core::json_string(column);
        }
        list += fmt::format(R"({}{{"table": {}, "name": {}, "columns": [{}]}})", list.empty() ? "" : ", ",
                            core::json_string(each.table), core::json_string(each.name), columns);
    }
    return "[" + list + "]";
}

void add_obstacles_of_columns(const request& wanted, const mapped_table& table,
                              const std::function<void(const std::string&)>& add) {
    const old_table& old = *wanted.old.table(table.old);
    for (const mapped_column& each : table.columns) {
        const std::string right = value_of_day(wanted.old, table, each.ours);
        if (!right.empty() &&
            is_true(fmt::format(
                "SELECT EXISTS (SELECT 1 FROM {} AS o WHERE o.{}::pg_catalog.text OPERATOR(pg_catalog.<>) "
                "{}::pg_catalog.text)",
                wanted.from(table), postgres::quoted(each.old), right))) {
            add(fmt::format("column {} has other values than {} of ours for the same days",
                            core::quoted(each.old), core::quoted(each.ours)));
        }
    }
    for (const old_column& each : old.columns) {
        if (each.needs_value && table.from(each.name) == nullptr && !is_own_moment(each)) {
            add(fmt::format("column {} must not be NULL, and ours has no place for it: give it a default",
                            core::quoted(each.name)));
        }
    }
}

void add_obstacles_of(const request& wanted, const mapped_table& table, std::vector<obstacle>& found) {
    const old_table& old = *wanted.old.table(table.old);
    const auto add = [&](const std::string& message) { found.push_back({table.old, message}); };
    if (old.kind != 'r' && old.kind != 'p') {
        add(fmt::format("it is {}: its rows can be adopted, but it cannot be swapped", old.kind_name()));
        return;
    }
    const auto relation = [&] { return postgres::arguments().add(OIDOID, ObjectIdGetDatum(old.oid)); };
    for (const text_row& each : texts_of(readers_query, relation())) {
        add(fmt::format("{} reads it and would not read ours: drop it, and create it again after swap",
                        *each[0]));
    }
    const text_row facts = texts_of(table_query, relation()
                                                     .add_text(wanted.ours(table.ours))
                                                     .add_text(wanted.ours(core::id_sequence_of(table.ours))))
                               .at(0);
    constexpr std::array<const char*, 3> reasons{
        "it has triggers, which would not fire: drop them first",
        "it has row-level security, which would not apply: disable it first",
        "it inherits from a table, or another one from it"};
    for (std::size_t index = 0; index < reasons.size(); ++index) {
        if (facts[index] == "t") {
            add(reasons.at(index));
        }
    }
    add_obstacles_of_columns(wanted, table, add);
    if (facts[3] == "t" && facts[4] != "t") {
        const bool has_ids = feed_of(table.ours, wanted.schema).surrogate;
        add(fmt::format("its owner lacks privileges: GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}{}",
                        wanted.ours(table.ours), old.owner_name,
                        has_ids ? fmt::format("; GRANT USAGE ON SEQUENCE {} TO {}",
                                              wanted.ours(core::id_sequence_of(table.ours)), old.owner_name)
                                : ""));
    }
    for (const foreign_key& key : foreign_keys_to(wanted, table)) {
        for (const std::string& each : key.refers_to) {
            if (our_column(wanted, table, each).empty()) {
                add(fmt::format("foreign key {} of {} refers to column {}, which is not mapped",
                                core::quoted(key.name), key.table, core::quoted(each)));
            }
        }
    }
}

}  // namespace

std::vector<foreign_key> foreign_keys_to(Oid relation, const std::vector<Oid>& without) {
    std::vector<Datum> others;
    others.reserve(without.size());
    for (const Oid each : without) {
        others.push_back(ObjectIdGetDatum(each));
    }
    std::vector<foreign_key> found;
    postgres::with_setting("search_path", "pg_catalog", [&] {
        for (const text_row& row : texts_of(foreign_keys_query, postgres::arguments()
                                                                    .add(OIDOID, ObjectIdGetDatum(relation))
                                                                    .add_array(OIDOID, std::move(others)))) {
            if (row[5] != "t") {
                throw core::failure(core::sqlstate::feature_not_supported,
                                    fmt::format("foreign key {} of {} cannot be moved to another table",
                                                core::quoted(*row[0]), *row[2]),
                                    "Drop it, and create it again after the swap.");
            }
            found.push_back({*row[1], *row[2], *row[0], *row[3], split(*row[6]), *row[4]});
        }
    });
    return found;
}

std::vector<foreign_key> foreign_keys_to(const request& wanted, const mapped_table& table) {
    std::vector<Oid> adopted;
    for (const mapped_table& each : wanted.tables) {
        adopted.push_back(relation_of(wanted, each));
    }
    return is_staging(table.ours) ? std::vector<foreign_key>{}
                                  : foreign_keys_to(relation_of(wanted, table), adopted);
}

std::vector<const mapped_table*> swapped_tables(const request& wanted) {
    std::vector<const mapped_table*> found;
    for (const mapped_table& each : wanted.tables) {
        if (!is_staging(each.ours)) {
            found.push_back(&each);
        }
    }
    return found;
}

std::vector<obstacle> swap_obstacles(const request& wanted) {
    std::vector<obstacle> found;
    for (const mapped_table* each : swapped_tables(wanted)) {
        add_obstacles_of(wanted, *each, found);
    }
    return found;
}

void expect_swappable(const request& wanted) {
    for (const mapped_table* each : swapped_tables(wanted)) {
        const old_table& old = *wanted.old.table(each->old);
        if (!postgres::guard([&] { return has_privs_of_role(GetUserId(), old.owner); })) {
            throw core::failure(core::sqlstate::insufficient_privilege,
                                fmt::format("must be owner of table {}", wanted.from(*each)),
                                "Swapping renames the table. Call adopt() as its owner, or without swap.");
        }
    }
    const std::vector<obstacle> found = swap_obstacles(wanted);
    if (!found.empty()) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("table {} cannot be swapped: {}", core::quoted(found.front().table),
                                        found.front().message),
                            "adoption_plan() lists all reasons. adopt() without swap leaves the table as it "
                            "is.");
    }
}

std::vector<step> lock_steps(const request& wanted) {
    std::string list;
    for (const mapped_table* each : swapped_tables(wanted)) {
        list += (list.empty() ? "" : ", ") + wanted.from(*each);
    }
    return list.empty() ? std::vector<step>{}
                        : std::vector<step>{{"nobody writes the old tables meanwhile",
                                             fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", list)}};
}

std::vector<step> swap_steps(const request& wanted) {
    std::vector<step> steps;
    std::vector<step> keys;
    std::vector<step> notes;
    for (const mapped_table* table : swapped_tables(wanted)) {
        const std::vector<foreign_key> references = foreign_keys_to(wanted, *table);
        for (const foreign_key& each : references) {
            const std::string name = postgres::quoted(each.name);
            steps.push_back({fmt::format("foreign key {} leaves {}", each.name, table->old),
                             fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", each.table, name)});
            keys.push_back({fmt::format("foreign key {} refers to {}", each.name, table->ours),
                            fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", each.table, name,
                                        reference_to(wanted, *table, each))});
        }
        const core::feed& feed = feed_of(table->ours, wanted.schema);
        const std::string noted = wanted.old.quoted(noted_name(table->old));
        notes.push_back(
            {fmt::format("the rows of {} at the time of the swap, for undo_adoption()", table->old),
             fmt::format("CREATE TABLE {} AS SELECT {} AS row_key, {} AS row_hash FROM {} AS v", noted,
                         key_text(*table, feed, "v"), hash_text(*table, "v"), wanted.from(*table))});
        notes.push_back({"its owner", fmt::format("ALTER TABLE {} OWNER TO {}", noted,
                                                  wanted.old.table(table->old)->owner_name)});
        notes.push_back(
            {"the note of the swap",
             fmt::format("INSERT INTO {} (schema_name, table_name, source_table, mapping, foreign_keys)\n"
                         "VALUES ({}, {}, {}, {}::pg_catalog.jsonb, {}::pg_catalog.jsonb)",
                         wanted.ours("adoption"), literal(wanted.old.name), literal(table->ours),
                         literal(table->old), literal("{" + write_table(*table) + "}"),
                         literal(names_of(references)))});
    }
    for (const mapped_table* table : swapped_tables(wanted)) {
        steps.push_back({fmt::format("{} moves aside", table->old),
                         fmt::format("ALTER TABLE {} RENAME TO {}", wanted.from(*table),
                                     postgres::quoted(aside_name(table->old)))});
    }
    for (const mapped_table* table : swapped_tables(wanted)) {
        add_view(wanted, *table, steps);
    }
    steps.insert(steps.end(), keys.begin(), keys.end());
    steps.insert(steps.end(), notes.begin(), notes.end());
    return steps;
}

bool is_swapped(const old_schema& old, const std::string& table) {
    const old_table* view = old.table(table);
    return view != nullptr && view->kind == 'v' && old.table(aside_name(table)) != nullptr &&
           old.table(noted_name(table)) != nullptr;
}

bool is_of_swap(const old_schema& old, const std::string& table) {
    return std::any_of(old.tables.begin(), old.tables.end(), [&](const old_table& each) {
        return is_swapped(old, each.name) &&
               (aside_name(each.name) == table || noted_name(each.name) == table);
    });
}

std::string aside_name(const std::string& table) {
    return with_ending(table, "_before_adoption");
}

std::string noted_name(const std::string& table) {
    return with_ending(table, "_as_adopted");
}

std::string key_text(const mapped_table& table, const core::feed& feed, const std::string& row) {
    if (const mapped_column* id = table.column("id")) {
        return fmt::format("{}.{}::pg_catalog.text", row, postgres::quoted(id->old));
    }
    std::string list;
    for (const int each : feed.grain) {
        if (const mapped_column* from = table.column(feed.columns[static_cast<std::size_t>(each)].name)) {
            list += fmt::format("{}{}.{}", list.empty() ? "" : ", ", row, postgres::quoted(from->old));
        }
    }
    return fmt::format("pg_catalog.jsonb_build_array({})::pg_catalog.text", list);
}

std::string hash_text(const mapped_table& table, const std::string& row) {
    // In an order of its own: a stored mapping has another one.
    std::set<std::string> names;
    for (const mapped_column& each : table.columns) {
        names.insert(each.old);
    }
    std::string list;
    for (const std::string& each : names) {
        list += fmt::format("{}{}.{}", list.empty() ? "" : ", ", row, postgres::quoted(each));
    }
    return fmt::format(
        "pg_catalog.hashtextextended(pg_catalog.jsonb_build_array({})::pg_catalog.text, 0::pg_catalog.int8)",
        list);
}

}  // namespace forecast_warehouse::adoption
