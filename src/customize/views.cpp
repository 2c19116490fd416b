#include "customize/views.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "load/target.hpp"
#include "load/view_triggers.hpp"
#include "postgres/canonical.hpp"
#include "postgres/guard.hpp"
#include "postgres/role.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::customize {
namespace {

std::vector<std::string> first_column() {
    std::vector<std::string> texts;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        texts.push_back(postgres::result_text(row, 1).value_or(""));
    }
    postgres::free_result();
    return texts;
}

std::optional<std::string> one_text(const std::string& sql, Oid relation) {
    postgres::execute(sql, postgres::arguments().add(OIDOID, ObjectIdGetDatum(relation)));
    std::optional<std::string> text =
        postgres::result_rows() > 0 ? postgres::result_text(0, 1) : std::nullopt;
    postgres::free_result();
    return text;
}

// The columns of a relation with their types.
std::vector<std::string> shape_of(Oid relation) {
    postgres::execute(
        "SELECT pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)) "
        "FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) $1 "
        "AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped ORDER BY a.attnum",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(relation)));
    return first_column();
}

std::vector<std::string> columns_of(Oid relation) {
    postgres::execute(
        "SELECT pg_catalog.quote_ident(a.attname) FROM pg_catalog.pg_attribute a "
        "WHERE a.attrelid OPERATOR(pg_catalog.=) $1 AND a.attnum OPERATOR(pg_catalog.>) 0 "
        "AND NOT a.attisdropped ORDER BY a.attnum",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(relation)));
    return first_column();
}

// Whether a relation is a view over the companion.
bool is_view_over(Oid relation, Oid companion) {
    postgres::execute(
        "SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_rewrite r ON r.ev_class "
        "OPERATOR(pg_catalog.=) c.oid JOIN pg_catalog.pg_depend d ON d.classid OPERATOR(pg_catalog.=) "
        "'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) r.oid "
        "WHERE c.oid OPERATOR(pg_catalog.=) $1 AND c.relkind OPERATOR(pg_catalog.=) "
        "'v'::pg_catalog.\"char\" AND d.refobjid OPERATOR(pg_catalog.=) $2 LIMIT 1",
        postgres::arguments()
            .add(OIDOID, ObjectIdGetDatum(relation))
            .add(OIDOID, ObjectIdGetDatum(companion)));
    const bool found = postgres::result_rows() > 0;
    postgres::free_result();
    return found;
}

// Whether another view or function reads a view.
bool is_read(Oid view) {
    postgres::execute(
        "SELECT FROM pg_catalog.pg_depend d LEFT JOIN pg_catalog.pg_rewrite r ON d.classid "
        "OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid "
        "OPERATOR(pg_catalog.=) d.objid WHERE d.refclassid OPERATOR(pg_catalog.=) "
        "'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype "
        "OPERATOR(pg_catalog.=) 'n'::pg_catalog.\"char\" AND r.ev_class IS DISTINCT FROM $1 LIMIT 1",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(view)));
    const bool found = postgres::result_rows() > 0;
    postgres::free_result();
    return found;
}

// The value of a column in "c", or its default where a row has no values of its own.
std::string value_of(const custom_column& column, const std::string& alias = "c") {
    const std::string value = fmt::format("{}.{}", alias, postgres::quoted(column.name));
    return column.default_value ? fmt::format("CASE WHEN {}.id IS NULL THEN {} ELSE {} END", alias,
                                              *column.default_value, value)
                                : value;
}

// The tables whose columns are in sales_exogenous_all, and the column there that has their id; empty: none.
constexpr const char* exogenous_name = "sales_exogenous_all";
constexpr std::array<std::pair<const char*, const char*>, 3> exogenous_tables{
    {{"store", "store_id"}, {"product", "product_id"}, {"sales_daily", ""}}};

bool is_exogenous(const std::string& table) {
    return std::any_of(exogenous_tables.begin(), exogenous_tables.end(),
                       [&](const auto& each) { return table == each.first; });
}

Oid schema_named(const std::string& name) {
    return postgres::guard([text = name.c_str()] { return get_namespace_oid(text, false); });
}

// Whether a view is over one of the companions.
bool is_view_over_any(Oid view, const std::vector<Oid>& companions) {
    return std::any_of(companions.begin(), companions.end(),
                       [view](Oid each) { return is_view_over(view, each); });
}

std::string type_name(Oid type) {
    return postgres::type_text(type, -1);
}

// A query as a view: its columns as the server names their types, their names, and its text.
struct described {
    std::vector<std::string> shape;
    std::vector<std::string> names;
    std::optional<std::string> definition;
};

described describe(const std::string& select) {
    postgres::execute(fmt::format("CREATE TEMPORARY VIEW \"fw wanted\" AS {}", select));
    const Oid made = postgres::guard([] { return RelnameGetRelid("fw wanted"); });
    described found{shape_of(made), columns_of(made), one_text("SELECT pg_catalog.pg_get_viewdef($1)", made)};
    postgres::execute("DROP VIEW pg_temp.\"fw wanted\"");
    return found;
}

bool begins_with(const std::vector<std::string>& shape, const std::vector<std::string>& start) {
    return start.size() <= shape.size() && std::equal(start.begin(), start.end(), shape.begin());
}

}  // namespace

companion_views::companion_views(const core::feed& feed, Oid extension_schema, companion of)
    : feed_(&feed), extension_(postgres::name_of_schema(extension_schema)), of_(std::move(of)) {}

std::string companion_views::qualified(const std::string& name) const {
    return postgres::quoted(of_.schema, name);
}

std::string companion_views::exogenous_column(const std::string& table, const std::string& column) {
    return is_exogenous(table) ? fmt::format("{}_{}", table, column) : std::string();
}

bool companion_views::is_in_exogenous(Oid extension_schema, const std::string& column) {
    const Oid base = postgres::table_in(extension_schema, "sales_exogenous");
    return postgres::guard([base, name = column.c_str()] {
        return OidIsValid(base) && get_attnum(base, name) != InvalidAttrNumber;
    });
}

std::string companion_views::arriving_type(const custom_column& column) {
    switch (column.type) {
        case VARCHAROID:
        case BPCHAROID:
            return type_name(TEXTOID);
        case NUMERICOID:
            return type_name(NUMERICOID);
        default:
            return column.type_text;
    }
}

std::string companion_views::select_whole() const {
    std::string list;
    for (const std::string& each : columns_of(of_.table)) {
        list += fmt::format("{}t.{}", list.empty() ? "" : ", ", each);
    }
    for (const custom_column& each : of_.columns) {
        list += fmt::format(", {} AS {}", value_of(each), postgres::quoted(each.name));
    }
    return fmt::format("SELECT {} FROM {} AS t LEFT JOIN {} AS c ON {}", list,
                       postgres::quoted(extension_, feed_->table), of_.qualified(),
                       core::sql::eq("c.id", "t.id"));
}

// The columns of the feed from its description, in natural keys.
std::string companion_views::select_feed() const {
    std::string list;
    std::string joins;
    int number = 0;
    for (const core::feed_column& each : core::arriving_columns(*feed_)) {
        std::string value = "t." + postgres::quoted(each.target);
        if (each.to != nullptr && core::has_surrogate(*each.to)) {
            const std::string alias = fmt::format("d{}", ++number);
            joins += fmt::format(" LEFT JOIN {} AS {} ON {}", postgres::quoted(extension_, each.to->table),
                                 alias, core::sql::eq(alias + "." + postgres::quoted(each.to->key), value));
            value = alias + "." + postgres::quoted(each.to->natural_key);
        }
        list += fmt::format("{}CAST({} AS {}) AS {}", list.empty() ? "" : ", ", value,
                            type_name(load::arriving_type(each)), postgres::quoted(each.name));
    }
    for (const custom_column& each : of_.columns) {
        list += fmt::format(", CAST({} AS {}) AS {}", value_of(each), arriving_type(each),
                            postgres::quoted(each.name));
    }
    return fmt::format("SELECT {} FROM {} AS t LEFT JOIN {} AS c ON {}{}", list,
                       postgres::quoted(extension_, feed_->table), of_.qualified(),
                       core::sql::eq("c.id", "t.id"), joins);
}

// sales_exogenous with the columns of users beside stores, products and daily sales. Their names have that of
// the table before them. Columns of a view that is there keep their place.
companion_views::view companion_views::exogenous() const {
    view made{exogenous_name, {}, "sales_exogenous with added columns of its tables."};
    const Oid schema = schema_named(extension_);
    const Oid base = postgres::table_in(schema, "sales_exogenous");
    std::string joins;
    std::vector<std::pair<std::string, std::string>> columns;  // name, value
    for (const auto& [table, key] : exogenous_tables) {
        const std::optional<companion> own = find_companion(postgres::table_in(schema, table));
        if (!own) {
            continue;
        }
        made.over.push_back(own->relation);
        const std::string alias = fmt::format("own_{}", table);
        if (*key != '\0') {
            joins += fmt::format(" LEFT JOIN {} AS {} ON {}", own->qualified(), alias,
                                 core::sql::eq(alias + ".id", fmt::format("e.{}", key)));
        } else {
            joins += fmt::format(" LEFT JOIN {} AS f ON {} LEFT JOIN {} AS {} ON {}",
                                 postgres::quoted(extension_, table),
                                 core::sql::all_of({core::sql::eq("f.date", "e.date"),
                                                    core::sql::eq("f.store_id", "e.store_id"),
                                                    core::sql::eq("f.product_id", "e.product_id")}),
                                 own->qualified(), alias, core::sql::eq(alias + ".id", "f.id"));
        }
        for (const custom_column& each : own->columns) {
            columns.emplace_back(postgres::quoted(exogenous_column(table, each.name)), value_of(each, alias));
        }
    }
    const std::vector<std::string> before =
        columns_of(postgres::table_in(schema_named(of_.schema), exogenous_name));
    std::stable_sort(columns.begin(), columns.end(), [&](const auto& left, const auto& right) {
        return std::find(before.begin(), before.end(), left.first) <
               std::find(before.begin(), before.end(), right.first);
    });
    std::string list;
    for (const std::string& each : columns_of(base)) {
        list += fmt::format("{}e.{}", list.empty() ? "" : ", ", each);
    }
    for (const auto& [name, value] : columns) {
        list += fmt::format(", {} AS {}", value, name);
    }
    made.select =
        fmt::format("SELECT {} FROM {} AS e{}", list, postgres::quoted(extension_, "sales_exogenous"), joins);
    return made;
}

std::vector<companion_views::view> companion_views::views() const {
    std::vector<view> wanted{
        {whole_view_name(feed_->table),
         select_whole(),
         fmt::format("{} with the columns of {}.", feed_->table, of_.name),
         false,
         {of_.relation}},
        {custom_feed_name(feed_->table),
         select_feed(),
         fmt::format("Takes rows of {} with the columns of {} by INSERT and COPY.", feed_->view, of_.name),
         true,
         {of_.relation}}};
    if (is_exogenous(feed_->table)) {
        wanted.push_back(exogenous());
    }
    return wanted;
}

// Statements that give other roles again what they may do with a view.
std::vector<std::string> companion_views::grants_of(const std::string& name) const {
    postgres::execute(
        "WITH held AS (SELECT a.*, ''::pg_catalog.text AS attribute FROM pg_catalog.pg_class c, "
        "pg_catalog.aclexplode(c.relacl) AS a WHERE c.oid OPERATOR(pg_catalog.=) $1 "
        "UNION ALL SELECT a.*, pg_catalog.format(' (%I)', t.attname) FROM pg_catalog.pg_attribute t, "
        "pg_catalog.aclexplode(t.attacl) AS a WHERE t.attrelid OPERATOR(pg_catalog.=) $1) "
        "SELECT pg_catalog.format('GRANT %s%s ON %s TO %s%s', h.privilege_type, h.attribute, $2, "
        "CASE h.grantee WHEN 0 THEN 'PUBLIC' ELSE "
        "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(h.grantee)) END, "
        "CASE WHEN h.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) "
        "FROM held h, pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) $1 "
        "AND h.grantee OPERATOR(pg_catalog.<>) c.relowner",
        postgres::arguments()
            .add(OIDOID, ObjectIdGetDatum(postgres::table_in(
                             postgres::guard([this] { return get_namespace_oid(of_.schema.c_str(), false); }),
                             name.c_str())))
            .add_text(qualified(name)));
    return first_column();
}

// The defaults of the feed's own columns mark columns that a statement leaves out, as those of its view do.
// The view lacks columns that came with later versions.
void companion_views::set_defaults(const std::string& feed_view) const {
    const Oid base =
        postgres::table_in(postgres::guard([this] { return get_namespace_oid(extension_.c_str(), false); }),
                           feed_->view.c_str());
    std::vector<std::string> statements;
    postgres::with_setting("search_path", "pg_catalog, pg_temp", [&] {
        postgres::execute(
            "SELECT pg_catalog.format('ALTER COLUMN %I SET DEFAULT %s', a.attname, "
            "pg_catalog.pg_get_expr(d.adbin, d.adrelid)) FROM pg_catalog.pg_attribute a "
            "JOIN pg_catalog.pg_attrdef d ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid "
            "AND d.adnum OPERATOR(pg_catalog.=) a.attnum WHERE a.attrelid OPERATOR(pg_catalog.=) $1 "
            "ORDER BY a.attnum",
            postgres::arguments().add(OIDOID, ObjectIdGetDatum(base)));
        statements = first_column();
    });
    const auto default_of = [this](const std::string& column, std::size_t number, const std::string& type) {
        return fmt::format("ALTER COLUMN {} SET DEFAULT CAST({}({}) AS {})", postgres::quoted(column),
                           postgres::quoted(extension_, "left_out"), number, type);
    };
    std::size_t number = 0;
    for (const core::feed_column& each : core::arriving_columns(*feed_)) {
        ++number;
        const bool is_in_view = postgres::guard([base, name = each.name.c_str()] {
                                    return get_attnum(base, name);
                                }) != InvalidAttrNumber;
        if (!is_in_view && each.missing == core::when_missing::keep) {
            statements.push_back(default_of(each.name, number, type_name(load::arriving_type(each))));
        }
    }
    for (const custom_column& each : of_.columns) {
        ++number;
        const bool is_required = each.not_null && !each.default_value;
        statements.push_back(is_required
                                 ? fmt::format("ALTER COLUMN {} DROP DEFAULT", postgres::quoted(each.name))
                                 : default_of(each.name, number, arriving_type(each)));
    }
    if (!statements.empty()) {
        postgres::execute(fmt::format("ALTER VIEW {} {}", qualified(feed_view), fmt::join(statements, ", ")));
    }
}

// Whether a view has to be made, or changed in its place. A view that others read keeps the order of its
// columns, and gets new ones at its end. The server can change such a view, and not drop it.
companion_views::difference companion_views::compare(view& wanted) const {
    const Oid schema = postgres::guard([this] { return get_namespace_oid(of_.schema.c_str(), false); });
    const Oid existing = postgres::table_in(schema, wanted.name.c_str());
    if (!OidIsValid(existing)) {
        return difference::missing;
    }
    if (!is_view_over_any(existing, wanted.over)) {
        throw core::failure(core::sqlstate::duplicate_table,
                            fmt::format("relation {} already exists", qualified(wanted.name)),
                            fmt::format("{} needs the name for a view: rename the relation.", of_.name));
    }
    const std::optional<std::string> before = one_text("SELECT pg_catalog.pg_get_viewdef($1)", existing);
    described now = describe(wanted.select);
    const std::vector<std::string> old_shape = shape_of(existing);
    const auto has = [](const std::vector<std::string>& shape, const std::string& column) {
        return std::find(shape.begin(), shape.end(), column) != shape.end();
    };
    const bool has_all = std::all_of(old_shape.begin(), old_shape.end(),
                                     [&](const std::string& column) { return has(now.shape, column); });
    if (before != now.definition && has_all && !begins_with(now.shape, old_shape) && !wanted.is_feed &&
        is_read(existing)) {
        std::vector<std::string> names = columns_of(existing);
        for (std::size_t column = 0; column < now.shape.size(); ++column) {
            if (!has(old_shape, now.shape[column])) {
                names.push_back(now.names[column]);
            }
        }
        wanted.select = fmt::format("SELECT {} FROM ({}) AS w", fmt::join(names, ", "), wanted.select);
        now = describe(wanted.select);
    }
    return before == now.definition            ? difference::none
           : begins_with(now.shape, old_shape) ? difference::more_columns
                                               : difference::other_columns;
}

// Makes one view; false where it was as it should be.
bool companion_views::make(view wanted) const {
    const difference found = compare(wanted);
    const std::string name = qualified(wanted.name);
    std::vector<std::string> grants;
    if (found == difference::other_columns) {
        grants = grants_of(wanted.name);
        postgres::execute(fmt::format("DROP VIEW {}", name));
    }
    if (found != difference::none) {
        postgres::execute(fmt::format("CREATE {}VIEW {} WITH (security_invoker = true) AS {}",
                                      found == difference::more_columns ? "OR REPLACE " : "", name,
                                      wanted.select));
    }
    if (wanted.is_feed) {
        set_defaults(wanted.name);
    }
    if (found == difference::missing || found == difference::other_columns) {
        complete(wanted, grants);
    }
    return found != difference::none;
}

// The triggers, comment, privileges and owner of a new view.
void companion_views::complete(const view& wanted, const std::vector<std::string>& grants) const {
    const std::string name = qualified(wanted.name);
    if (wanted.is_feed) {
        load::create_view_triggers("feed", name, extension_, "");
    }
    postgres::execute(fmt::format("COMMENT ON VIEW {} IS '{}'", name, wanted.comment));
    for (const std::string& each : grants) {
        postgres::execute(each);
    }
    const Oid owner = postgres::owner_of(of_.relation);
    if (owner != GetUserId()) {
        const std::string role = postgres::guard(
            [owner]() -> const char* { return quote_identifier(GetUserNameFromId(owner, false)); });
        postgres::execute(fmt::format("ALTER VIEW {} OWNER TO {}", name, role));
    }
}

std::vector<std::string> companion_views::make() const {
    std::vector<std::string> made;
    for (const view& each : views()) {
        if (make(each)) {
            made.push_back(qualified(each.name));
        }
    }
    return made;
}

void companion_views::drop() {
    std::vector<std::string> names{custom_feed_name(feed_->table), whole_view_name(feed_->table)};
    if (is_exogenous(feed_->table)) {
        names.emplace_back(exogenous_name);
    }
    for (const std::string& name : names) {
        const Oid existing = postgres::table_in(schema_named(of_.schema), name.c_str());
        if (OidIsValid(existing) && is_view_over(existing, of_.relation)) {
            for (std::string& each : grants_of(name)) {
                grants_.emplace_back(name, std::move(each));
            }
            postgres::execute(fmt::format("DROP VIEW {}", qualified(name)));
        }
    }
}

void companion_views::restore(const companion& changed) {
    of_ = changed;
    static_cast<void>(make());
    grant_again();
}

void companion_views::grant_again() {
    const Oid schema = schema_named(of_.schema);
    for (const auto& [name, statement] : grants_) {
        if (OidIsValid(postgres::table_in(schema, name.c_str()))) {
            postgres::execute(statement);
        }
    }
    grants_.clear();
}

}  // namespace forecast_warehouse::customize
