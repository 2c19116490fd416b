#include "migration/requirements.hpp"

#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/id_sequence.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "customize/companion.hpp"
#include "migration/losses.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::migration {
namespace {

using core::requirement;
using core::requirement_kind;

// How many conflicting rows an error shows.
constexpr std::uint64_t shown = 5;

std::string list(std::span<const std::string_view> columns) {
    return fmt::format("{}", fmt::join(columns, ", "));
}

std::vector<Datum> texts(std::span<const std::string_view> names) {
    std::vector<Datum> values;
    values.reserve(names.size());
    for (const std::string_view each : names) {
        values.push_back(postgres::text_datum(std::string(each)));
    }
    return values;
}

// A column of the result, one line per row.
std::string result_lines(int column) {
    std::string lines;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        lines += (row == 0 ? "" : "\n") + *postgres::result_text(row, column);
    }
    return lines;
}

// The second column of the first rows, and how many more there are by the first column.
std::string shown_lines() {
    std::string lines = result_lines(2);
    const auto rows = static_cast<std::uint64_t>(postgres::result_count(1));
    if (rows > shown) {
        lines += fmt::format("\nand {} more", rows - shown);
    }
    return lines;
}

// The rows of a query that are in the way of a step: the count in its first column, and the first ones as
// lines.
struct rows_in_the_way {
    std::int64_t count;
    std::string lines;
};

// Nothing where the query found none.
std::optional<rows_in_the_way> found_rows() {
    if (postgres::result_rows() == 0) {
        return std::nullopt;
    }
    return rows_in_the_way{postgres::result_count(1), shown_lines()};
}

// The name of a dependent object. A view is named by its own name, not by that of its rule.
constexpr std::string_view object_name =
    "CASE WHEN rule.oid IS NULL "
    "THEN pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) "
    "ELSE pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, rule.ev_class, 0) "
    "END COLLATE pg_catalog.\"C\"";
constexpr std::string_view rule_of_view =
    "LEFT JOIN pg_catalog.pg_rewrite rule ON rule.oid OPERATOR(pg_catalog.=) d.objid "
    "AND rule.rulename OPERATOR(pg_catalog.=) '_RETURN'::pg_catalog.name "
    "AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass";

// The requirements of one step that are not met. They are collected, so that one error reports all of them.
class obstacles {
public:
    obstacles(const core::edge& edge, Oid schema)
        : edge_(&edge), schema_(schema), schema_name_(postgres::name_of_schema(schema)) {}

    void look() {
        for (const requirement& each : edge_->requirements) {
            switch (each.kind) {
                case requirement_kind::no_dependents:
                    look_for_dependents(each);
                    break;
                case requirement_kind::drops_columns:
                    look_for_readers(each);
                    break;
                case requirement_kind::no_users:
                    look_for_users(each);
                    break;
                case requirement_kind::unique:
                    look_for_duplicates(each);
                    break;
                case requirement_kind::fits_integer:
                    look_for_large_ids(each);
                    break;
                case requirement_kind::whole_numbers:
                    look_for_fractions(each);
                    break;
                case requirement_kind::no_nulls:
                    look_for_nulls(each);
                    break;
                case requirement_kind::not_negative:
                    look_for_negatives(each);
                    break;
                case requirement_kind::unaltered:
                    look_for_changes(each);
                    break;
                case requirement_kind::free_columns:
                    look_for_own_columns(each);
                    break;
                case requirement_kind::free_name:
                    look_for_namesakes(each);
                    break;
                case requirement_kind::may_drop_rows:
                    break;
            }
        }
        if (core::may_lose_data(*edge_) && !allow_data_loss()) {
            look_for_losses();
        }
    }

    void raise() const {
        if (found_.empty()) {
            return;
        }
        const core::failure& first = found_.front();
        if (found_.size() == 1) {
            throw core::failure(first.sqlstate(), first.what(), first.hint(), first.detail());
        }
        std::string detail;
        std::string hint;
        for (const core::failure& each : found_) {
            detail += fmt::format("{}{}\n{}", detail.empty() ? "" : "\n", each.what(), each.detail());
            hint += (hint.find(each.hint()) == std::string::npos) ? (hint.empty() ? "" : "\n") + each.hint()
                                                                  : std::string();
        }
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format(R"({} requirements of the step from version "{}" to version "{}" are not met)",
                        found_.size(), edge_->from, edge_->to),
            hint, detail);
    }

private:
    [[nodiscard]] std::string table(const requirement& requirement) const {
        return postgres::quoted(schema_name_, std::string(requirement.table));
    }

    // Runs a query on a table of the extension, or on a sequence.
    void query_relation(const std::string& name, const std::string& sql) const;
    [[nodiscard]] std::string dependents(const requirement& requirement, bool with_columns) const;
    void look_for_dependents(const requirement& requirement);
    void look_for_readers(const requirement& requirement);
    void look_for_users(const requirement& requirement);
    void look_for_duplicates(const requirement& requirement);
    void look_for_large_ids(const requirement& requirement);
    void look_for_fractions(const requirement& requirement);
    void look_for_nulls(const requirement& requirement);
    void look_for_negatives(const requirement& requirement);
    void look_for_changes(const requirement& requirement);
    void look_for_own_columns(const requirement& requirement);
    void look_for_namesakes(const requirement& requirement);
    void look_for_losses();

    const core::edge* edge_;
    Oid schema_;
    std::string schema_name_;
    std::vector<core::failure> found_;
};

void obstacles::query_relation(const std::string& name, const std::string& sql) const {
    const Oid relation = postgres::table_in(schema_, name.c_str());
    if (!OidIsValid(relation)) {
        // This check is not left to the server: another session could give the name to a view meanwhile.
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("relation \"{}.{}\" does not exist", schema_name_, name),
                            "Give the relation of the extension its name back.");
    }
    postgres::unless_superuser(relation, sql, [&sql] { postgres::execute_as_of_now(sql); });
}

// Constraints and indexes are allowed: the server builds them again. The extension's own views are allowed
// too: the step drops them. One object a line; with_columns: and the columns that it depends on.
std::string obstacles::dependents(const requirement& requirement, bool with_columns) const {
    postgres::execute_as_of_now(
        fmt::format(
            "SELECT found.object{2} FROM (SELECT DISTINCT {0} AS object, a.attname, a.attnum "
            "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_depend d "
            "ON d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass "
            "AND d.refobjid OPERATOR(pg_catalog.=) a.attrelid "
            "AND d.refobjsubid OPERATOR(pg_catalog.=) a.attnum "
            "{1} "
            "LEFT JOIN pg_catalog.pg_attrdef value ON value.oid OPERATOR(pg_catalog.=) d.objid "
            "AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_attrdef'::pg_catalog.regclass "
            "WHERE a.attrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass "
            "AND a.attname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ('{{{3}}}'::pg_catalog.text[]) "
            "AND d.classid OPERATOR(pg_catalog.=) ANY ('{{pg_catalog.pg_rewrite, pg_catalog.pg_trigger, "
            "pg_catalog.pg_policy, pg_catalog.pg_proc, pg_catalog.pg_publication_rel, "
            "pg_catalog.pg_attrdef}}'"
            "::pg_catalog.regclass[]::pg_catalog.oid[]) "
            "AND (value.oid IS NULL OR value.adnum OPERATOR(pg_catalog.<>) a.attnum) "
            "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend m JOIN pg_catalog.pg_extension e "
            "ON e.oid OPERATOR(pg_catalog.=) m.refobjid WHERE m.deptype OPERATOR(pg_catalog.=) 'e' "
            "AND m.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass "
            "AND m.objid OPERATOR(pg_catalog.=) rule.ev_class "
            "AND m.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass "
            "AND e.extname OPERATOR(pg_catalog.=) 'forecast_warehouse')) AS found "
            "GROUP BY found.object ORDER BY found.object",
            object_name, rule_of_view,
            with_columns ? " OPERATOR(pg_catalog.||) ': ' OPERATOR(pg_catalog.||) "
                           "pg_catalog.string_agg(found.attname::pg_catalog.text, ', ' ORDER BY found.attnum)"
                         : "",
            fmt::join(requirement.columns, ",")),
        postgres::arguments().add_text(table(requirement)));
    return result_lines(1);
}

void obstacles::look_for_dependents(const requirement& requirement) {
    const std::string objects = dependents(requirement, false);
    if (!objects.empty()) {
        found_.emplace_back(
            core::sqlstate::dependent_objects_still_exist,
            fmt::format(
                R"(column "{}" of table "{}" changes its type in version "{}", and other objects depend on it)",
                requirement.columns.front(), requirement.table, edge_->to),
            "Drop them, update the extension, and create them again.", objects);
    }
}

void obstacles::look_for_readers(const requirement& requirement) {
    const std::string objects = dependents(requirement, true);
    if (!objects.empty()) {
        found_.emplace_back(
            core::sqlstate::dependent_objects_still_exist,
            fmt::format(R"(columns of table "{}" are not in version "{}", and other objects depend on them)",
                        requirement.table, edge_->to),
            "Drop them, or create them without these columns.", objects);
    }
}

// The step creates the feed's own rule, defaults and triggers again.
void obstacles::look_for_users(const requirement& requirement) {
    postgres::execute_as_of_now(
        fmt::format(
            "SELECT DISTINCT {0} AS object "
            "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_depend d "
            "ON d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass "
            "AND d.refobjid OPERATOR(pg_catalog.=) c.oid "
            "OR d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass "
            "AND d.refobjid OPERATOR(pg_catalog.=) c.reltype "
            "{1} "
            "LEFT JOIN pg_catalog.pg_trigger own ON own.oid OPERATOR(pg_catalog.=) d.objid "
            "AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_trigger'::pg_catalog.regclass "
            "AND own.tgname::pg_catalog.text OPERATOR(pg_catalog.^@) 'feed_' "
            "WHERE c.oid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass "
            "AND d.deptype OPERATOR(pg_catalog.=) ANY ('{{n,a}}'::pg_catalog.\"char\"[]) "
            "AND d.classid OPERATOR(pg_catalog.<>) 'pg_catalog.pg_attrdef'::pg_catalog.regclass "
            "AND own.oid IS NULL AND (rule.oid IS NULL OR rule.ev_class OPERATOR(pg_catalog.<>) c.oid) "
            "ORDER BY object",
            object_name, rule_of_view),
        postgres::arguments().add_text(table(requirement)));
    const std::string objects = result_lines(1);
    if (!objects.empty()) {
        found_.emplace_back(
            core::sqlstate::dependent_objects_still_exist,
            fmt::format(R"(view "{}" is created again in version "{}", and other objects depend on it)",
                        requirement.table, edge_->to),
            "Drop them, update the extension, and create them again.", objects);
    }
}

void obstacles::look_for_duplicates(const requirement& requirement) {
    const std::string columns = list(requirement.columns);
    std::string line;
    for (const std::string_view column : requirement.columns) {
        line += fmt::format("'{0} ', COALESCE({0}::pg_catalog.text, 'NULL'), ', ', ", column);
    }
    query_relation(
        std::string(requirement.table),
        fmt::format("SELECT pg_catalog.count(*) OVER (), pg_catalog.concat({1}"
                    "'ids ', pg_catalog.array_to_string(pg_catalog.array_agg(id ORDER BY id), ', ')) "
                    "FROM {0} GROUP BY {2} HAVING {4} ORDER BY {2} LIMIT {3}",
                    table(requirement), line, columns, shown, core::sql::gt("pg_catalog.count(*)", "1")));
    const auto found = found_rows();
    if (!found) {
        return;
    }
    found_.emplace_back(
        core::sqlstate::unique_violation,
        fmt::format("table \"{}\" has {} with more than one row in ({})", requirement.table,
                    core::counted(found->count, "grain"), columns),
        fmt::format("Delete or change all but one row of each. All of them: SELECT {0}, "
                    "pg_catalog.array_agg(id) FROM {1} GROUP BY {0} HAVING pg_catalog.count(*) > 1;",
                    columns, table(requirement)),
        found->lines);
}

void obstacles::look_for_large_ids(const requirement& requirement) {
    const std::string column(requirement.columns.front());
    query_relation(
        std::string(requirement.table),
        fmt::format("SELECT pg_catalog.count(*), pg_catalog.min({0})::pg_catalog.int8, "
                    "pg_catalog.max({0})::pg_catalog.int8 FROM {1} WHERE {2} OR {3}",
                    column, table(requirement), core::sql::gt(column, "2147483647::pg_catalog.int8"),
                    core::sql::lt(column, "(-2147483648)::pg_catalog.int8")));
    const std::int64_t rows = postgres::result_count(1);
    const std::string hint = fmt::format("Version {} has integer ids: only version {} can hold these rows.",
                                         edge_->to, edge_->from);
    if (rows > 0) {
        found_.emplace_back(
            core::sqlstate::numeric_value_out_of_range,
            fmt::format("{} of table \"{}\" out of range for type integer", core::counted(rows, "id"),
                        requirement.table),
            hint, fmt::format("They are {} to {}.", postgres::result_count(2), postgres::result_count(3)));
        return;
    }
    const std::string sequence = core::id_sequence_of(requirement.table);
    query_relation(sequence, fmt::format("SELECT last_value::pg_catalog.int8 FROM {}",
                                         postgres::quoted(schema_name_, sequence)));
    if (const std::int64_t last = postgres::result_count(1); last > PG_INT32_MAX) {
        found_.emplace_back(
            core::sqlstate::numeric_value_out_of_range,
            fmt::format("the next id of table \"{}\" is out of range for type integer", requirement.table),
            fmt::format("Set {} to the largest {} in use.", postgres::quoted(schema_name_, sequence), column),
            fmt::format("The last value of sequence \"{}\" is {}.", sequence, last));
    }
}

void obstacles::look_for_fractions(const requirement& requirement) {
    const std::string column(requirement.columns.front());
    query_relation(
        std::string(requirement.table),
        fmt::format("SELECT pg_catalog.count(*) OVER (), pg_catalog.concat('id ', id, ': ', {0}) FROM {1} "
                    "WHERE {0} OPERATOR(pg_catalog.<>) pg_catalog.trunc({0}) "
                    "OR pg_catalog.abs({0}) OPERATOR(pg_catalog.>) 2147483647::pg_catalog.numeric "
                    "ORDER BY id LIMIT {2}",
                    column, table(requirement), shown));
    const auto found = found_rows();
    if (!found) {
        return;
    }
    found_.emplace_back(
        core::sqlstate::numeric_value_out_of_range,
        fmt::format("{} of table \"{}\" with a {} that is not an integer", core::counted(found->count, "row"),
                    requirement.table, column),
        fmt::format("Version {} has integer quantities. Round these, or stay at version {}. All of them: "
                    "SELECT * FROM {} WHERE {} <> pg_catalog.trunc({});",
                    edge_->to, edge_->from, table(requirement), column, column),
        found->lines);
}

void obstacles::look_for_nulls(const requirement& requirement) {
    std::string missing;
    std::string line;
    for (const std::string_view column : requirement.columns) {
        missing += fmt::format("{}{} IS NULL", missing.empty() ? "" : " OR ", column);
        line += fmt::format(", ', {0} ', COALESCE({0}::pg_catalog.text, 'NULL')", column);
    }
    query_relation(std::string(requirement.table),
                   fmt::format("SELECT pg_catalog.count(*) OVER (), pg_catalog.concat('id ', id{}) FROM {} "
                               "WHERE {} ORDER BY id LIMIT {}",
                               line, table(requirement), missing, shown));
    const auto found = found_rows();
    if (!found) {
        return;
    }
    found_.emplace_back(
        core::sqlstate::not_null_violation,
        fmt::format("{} of table \"{}\" without a value of {}", core::counted(found->count, "row"),
                    requirement.table, list(requirement.columns)),
        fmt::format("Version {} needs these values. Give them, delete the rows, or stay at version {}. All "
                    "of them: SELECT * FROM {} WHERE {};",
                    edge_->to, edge_->from, table(requirement), missing),
        found->lines);
}

void obstacles::look_for_negatives(const requirement& requirement) {
    const std::string column(requirement.columns.front());
    query_relation(
        std::string(requirement.table),
        fmt::format("SELECT pg_catalog.count(*) OVER (), pg_catalog.concat('id ', id, ': ', {0}) "
                    "FROM {1} WHERE {2} ORDER BY id LIMIT {3}",
                    column, table(requirement), core::sql::lt(column, "0::pg_catalog.numeric"), shown));
    const auto found = found_rows();
    if (!found) {
        return;
    }
    found_.emplace_back(
        core::sqlstate::check_violation,
        fmt::format("{} of table \"{}\" with a negative {}", core::counted(found->count, "row"),
                    requirement.table, column),
        fmt::format("Version {0} cannot hold these. Delete or change them, or stay at version {1}. All of "
                    "them: SELECT * FROM {2} WHERE {3} < 0;",
                    edge_->to, edge_->from, table(requirement), column),
        found->lines);
}

// A child table would inherit these, and run them as its owner.
void obstacles::look_for_changes(const requirement& requirement) {
    postgres::execute_as_of_now(
        "SELECT pg_catalog.format('column %I', a.attname) AS object FROM pg_catalog.pg_attribute a "
        "WHERE a.attrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass "
        "AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped "
        "AND (NOT a.attname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($2) "
        "OR a.attgenerated OPERATOR(pg_catalog.<>) ''::pg_catalog.\"char\") "
        "UNION ALL SELECT pg_catalog.format('default of column %I', a.attname) "
        "FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass "
        "AND a.atthasdef AND NOT a.attname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($4) "
        "UNION ALL SELECT pg_catalog.format('constraint %I', k.conname) FROM pg_catalog.pg_constraint k "
        "WHERE k.conrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass "
        "AND k.contype OPERATOR(pg_catalog.=) 'c'::pg_catalog.\"char\" AND NOT k.connoinherit "
        "AND NOT k.conname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($3) ORDER BY object",
        postgres::arguments()
            .add_text(table(requirement))
            .add_array(TEXTOID, texts(requirement.columns))
            .add_array(TEXTOID, texts(requirement.checks))
            .add_array(TEXTOID, texts(requirement.defaults)));
    const std::string objects = result_lines(1);
    if (!objects.empty()) {
        found_.emplace_back(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format("table \"{}\" has columns, defaults or constraints that the extension did not create",
                        requirement.table),
            "Move columns of your own into a table of your own, drop these, and update the extension.",
            objects);
    }
}

// Views of users show the columns of a table and of its companion beside each other.
void obstacles::look_for_own_columns(const requirement& requirement) {
    postgres::execute_as_of_now(
        "SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, "
        "a.attnum::pg_catalog.int4) AS object FROM pg_catalog.pg_attribute a "
        "WHERE a.attname::pg_catalog.text OPERATOR(pg_catalog.=) ANY ($2) AND NOT a.attisdropped "
        "AND (a.attrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass OR EXISTS ("
        "SELECT FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c "
        "ON c.oid OPERATOR(pg_catalog.=) k.conrelid WHERE k.conrelid OPERATOR(pg_catalog.=) a.attrelid "
        "AND k.confrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass "
        "AND k.contype OPERATOR(pg_catalog.=) 'f'::pg_catalog.\"char\" "
        "AND c.relname::pg_catalog.text OPERATOR(pg_catalog.=) $3)) ORDER BY object",
        postgres::arguments()
            .add_text(table(requirement))
            .add_array(TEXTOID, texts(requirement.columns))
            .add_text(customize::companion_name(std::string(requirement.table))));
    const std::string objects = result_lines(1);
    if (!objects.empty()) {
        found_.emplace_back(
            core::sqlstate::duplicate_column,
            fmt::format(R"(version "{}" adds columns to table "{}", and columns of yours have their names)",
                        edge_->to, requirement.table),
            fmt::format("Rename them: SELECT rename_column('{}', name, new_name) for those of add_column().",
                        requirement.table),
            objects);
    }
}

// A table has a type of its name, so other types must not have it either.
void obstacles::look_for_namesakes(const requirement& requirement) {
    postgres::execute_as_of_now(
        "SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0) "
        "FROM pg_catalog.pg_class c WHERE c.relnamespace OPERATOR(pg_catalog.=) $1::pg_catalog.regnamespace "
        "AND c.relname OPERATOR(pg_catalog.=) $2::pg_catalog.name "
        "UNION ALL SELECT pg_catalog.pg_describe_object('pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0) "
        "FROM pg_catalog.pg_type t WHERE t.typnamespace OPERATOR(pg_catalog.=) $1::pg_catalog.regnamespace "
        "AND t.typname OPERATOR(pg_catalog.=) $2::pg_catalog.name "
        "AND t.typrelid OPERATOR(pg_catalog.=) 0::pg_catalog.oid "
        "AND t.typelem OPERATOR(pg_catalog.=) 0::pg_catalog.oid",
        postgres::arguments()
            .add_text(postgres::quoted(schema_name_))
            .add_text(std::string(requirement.table)));
    const std::string objects = result_lines(1);
    if (!objects.empty()) {
        found_.emplace_back(
            core::sqlstate::duplicate_table,
            fmt::format(R"("{}" already exists in schema "{}", and version "{}" needs the name)",
                        requirement.table, schema_name_, edge_->to),
            "Rename it, or move it into another schema, and update the extension.", objects);
    }
}

void obstacles::look_for_losses() {
    const losses lost = losses_of(*edge_, schema_, count::all);
    if (!lost.empty()) {
        found_.emplace_back(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format(
                R"(updating extension "forecast_warehouse" from version "{}" to version "{}" would lose {})",
                edge_->from, edge_->to, core::counted(rows_of(lost), "row")),
            loss_hint, describe(lost));
    }
}

}  // namespace

void check_requirements(const core::edge& edge, Oid schema) {
    obstacles found(edge, schema);
    found.look();
    found.raise();
}

}  // namespace forecast_warehouse::migration
