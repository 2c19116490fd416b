#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/schema_export/foreign_columns.hpp"
#include "core/schema_export/table_order.hpp"

// The tables for DuckDB.

namespace forecast_warehouse::core::schema_export {
namespace {

// Words that DuckDB reserves and PostgreSQL does not.
constexpr std::array<std::string_view, 17> duckdb_words{
    "anti",   "asof",  "at",           "by",          "describe",   "glob",
    "lambda", "pivot", "pivot_longer", "pivot_wider", "positional", "qualify",
    "semi",   "show",  "summarize",    "unpack",      "unpivot"};

class duckdb_writer {
public:
    duckdb_writer(const schema_description& schema, const export_options& options)
        : schema_(schema), options_(options) {
        quote_ = [quote = schema.quote](std::string_view name) {
            const bool word = std::find(duckdb_words.begin(), duckdb_words.end(), name) != duckdb_words.end();
            return word ? fmt::format("\"{}\"", name) : quote(name);
        };
    }

    exported_text write() {
        std::string text = sequences();
        for (const table_description& each : schema_.tables) {
            text += table(each);
        }
        std::vector<std::string> warnings = notes_.warnings(
            fmt::format("DECIMAL({}, {})", options_.precision, options_.scale), options_.numeric_chosen);
        std::string head = head_of(schema_, "DuckDB", warnings);
        if (!options_.schema.empty()) {
            head += fmt::format("CREATE SCHEMA IF NOT EXISTS {};\nSET schema = {};\n\n",
                                name(options_.schema), literal(dialect::duckdb, options_.schema));
        }
        return {head + text, std::move(warnings)};
    }

private:
    [[nodiscard]] std::string name(std::string_view of) const { return quote_(of); }

    [[nodiscard]] expression_context context(const table_description& of) const {
        return {dialect::duckdb, &options_, &of, quote_};
    }

    std::string sequences() {
        std::string text;
        for (const sequence_description& each : schema_.sequences) {
            warn_of_sequence(each, notes_);
            text += fmt::format(
                "CREATE SEQUENCE {} INCREMENT BY {} MINVALUE {} MAXVALUE {} START WITH {}{};\n",
                name(each.name), each.increment, each.min, each.max, each.next, each.cycles ? " CYCLE" : "");
        }
        return text.empty() ? text : text + "\n";
    }

    std::string table(const table_description& of) {
        warn_of_table(of, notes_);
        std::vector<list_line> lines;
        for (const column_description& each : of.columns) {
            lines.push_back(column(of, each));
        }
        for (const constraint_description& each : of.constraints) {
            lines.push_back(constraint(of, each));
        }
        std::string text = fmt::format("CREATE TABLE {} (\n{});\n", name(of.name), write_list(lines));
        for (const index_description& each : of.indexes) {
            text += index(of, each);
        }
        return text + comments_of(of) + "\n";
    }

    list_line column(const table_description& of, const column_description& each) {
        list_line line = typed_column(of, each, context(of), notes_);
        if (!each.labels.empty()) {
            line.text += fmt::format(" CHECK ({} IN ({}))", name(each.name), labels_of(each));
        }
        if (!each.sequence.empty()) {
            line.text += fmt::format(" DEFAULT nextval({})", literal(dialect::duckdb, name(each.sequence)));
        } else if (!each.default_text.empty()) {
            expression(of, each, line);
        }
        line.text += each.not_null && each.generated == '\0' ? " NOT NULL" : "";
        return line;
    }

    static std::string labels_of(const column_description& column) {
        std::string list;
        for (const std::string& each : column.labels) {
            list += (list.empty() ? "" : ", ") + literal(dialect::duckdb, each);
        }
        return list;
    }

    // DuckDB computes generated columns when they are read.
    void expression(const table_description& of, const column_description& each, list_line& line) {
        const char* what = each.generated == '\0' ? "default" : "expression";
        const auto text = each.needs_extension ? std::nullopt : translate(each.default_text, context(of));
        if (!text) {
            line.remark +=
                fmt::format("{}Left out: {} {}", line.remark.empty() ? "" : "; ", what, each.default_text);
            notes_.add(fmt::format("the {} of {} has no equivalent, and is left out", what,
                                   full_name(of, each.name)));
        } else if (each.generated == '\0') {
            line.text +=
                fmt::format(" DEFAULT {}", text->find(' ') == std::string::npos ? *text : "(" + *text + ")");
        } else {
            line.text += fmt::format(" GENERATED ALWAYS AS ({}) VIRTUAL", *text);
        }
    }

    list_line constraint(const table_description& of, const constraint_description& each) {
        switch (each.kind) {
            case 'p':
                return {fmt::format("CONSTRAINT {} PRIMARY KEY {}", name(each.name),
                                    column_list(quote_, each.columns))};
            case 'u':
                return unique(of, each);
            case 'f':
                return foreign_key(of, each);
            case 'c':
                return check_line(of, each, context(of), notes_);
            default:
                notes_.add(fmt::format("constraint {} of table {} has no equivalent, and is left out",
                                       each.name, of.name));
                return {"", fmt::format("Left out: {} {}", each.name, each.definition)};
        }
    }

    list_line unique(const table_description& of, const constraint_description& each) {
        list_line line{
            fmt::format("CONSTRAINT {} UNIQUE {}", name(each.name), column_list(quote_, each.columns))};
        if (each.nulls_not_distinct) {
            line.remark = "NULLS NOT DISTINCT in PostgreSQL";
            notes_.add(
                fmt::format("{} of table {} does not find two rows with NULL equal", each.name, of.name));
        }
        return line;
    }

    list_line foreign_key(const table_description& of, const constraint_description& each) {
        const table_description* target = find_table(schema_, each.target);
        if (!each.target_exported || target == nullptr || !refers_back(schema_, of, each) ||
            !is_key(*target, each.target_columns)) {
            notes_.add(fmt::format("foreign key {} of table {} cannot be made, and is left out", each.name,
                                   of.name));
            return {"", fmt::format("Left out: {} {}", each.name, each.definition)};
        }
        list_line line{fmt::format("CONSTRAINT {} FOREIGN KEY {} REFERENCES {} {}", name(each.name),
                                   column_list(quote_, each.columns), name(each.target),
                                   column_list(quote_, each.target_columns))};
        for (const auto& [event, action] :
             {std::pair{"DELETE", each.on_delete}, {"UPDATE", each.on_update}}) {
            if (action != 'a' && action != 'r') {
                line.remark += fmt::format("{}ON {} {} in PostgreSQL", line.remark.empty() ? "" : ", ", event,
                                           action_name(action));
                notes_.add(fmt::format("foreign key {} of table {} has no ON {} {} here", each.name, of.name,
                                       event, action_name(action)));
            }
        }
        return line;
    }

    std::string index(const table_description& of, const index_description& each) {
        if (!each.plain) {
            notes_.add(fmt::format("index {} of table {} is not of columns alone, and is left out", each.name,
                                   of.name));
            return remark(fmt::format("Left out: {}", each.definition)) + "\n";
        }
        return fmt::format("CREATE {}INDEX {} ON {} {};\n", each.unique ? "UNIQUE " : "", name(each.name),
                           name(of.name), column_list(quote_, each.columns));
    }

    [[nodiscard]] std::string comments_of(const table_description& of) const {
        std::string text;
        if (!of.comment.empty()) {
            text += fmt::format("COMMENT ON TABLE {} IS {};\n", name(of.name),
                                literal(dialect::duckdb, of.comment));
        }
        for (const column_description& each : of.columns) {
            if (!each.comment.empty()) {
                text += fmt::format("COMMENT ON COLUMN {}.{} IS {};\n", name(of.name), name(each.name),
                                    literal(dialect::duckdb, each.comment));
            }
        }
        return text;
    }

    const schema_description& schema_;
    const export_options& options_;
    name_quoter quote_;
    foreign_notes notes_;
};

}  // namespace

exported_text write_duckdb(const schema_description& schema, const export_options& options) {
    return duckdb_writer(schema, options).write();
}

}  // namespace forecast_warehouse::core::schema_export
