#include "schema/customizations.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "customize/companion.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"
#include "schema/canonical.hpp"

namespace forecast_warehouse::schema {
namespace {

using core::schema::difference;
using core::schema::fact;
using core::schema::facts;

using optional_text = std::optional<std::string>;

// A row of the notes. kind: column, index or check. object: its name in SQL.
struct noted {
    std::string kind;
    std::string object;
    std::string table;
    std::string name;
    optional_text type;
    optional_text condition;
    optional_text default_value;
    bool not_null = false;
    // The definition of an index as the server writes it, up to its condition.
    std::string index;
};

std::vector<noted> notes_in(Oid table, const installation& installation) {
    const std::string sql = fmt::format(
        "SELECT n.kind, pg_catalog.concat(pg_catalog.quote_ident(n.table_name), '.', "
        "pg_catalog.quote_ident(n.name)), n.table_name, n.name, n.type, n.condition, n.default_value, "
        "coalesce(n.not_null, false)::pg_catalog.text, pg_catalog.concat('CREATE ', "
        "CASE WHEN n.is_unique THEN 'UNIQUE ' END, 'INDEX ', pg_catalog.quote_ident(n.name), ' ON ', $1, "
        "'.', "
        "pg_catalog.quote_ident(n.table_name), ' USING ', n.method, ' (', (SELECT pg_catalog.string_agg("
        "pg_catalog.quote_ident(c.c), ', ' ORDER BY c.n) FROM pg_catalog.unnest(n.columns) WITH ORDINALITY "
        "AS c (c, n)), ')') FROM {}.customization n ORDER BY n.kind COLLATE pg_catalog.\"C\", 2",
        installation.quoted_schema);
    postgres::unless_superuser(table, sql, [&] {
        postgres::execute_as_of_now(sql, postgres::arguments().add_text(installation.quoted_schema));
    });
    std::vector<noted> notes;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const auto at = [row](int column) { return postgres::result_text(row, column); };
        notes.push_back(
            {*at(1), *at(2), *at(3), *at(4), at(5), at(6), at(7), *at(8) == "true", at(9).value_or("")});
    }
    postgres::free_result();
    return notes;
}

// The label of a difference about the noted object.
std::string label(const noted& one) {
    return (one.kind == "check" ? "constraint " : one.kind + " ") + one.object;
}

// Whether two texts of an expression mean the same. from: the relation of its columns, or empty.
bool same_expression(const optional_text& left, const optional_text& right, const std::string& from) {
    if (left == right || !left || !right) {
        return left == right;
    }
    const auto query = [&from](const std::string& expression) {
        return canonical_query(fmt::format("SELECT ({}){}", expression, from.empty() ? "" : " FROM " + from));
    };
    const optional_text canonical = query(*left);
    return canonical && canonical == query(*right);
}

// Adds differences of what users noted.
class comparison {
public:
    comparison(const installation& installation, const facts& found, std::vector<difference>& differences)
        : installation_(installation), found_(found), differences_(differences) {}

    void compare(const noted& one) { one.kind == "column" ? compare_column(one) : compare_part(one); }

    // The views of the companions that were compared. They need the columns.
    void compare_views() {
        for (const auto& [table, own] : companions_) {
            if (!own) {
                continue;
            }
            const Oid schema =
                postgres::guard([name = own->schema.c_str()] { return get_namespace_oid(name, false); });
            for (const std::string& view :
                 {customize::whole_view_name(table), customize::custom_feed_name(table)}) {
                if (!OidIsValid(postgres::table_in(schema, view.c_str()))) {
                    add_missing("view " + postgres::quoted(own->schema, view), false);
                }
            }
        }
    }

private:
    void add_missing(const std::string& object, bool at_risk) {
        differences_.push_back(
            {object, "customization", "noted", std::nullopt, at_risk,
             fmt::format("SELECT * FROM {}.apply_customizations()", installation_.quoted_schema)});
    }

    // An index or check on a table of the warehouse.
    void compare_part(const noted& one) {
        const auto there = std::find_if(found_.begin(), found_.end(), [&](const fact& each) {
            return each.aspect == "definition" && each.kind + " " + each.object == label(one);
        });
        if (there == found_.end()) {
            add_missing(label(one), false);
            return;
        }
        const std::string table = postgres::quoted(one.table);
        const std::string before = one.kind == "check" ? "CHECK (" : one.index + " WHERE ";
        const std::string behind = one.kind == "check" ? ")" : "";
        const std::string& value = there->value;
        const bool has_condition = value.starts_with(before) && value.ends_with(behind);
        const bool is_same =
            one.condition ? has_condition &&
                                same_expression(
                                    one.condition,
                                    value.substr(before.size(), value.size() - before.size() - behind.size()),
                                    installation_.quoted_schema + "." + table)
                          : value == one.index;
        if (!is_same) {
            const std::string wanted = before + one.condition.value_or("") + behind;
            const std::string name = postgres::quoted(one.name);
            differences_.push_back(
                {label(one), "definition", one.condition ? wanted : one.index, value, one.kind == "check",
                 fmt::format("{}; SELECT * FROM {}.apply_customizations()",
                             one.kind == "check"
                                 ? fmt::format("ALTER TABLE {}.{} DROP CONSTRAINT {}",
                                               installation_.quoted_schema, table, name)
                                 : fmt::format("DROP INDEX {}.{}", installation_.quoted_schema, name),
                             installation_.quoted_schema)});
        }
    }

    void compare_column(const noted& one) {
        const customize::companion* own = companion_of(one.table);
        const customize::custom_column* column = own == nullptr ? nullptr : own->find(one.name);
        if (column == nullptr) {
            add_missing(label(one), true);
            return;
        }
        if (one.type != column->type_text) {
            add_property(one, "type", one.type, column->type_text, "type", one.type);
        }
        if (!same_expression(one.default_value, column->default_value, "")) {
            add_property(one, "default", one.default_value, column->default_value, "\"default\"",
                         one.default_value);
        }
        const auto check = std::find_if(own->checks.begin(), own->checks.end(), [&](const auto& each) {
            return each.name == customize::check_name(one.name);
        });
        const optional_text condition =
            check == own->checks.end() ? std::nullopt : optional_text(check->condition);
        if (!same_expression(one.condition, condition, own->qualified())) {
            add_property(one, "check", one.condition, condition, "\"check\"", one.condition);
        }
        if (one.not_null != column->not_null) {
            const auto word = [](bool not_null) { return not_null ? "NOT NULL" : "NULL"; };
            add_statement(one, "null", word(one.not_null), word(column->not_null),
                          fmt::format("not_null => {}", one.not_null));
        }
    }

    void add_property(const noted& one, const char* aspect, const optional_text& expected,
                      const optional_text& there, const char* argument, const optional_text& value) {
        add_statement(one, aspect, expected, there,
                      fmt::format("{} => {}", argument, literal(value.value_or(""))));
    }

    void add_statement(const noted& one, const char* aspect, const optional_text& expected,
                       const optional_text& there, const std::string& argument) {
        differences_.push_back({label(one), aspect, expected, there, true,
                                fmt::format("SELECT {}.alter_column({}, {}, {})", installation_.quoted_schema,
                                            literal(one.table), literal(one.name), argument)});
    }

    // The companion of a table; NULL: there is none.
    const customize::companion* companion_of(const std::string& table) {
        const auto known = companions_.find(table);
        if (known != companions_.end()) {
            return known->second ? &*known->second : nullptr;
        }
        const Oid relation = postgres::table_in(installation_.schema, table.c_str());
        auto& own = companions_[table];
        own = OidIsValid(relation) ? customize::find_companion(relation) : std::nullopt;
        return own ? &*own : nullptr;
    }

    static std::string literal(const std::string& value) {
        return postgres::guard(
            [source = value.c_str()]() -> const char* { return quote_literal_cstr(source); });
    }

    const installation& installation_;
    const facts& found_;
    std::vector<difference>& differences_;
    std::map<std::string, std::optional<customize::companion>> companions_;
};

}  // namespace

void regard_customizations(const installation& installation, const facts& found,
                           std::vector<difference>& differences) {
    const Oid table = postgres::table_in(installation.schema, "customization");
    if (!OidIsValid(table) || !postgres::has_privileges(table, ACL_SELECT)) {
        return;
    }
    comparison comparison(installation, found, differences);
    for (const noted& each : notes_in(table, installation)) {
        std::erase_if(differences, [&](const difference& there) {
            return !there.expected && there.aspect == "existence" && there.object == label(each);
        });
        comparison.compare(each);
    }
    comparison.compare_views();
}

}  // namespace forecast_warehouse::schema
