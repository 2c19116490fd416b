#include "customize/columns.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "customize/companion.hpp"
#include "customize/views.hpp"
#include "load/target.hpp"
#include "postgres/canonical.hpp"
#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::customize {
namespace {

// The name of a check has a prefix, and so has that in sales_exogenous_all.
std::size_t longest_name(const std::string& table) {
    const std::size_t prefix = companion_views::exogenous_column(table, "").size();
    return NAMEDATALEN - 1 - std::max<std::size_t>(prefix, 3);
}

std::string as_is(const std::string& text) {
    return text;
}

std::string yes_or_no(bool truth) {
    return truth ? "true" : "false";
}

const core::feed& feed_of(Oid extension_schema, const std::string& table) {
    const core::feed* feed = core::find_feed_of_table(table);
    if (feed == nullptr || !feed->surrogate || feed->view.empty() ||
        !OidIsValid(postgres::table_in(extension_schema, table.c_str()))) {
        throw core::failure(
            core::sqlstate::undefined_table,
            fmt::format("{} is no table of the warehouse that takes columns", core::quoted(table)),
            "Such a table has a feed: store has store_feed.");
    }
    return load::feed_in(*feed, extension_schema);
}

// A foreign key from a plain table to one of Citus is not possible in general.
void refuse_citus(Oid table, const std::string& name) {
    if (postgres::guard([table] { return postgres::is_citus_table(table); })) {
        throw core::failure(core::sqlstate::feature_not_supported,
                            fmt::format("table {} is of Citus, and takes no columns yet", core::quoted(name)),
                            "Keep the values in a table of your own that is distributed like it.");
    }
}

// A companion, and the feed and table that it belongs to.
struct customized {
    const core::feed* feed;
    Oid extension_schema;
    Oid table;
    companion own;
};

std::optional<customized> find_customized(Oid extension_schema, const std::string& table) {
    const core::feed& feed = feed_of(extension_schema, table);
    const Oid relation = table_of_warehouse(extension_schema, table);
    std::optional<companion> own = find_companion(relation);
    if (!own) {
        return std::nullopt;
    }
    return customized{&feed, extension_schema, relation, *std::move(own)};
}

std::string schema_of_caller() {
    const char* name = postgres::guard([]() -> const char* {
        List* path = fetch_search_path(false);
        return path == NIL ? nullptr : get_namespace_name(linitial_oid(path));
    });
    if (name == nullptr) {
        throw core::failure(core::sqlstate::invalid_schema_name, "no schema has been selected to create in",
                            "Set search_path, or give the argument schema.");
    }
    return name;
}

companion create_companion(const core::feed& feed, Oid extension_schema, Oid table,
                           const std::optional<std::string>& wanted_schema) {
    refuse_citus(table, feed.table);
    const std::string schema = wanted_schema ? *wanted_schema : schema_of_caller();
    const std::string name = companion_name(feed.table);
    const std::string qualified = postgres::quoted(schema, name);
    const Oid in_schema = postgres::guard([text = schema.c_str()] { return get_namespace_oid(text, false); });
    if (OidIsValid(postgres::table_in(in_schema, name.c_str()))) {
        throw core::failure(
            core::sqlstate::duplicate_table, fmt::format("relation {} already exists", qualified),
            fmt::format("Rename it: columns beside {} go into a table of this name.", feed.table));
    }
    const Oid type = postgres::guard([table] { return get_atttype(table, get_attnum(table, "id")); });
    postgres::execute(fmt::format(
        "CREATE TABLE {} (id {} NOT NULL, CONSTRAINT {} PRIMARY KEY (id), CONSTRAINT {} FOREIGN KEY (id) "
        "REFERENCES {} (id) ON UPDATE CASCADE ON DELETE CASCADE)",
        qualified, postgres::type_text(type, -1), postgres::quoted("pk_" + name),
        postgres::quoted("fk_" + name),
        postgres::quoted(postgres::name_of_schema(extension_schema), feed.table)));
    postgres::execute(fmt::format(
        "COMMENT ON TABLE {} IS 'Columns of our own beside {}: a row for each row that has values.'",
        qualified, feed.table));
    postgres::execute(
        fmt::format("COMMENT ON COLUMN {}.id IS 'Id of the row in {}.'", qualified, feed.table));
    return *find_companion(table);
}

void check_new_name(const customized& of, const std::string& name) {
    const std::size_t longest = longest_name(of.feed->table);
    if (name.empty() || name.size() > longest) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("column name {} of table {} must have 1 to {} bytes",
                                        core::quoted(name), core::quoted(of.feed->table), longest));
    }
    const bool is_ours = postgres::guard([&, column = name.c_str()] {
                             return get_attnum(of.table, column);
                         }) != InvalidAttrNumber ||
                         core::column_named(*of.feed, name) >= 0;
    if (is_ours) {
        throw core::failure(core::sqlstate::duplicate_column,
                            fmt::format("table {} or its feed has a column {} of the warehouse",
                                        core::quoted(of.feed->table), core::quoted(name)),
                            "Choose another name.");
    }
    const std::string other = companion_views::exogenous_column(of.feed->table, name);
    if (!other.empty() && companion_views::is_in_exogenous(of.extension_schema, other)) {
        throw core::failure(
            core::sqlstate::duplicate_column,
            fmt::format("column {} of table {} would be {} in sales_exogenous_all, and sales_exogenous has "
                        "such a column",
                        core::quoted(name), core::quoted(of.feed->table), core::quoted(other)),
            "Choose another name.");
    }
}

std::string literal(const std::string& text) {
    return postgres::guard([source = text.c_str()]() -> const char* { return quote_literal_cstr(source); });
}

std::string alter(const customized& of, const std::string& action) {
    return fmt::format("ALTER TABLE {} {}", of.own.qualified(), action);
}

void reread(customized& of) {
    of.own = *find_companion(of.table);
}

const custom_check* find_check(const companion& own, const std::string& name) {
    const auto found = std::find_if(own.checks.begin(), own.checks.end(),
                                    [&](const custom_check& each) { return each.name == name; });
    return found == own.checks.end() ? nullptr : &*found;
}

// The server would drop a check of another column with the column that it reads.
void refuse_read(const customized& of, const std::string& name) {
    postgres::execute(
        "SELECT k.conname::pg_catalog.text FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a "
        "ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid AND a.attnum OPERATOR(pg_catalog.=) ANY (k.conkey) "
        "WHERE k.conrelid OPERATOR(pg_catalog.=) $1 AND k.contype OPERATOR(pg_catalog.=) "
        "'c'::pg_catalog.\"char\" AND a.attname OPERATOR(pg_catalog.=) $2::pg_catalog.name "
        "AND k.conname OPERATOR(pg_catalog.<>) $3::pg_catalog.name "
        "ORDER BY k.conname COLLATE pg_catalog.\"C\" LIMIT 1",
        postgres::arguments()
            .add(OIDOID, ObjectIdGetDatum(of.own.relation))
            .add_text(name)
            .add_text(check_name(name)));
    const std::optional<std::string> check =
        postgres::result_rows() > 0 ? postgres::result_text(0, 1) : std::nullopt;
    postgres::free_result();
    if (check) {
        throw core::failure(core::sqlstate::dependent_objects_still_exist,
                            fmt::format("check {} of table {} reads column {}", core::quoted(*check),
                                        core::quoted(of.own.name), core::quoted(name)),
                            "Change the check of the other column by alter_column() first.");
    }
}

// A row of the warehouse without a value of its own would show NULL.
void refuse_nulls(const customized& of, const entry& noted) {
    if (noted.default_value) {
        return;
    }
    postgres::execute(
        fmt::format("SELECT pg_catalog.count(*) FROM (SELECT FROM {} AS t LEFT JOIN {} AS c "
                    "ON c.id OPERATOR(pg_catalog.=) t.id WHERE c.{} IS NULL) AS counted",
                    postgres::quoted(postgres::name_of_schema(of.extension_schema), of.feed->table),
                    of.own.qualified(), postgres::quoted(noted.name)));
    const std::int64_t rows = postgres::result_count(1);
    postgres::free_result();
    if (rows > 0) {
        throw core::failure(core::sqlstate::not_null_violation,
                            fmt::format("column {} would be NULL in {} of table {}", core::quoted(noted.name),
                                        core::counted(rows, "row"), core::quoted(noted.table)),
                            "Give a default, or fill the column before alter_column() refuses NULL.");
    }
}

// Makes the column, and the properties that the entry has and the companion lacks. Returns whether something
// was made. Needs the search_path of canonical texts.
bool make_missing(customized& of, const entry& noted) {
    const std::string column = postgres::quoted(noted.name);
    bool made = false;
    const auto run = [&](const std::string& action) {
        postgres::execute(alter(of, action));
        made = true;
    };
    const custom_column* found = of.own.find(noted.name);
    const bool is_new = found == nullptr;
    if (is_new) {
        check_new_name(of, noted.name);
        run(fmt::format("ADD COLUMN {} {}", column, *noted.type));
        reread(of);
        found = of.own.find(noted.name);
    } else if (found->type_text != *noted.type) {
        refuse_conflict(noted, "type", *noted.type, found->type_text);
    }
    if (noted.default_value && found->default_value != noted.default_value) {
        if (found->default_value) {
            refuse_conflict(noted, "default", *noted.default_value, *found->default_value);
        }
        run(fmt::format("ALTER COLUMN {} SET DEFAULT {}", column, *noted.default_value));
        if (is_new) {
            postgres::execute(fmt::format("UPDATE {} SET {} = DEFAULT", of.own.qualified(), column));
        }
    }
    if (noted.condition) {
        const std::string name = check_name(noted.name);
        const custom_check* check = find_check(of.own, name);
        if (check == nullptr) {
            run(fmt::format("ADD CONSTRAINT {} CHECK ({}\n)", postgres::quoted(name), *noted.condition));
        } else if (check->condition != *noted.condition) {
            refuse_conflict(noted, "check", *noted.condition, check->condition);
        }
    }
    if (noted.not_null.value_or(false) && !found->not_null) {
        refuse_nulls(of, noted);
        run(fmt::format("ALTER COLUMN {} SET NOT NULL", column));
    }
    reread(of);
    return made;
}

// The texts of the entry are canonical. Other settings could give operators and days another meaning.
bool ensure_column(customized& of, const entry& noted) {
    bool made = false;
    postgres::with_canonical_settings([&] { made = make_missing(of, noted); });
    return made;
}

void write_comment(const customized& of, const entry& noted) {
    postgres::execute(fmt::format("COMMENT ON COLUMN {}.{} IS {}", of.own.qualified(),
                                  postgres::quoted(noted.name),
                                  noted.comment ? literal(*noted.comment) : "NULL"));
}

bool same(const entry& left, const entry& right) {
    return left.schema == right.schema && left.type == right.type && left.condition == right.condition &&
           left.default_value == right.default_value && left.not_null == right.not_null &&
           left.comment == right.comment;
}

// The column of a table that is noted or is in the companion. Raises for another one (42703).
entry require_noted(const notes& all, const std::optional<customized>& of, const std::string& table,
                    const std::string& name) {
    const std::optional<entry> noted = all.find("column", table, name);
    const custom_column* column = of ? of->own.find(name) : nullptr;
    if (column == nullptr) {
        throw core::failure(
            core::sqlstate::undefined_column,
            fmt::format("table {} has no column {} of users", core::quoted(table), core::quoted(name)),
            noted ? "It is noted: apply_customizations() makes it again." : "add_column() adds columns.");
    }
    if (noted) {
        return *noted;
    }
    entry made{"column", table, name};
    made.schema = of->own.schema;
    made.type = column->type_text;
    made.default_value = column->default_value;
    return made;
}

}  // namespace

Oid table_of_warehouse(Oid extension_schema, const std::string& table) {
    const Oid relation = postgres::table_in(extension_schema, table.c_str());
    if (!OidIsValid(relation) || core::find_feed_of_table(table) == nullptr) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("{} is no table of the warehouse", core::quoted(table)),
                            "Give a name such as store or sales_daily, without a schema.");
    }
    postgres::require_member(relation);
    return relation;
}

std::string add_column(Oid extension_schema, const std::string& table, const std::string& name,
                       const asked_column& asked) {
    const notes all(extension_schema);
    const core::feed& feed = feed_of(extension_schema, table);
    std::optional<customized> of = find_customized(extension_schema, table);
    const std::optional<entry> before = all.find("column", table, name);
    const postgres::canonical_type type = postgres::read_type(*asked.type);

    entry wanted{"column", table, name};
    if (before) {
        wanted = *before;
    }
    wanted.type = merged(wanted, "type", std::optional(type.text), wanted.type, as_is);
    const std::optional<std::string> schema = of ? std::optional(of->own.schema) : wanted.schema;
    wanted.schema = merged(wanted, "schema", asked.schema, schema, as_is);
    if (!of) {
        const Oid relation = table_of_warehouse(extension_schema, table);
        of = customized{&feed, extension_schema, relation,
                        create_companion(feed, extension_schema, relation, wanted.schema)};
    }
    wanted.schema = of->own.schema;
    if (asked.default_value) {
        wanted.default_value =
            merged(wanted, "default", std::optional(postgres::read_default(*asked.default_value, type)),
                   wanted.default_value, as_is);
    }
    wanted.not_null = merged(wanted, "not_null", asked.not_null, wanted.not_null, yes_or_no);
    wanted.comment = merged(wanted, "comment", asked.comment, wanted.comment, as_is);

    // A check may be read only when the column is there.
    bool made = ensure_column(*of, wanted);
    if (asked.check) {
        wanted.condition =
            merged(wanted, "check", std::optional(postgres::read_condition(of->own.relation, *asked.check)),
                   wanted.condition, as_is);
        made = ensure_column(*of, wanted) || made;
    }
    if (wanted.comment) {
        write_comment(*of, wanted);
    }
    if (!before || !same(*before, wanted)) {
        all.write(wanted);
    }
    made = !companion_views(*of->feed, extension_schema, of->own).make().empty() || made;
    const bool is_same = before && same(*before, wanted) && !made;
    return is_same ? "unchanged" : before ? "changed" : "added";
}

namespace {

// Changes the properties that are asked for, or removes them so that they can be made again.
void alter_properties(const customized& of, const asked_column& asked, entry& wanted) {
    const std::string& name = wanted.name;
    const std::string column = postgres::quoted(name);
    if (asked.type) {
        wanted.type = postgres::read_type(*asked.type).text;
        if (*wanted.type != of.own.find(name)->type_text) {
            postgres::execute(alter(of, fmt::format("ALTER COLUMN {} TYPE {}", column, *wanted.type)));
        }
    }
    if (asked.default_value) {
        postgres::execute(alter(of, fmt::format("ALTER COLUMN {} DROP DEFAULT", column)));
        wanted.default_value = asked.default_value->empty()
                                   ? std::nullopt
                                   : std::optional(postgres::read_default(*asked.default_value,
                                                                          postgres::read_type(*wanted.type)));
    }
    if (asked.check) {
        postgres::execute(
            alter(of, fmt::format("DROP CONSTRAINT IF EXISTS {}", postgres::quoted(check_name(name)))));
        wanted.condition.reset();
    }
    if (asked.not_null) {
        wanted.not_null = asked.not_null;
        if (!*asked.not_null) {
            postgres::execute(alter(of, fmt::format("ALTER COLUMN {} DROP NOT NULL", column)));
        }
    }
    if (asked.comment) {
        wanted.comment = asked.comment->empty() ? std::nullopt : asked.comment;
    }
}

}  // namespace

std::string alter_column(Oid extension_schema, const std::string& table, const std::string& name,
                         const asked_column& asked) {
    const notes all(extension_schema);
    std::optional<customized> of = find_customized(extension_schema, table);
    const entry before = require_noted(all, of, table, name);
    entry wanted = before;
    companion_views views(*of->feed, extension_schema, of->own);
    views.drop();
    alter_properties(*of, asked, wanted);
    reread(*of);
    if (wanted.default_value) {
        // The server rewrites a default when the type changes.
        wanted.default_value =
            postgres::read_default(*wanted.default_value, postgres::read_type(*wanted.type));
    }
    if (wanted.condition && !asked.check) {
        const custom_check* check = find_check(of->own, check_name(name));
        wanted.condition = check == nullptr ? wanted.condition : std::optional(check->condition);
    }
    if (asked.check && !asked.check->empty()) {
        wanted.condition = postgres::read_condition(of->own.relation, *asked.check);
    }
    static_cast<void>(ensure_column(*of, wanted));
    write_comment(*of, wanted);
    const bool is_same = same(before, wanted);
    if (!is_same) {
        all.write(wanted);
    }
    views.restore(of->own);
    return is_same ? "unchanged" : "changed";
}

void rename_column(Oid extension_schema, const std::string& table, const std::string& name,
                   const std::string& new_name) {
    const notes all(extension_schema);
    std::optional<customized> of = find_customized(extension_schema, table);
    const entry before = require_noted(all, of, table, name);
    check_new_name(*of, new_name);
    companion_views views(*of->feed, extension_schema, of->own);
    views.drop();
    postgres::execute(alter(
        *of, fmt::format("RENAME COLUMN {} TO {}", postgres::quoted(name), postgres::quoted(new_name))));
    if (find_check(of->own, check_name(name)) != nullptr) {
        postgres::execute(
            alter(*of, fmt::format("RENAME CONSTRAINT {} TO {}", postgres::quoted(check_name(name)),
                                   postgres::quoted(check_name(new_name)))));
    }
    all.remove(before);
    reread(*of);
    entry after = before;
    after.name = new_name;
    if (const custom_check* check = find_check(of->own, check_name(new_name))) {
        after.condition = check->condition;
    }
    all.write(after);
    // Checks of other columns may name the column.
    for (entry each : all.all()) {
        const custom_check* check = find_check(of->own, check_name(each.name));
        if (each.kind == "column" && each.table == table && check != nullptr && each.condition &&
            each.condition != check->condition) {
            each.condition = check->condition;
            all.write(each);
        }
    }
    views.restore(of->own);
}

void drop_column(Oid extension_schema, const std::string& table, const std::string& name) {
    const notes all(extension_schema);
    std::optional<customized> of = find_customized(extension_schema, table);
    const entry before = require_noted(all, of, table, name);
    refuse_read(*of, name);
    companion_views views(*of->feed, extension_schema, of->own);
    views.drop();
    all.remove(before);
    if (of->own.columns.size() == 1) {
        postgres::execute(fmt::format("DROP TABLE {}", of->own.qualified()));
        static_cast<void>(restore_views(extension_schema, all.all()));
        views.grant_again();
        return;
    }
    postgres::execute(alter(*of, fmt::format("DROP COLUMN {}", postgres::quoted(name))));
    reread(*of);
    views.restore(of->own);
}

bool restore_column(Oid extension_schema, const entry& noted) {
    std::optional<customized> of = find_customized(extension_schema, noted.table);
    bool made = false;
    if (!of) {
        const core::feed& feed = feed_of(extension_schema, noted.table);
        const Oid relation = table_of_warehouse(extension_schema, noted.table);
        of = customized{&feed, extension_schema, relation,
                        create_companion(feed, extension_schema, relation, noted.schema)};
        made = true;
    }
    made = ensure_column(*of, noted) || made;
    if (made && noted.comment) {
        write_comment(*of, noted);
    }
    return made;
}

std::vector<std::string> restore_views(Oid extension_schema, const std::vector<entry>& noted) {
    std::vector<std::string> made;
    std::string last;
    for (const entry& each : noted) {
        if (each.kind != "column" || each.table == last) {
            continue;
        }
        last = each.table;
        if (const std::optional<customized> of = find_customized(extension_schema, each.table)) {
            for (std::string& view : companion_views(*of->feed, extension_schema, of->own).make()) {
                made.push_back(std::move(view));
            }
        }
    }
    return made;
}

}  // namespace forecast_warehouse::customize
