#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/schema_export/ddl_text.hpp"
#include "core/schema_export/foreign_expression.hpp"

// The tables for PostgreSQL itself, without the extension. Definitions are the own ones of the server.

namespace forecast_warehouse::core::schema_export {
namespace {

// A string of SQL, whatever standard_conforming_strings says.
std::string string_of(std::string_view text) {
    if (text.find('\\') == std::string_view::npos) {
        return literal(dialect::postgresql, text);
    }
    return "E" + literal(dialect::snowflake, text);
}

class postgresql_writer {
public:
    explicit postgresql_writer(const schema_description& schema) : schema_(schema) {}

    exported_text write(const std::string& into) {
        std::string text = types();
        text += sequences();
        for (const table_description& each : schema_.tables) {
            text += table(each);
        }
        text += foreign_keys();
        text += comments_of_sequences();
        std::string head = head_of(schema_, "PostgreSQL", warnings_);
        if (!into.empty()) {
            head += fmt::format("CREATE SCHEMA IF NOT EXISTS {0};\nSET search_path = {0};\n\n",
                                schema_.quote(into));
        }
        return {head + text, std::move(warnings_)};
    }

private:
    std::string types() {
        std::string text;
        for (const type_description& each : schema_.types) {
            text += each.base.empty() ? enumeration(each) : domain(each);
            text += comment("TYPE", schema_.quote(each.name), each.comment);
        }
        return text.empty() ? text : text + "\n";
    }

    [[nodiscard]] std::string enumeration(const type_description& type) const {
        std::string labels;
        for (const std::string& each : type.labels) {
            labels += (labels.empty() ? "" : ", ") + string_of(each);
        }
        return fmt::format("CREATE TYPE {} AS ENUM ({});\n", schema_.quote(type.name), labels);
    }

    std::string domain(const type_description& type) {
        std::string text = fmt::format("CREATE DOMAIN {} AS {}", schema_.quote(type.name), type.base);
        text += type.default_text.empty() ? "" : " DEFAULT " + type.default_text;
        text += type.not_null ? " NOT NULL" : "";
        for (const constraint_description& each : type.checks) {
            if (each.needs_extension) {
                warn(fmt::format("check {} of domain {} calls a function of the extension, and is left out",
                                 each.name, type.name));
                continue;
            }
            text += fmt::format(" CONSTRAINT {} {}", schema_.quote(each.name), each.definition);
        }
        return text + ";\n";
    }

    static std::string settings(const sequence_description& each) {
        return fmt::format("START WITH {} INCREMENT BY {} MINVALUE {} MAXVALUE {} CACHE {}{}", each.start,
                           each.increment, each.min, each.max, each.cache, each.cycles ? " CYCLE" : "");
    }

    [[nodiscard]] std::string sequences() const {
        std::string text;
        for (const sequence_description& each : schema_.sequences) {
            if (!each.of_identity) {
                text += fmt::format("CREATE SEQUENCE {} AS {} {};\n", schema_.quote(each.name), each.type,
                                    settings(each));
            }
        }
        return text.empty() ? text : text + "\n";
    }

    std::string table(const table_description& of) {
        std::string text = fmt::format("CREATE {}TABLE {} (\n{})", of.unlogged ? "UNLOGGED " : "",
                                       schema_.quote(of.name), write_list(lines_of(of)));
        if (!of.parents.empty()) {
            text += " INHERITS " + column_list(schema_.quote, of.parents);
        }
        text += of.storage.empty() ? "" : " WITH (" + of.storage + ")";
        text += ";\n" + late_checks(of) + owned_sequences(of);
        for (const index_description& each : of.indexes) {
            text += each.definition + ";\n";
        }
        if (of.partitioned) {
            warn(fmt::format("table {} is partitioned, and comes here as one table", of.name));
        }
        for (const std::string& each : of.left_parents) {
            warn(fmt::format("table {} inherits from {}, which is not exported", of.name, each));
        }
        return text + comments_of(of) + "\n";
    }

    std::vector<list_line> lines_of(const table_description& of) {
        std::vector<list_line> lines;
        for (const column_description& each : of.columns) {
            if (each.local || of.parents.empty()) {
                lines.push_back(column(of, each));
            }
        }
        for (const constraint_description& each : of.constraints) {
            if (each.kind == 'f' || is_late(each) || (!each.local && !of.parents.empty())) {
                continue;
            }
            if (each.needs_extension) {
                warn(fmt::format("check {} of table {} calls a function of the extension, and is left out",
                                 each.name, of.name));
                lines.push_back({"", fmt::format("Left out: {} {}", each.name, each.definition)});
                continue;
            }
            lines.push_back({fmt::format("CONSTRAINT {} {}", schema_.quote(each.name), each.definition)});
        }
        return lines;
    }

    list_line column(const table_description& of, const column_description& each) {
        list_line line{schema_.quote(each.name) + " " + each.type};
        line.text += each.collation.empty() ? "" : " COLLATE " + each.collation;
        if (each.identity != '\0') {
            const sequence_description* numbers = find_sequence(schema_, each.sequence);
            line.text +=
                each.identity == 'a' ? " GENERATED ALWAYS AS IDENTITY" : " GENERATED BY DEFAULT AS IDENTITY";
            if (numbers != nullptr) {
                line.text +=
                    fmt::format(" (SEQUENCE NAME {} {})", schema_.quote(numbers->name), settings(*numbers));
            }
        } else if (each.needs_extension) {
            line.remark = fmt::format("Left out: DEFAULT {}", each.default_text);
            warn(fmt::format("the default of {} calls a function of the extension, and is left out",
                             full_name(of, each.name)));
        } else if (each.generated != '\0') {
            line.text += fmt::format(" GENERATED ALWAYS AS ({}) {}", each.default_text,
                                     each.generated == 's' ? "STORED" : "VIRTUAL");
        } else if (!each.default_text.empty()) {
            line.text += " DEFAULT " + each.default_text;
        }
        if (each.not_null) {
            line.text += each.not_null_name.empty()
                             ? " NOT NULL"
                             : fmt::format(" CONSTRAINT {} NOT NULL", schema_.quote(each.not_null_name));
        }
        return line;
    }

    // CREATE TABLE does not know NOT VALID.
    static bool is_late(const constraint_description& each) {
        return each.kind == 'c' && !each.needs_extension && each.definition.ends_with(" NOT VALID");
    }

    [[nodiscard]] std::string add_constraint(const table_description& of,
                                             const constraint_description& each) const {
        return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {};\n", schema_.quote(of.name),
                           schema_.quote(each.name), each.definition);
    }

    [[nodiscard]] std::string late_checks(const table_description& of) const {
        std::string text;
        for (const constraint_description& each : of.constraints) {
            text += is_late(each) ? add_constraint(of, each) : "";
        }
        return text;
    }

    [[nodiscard]] std::string owned_sequences(const table_description& of) const {
        std::string text;
        for (const sequence_description& each : schema_.sequences) {
            if (each.owner_table == of.name && !each.of_identity) {
                text += fmt::format("ALTER SEQUENCE {} OWNED BY {}.{};\n", schema_.quote(each.name),
                                    schema_.quote(of.name), schema_.quote(each.owner_column));
            }
        }
        return text;
    }

    // They come last: tables may refer to each other in a ring.
    std::string foreign_keys() {
        std::string text;
        for (const table_description& of : schema_.tables) {
            for (const constraint_description& each : of.constraints) {
                if (each.kind != 'f') {
                    continue;
                }
                if (!each.target_exported) {
                    warn(fmt::format(
                        "foreign key {} of table {} refers to {}, which is not exported, and is left out",
                        each.name, of.name, each.target));
                    text += remark(fmt::format("Left out: {} {}", each.name, each.definition)) + "\n";
                    continue;
                }
                text += add_constraint(of, each);
                text += comment("CONSTRAINT", schema_.quote(each.name) + " ON " + schema_.quote(of.name),
                                each.comment);
            }
        }
        return text;
    }

    static std::string comment(std::string_view kind, const std::string& name, const std::string& text) {
        return text.empty() ? "" : fmt::format("COMMENT ON {} {} IS {};\n", kind, name, string_of(text));
    }

    [[nodiscard]] std::string comments_of(const table_description& of) const {
        std::string text = comment("TABLE", schema_.quote(of.name), of.comment);
        for (const column_description& each : of.columns) {
            text += comment("COLUMN", schema_.quote(of.name) + "." + schema_.quote(each.name), each.comment);
        }
        for (const constraint_description& each : of.constraints) {
            if (each.kind != 'f' && !each.needs_extension) {
                text += comment("CONSTRAINT", schema_.quote(each.name) + " ON " + schema_.quote(of.name),
                                each.comment);
            }
        }
        for (const index_description& each : of.indexes) {
            text += comment("INDEX", schema_.quote(each.name), each.comment);
        }
        return text;
    }

    [[nodiscard]] std::string comments_of_sequences() const {
        std::string text;
        for (const sequence_description& each : schema_.sequences) {
            text += comment("SEQUENCE", schema_.quote(each.name), each.comment);
        }
        return text;
    }

    void warn(std::string text) { warnings_.push_back(std::move(text)); }

    const schema_description& schema_;
    std::vector<std::string> warnings_;
};

}  // namespace

exported_text write_postgresql(const schema_description& schema, const std::string& into) {
    return postgresql_writer(schema).write(into);
}

}  // namespace forecast_warehouse::core::schema_export
