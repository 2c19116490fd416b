#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/schema_export/ddl_text.hpp"
#include "core/schema_export/model_names.hpp"
#include "core/schema_export/model_types.hpp"
#include "core/schema_export/python_text.hpp"

// Models of SQLAlchemy 2.0.

namespace forecast_warehouse::core::schema_export {
namespace {

class model_writer {
public:
    model_writer(const schema_description& schema, const std::string& into)
        : schema_(schema), into_(into), names_(schema) {}

    exported_text write() {
        std::string body;
        for (const table_description& each : schema_.tables) {
            body += "\n\n" + (is_model(each) ? model(each) : plain_table(each));
        }
        body += include_object();
        return {head(body) + body, std::move(warnings_)};
    }

private:
    [[nodiscard]] std::string head(const std::string& body) const {
        std::string text = fmt::format(
            "\"\"\"Tables of forecast_warehouse {} as models of SQLAlchemy 2.0.\n\n"
            "Made by schema_models(). Make them again after an update of the extension, rather than edit "
            "them.\n",
            schema_.version);
        for (const std::string& each : warnings_) {
            text += "\nWarning: " + escaped(each) + "\n";
        }
        text += "\"\"\"\n\n";
        for (const char* each : {"datetime", "decimal", "uuid"}) {
            if (body.find(std::string(each) + ".") != std::string::npos) {
                text += fmt::format("import {}\n", each);
            }
        }
        text += "from typing import Any\n\nimport sqlalchemy as sa\nfrom sqlalchemy import orm\n";
        if (body.find(" pg.") != std::string::npos || body.find("(pg.") != std::string::npos) {
            text += "from sqlalchemy.dialects import postgresql as pg\n";
        }
        return text +
               "\n\nclass Base(orm.DeclarativeBase):\n    \"\"\"The base of all models of this "
               "module.\"\"\"\n\n"
               // SQLAlchemy looks up the annotation of a column whose type it does not know.
               "    type_annotation_map = {Any: sa.types.NullType()}\n";
    }

    // Text in a string of three quotes.
    static std::string escaped(const std::string& text) {
        const std::string quoted = python_string(text);
        return quoted.substr(1, quoted.size() - 2);
    }

    std::string model(const table_description& table) {
        std::string text = fmt::format("class {}(Base):\n", names_.of_table(table.name));
        text += table.comment.empty() ? "" : fmt::format("    \"\"\"{}\"\"\"\n\n", escaped(table.comment));
        text += fmt::format("    __tablename__ = {}\n", python_string(table.name));
        std::vector<std::string> arguments = constraints_of(table, 8);
        arguments.push_back(settings_of(table));
        text += "    __table_args__ = (\n";
        for (const std::string& each : arguments) {
            text += fmt::format("        {},\n", each);
        }
        text += "    )\n\n";
        for (const column_description& each : table.columns) {
            text += attribute(table, each) + "\n";
        }
        return text + relationships_of(table);
    }

    [[nodiscard]] std::string schema_of(const table_description& table) const {
        const std::string& name = into_.empty() ? table.schema : into_;
        return name == "public" ? std::string() : name;
    }

    // A table as SQLAlchemy names it.
    [[nodiscard]] std::string key_of(const table_description& table) const {
        const std::string schema = schema_of(table);
        return schema.empty() ? table.name : schema + "." + table.name;
    }

    [[nodiscard]] std::string settings_of(const table_description& table) const {
        std::vector<std::string> settings;
        if (!schema_of(table).empty()) {
            settings.push_back(fmt::format("\"schema\": {}", python_string(schema_of(table))));
        }
        if (!table.comment.empty()) {
            settings.push_back(fmt::format("\"comment\": {}", python_string(table.comment)));
        }
        return fmt::format("{{{}}}", fmt::join(settings, ", "));
    }

    std::string attribute(const table_description& table, const column_description& column) {
        const model_type type = model_type_of(column);
        const std::string& name = names_.of_column(table.name, column.name);
        std::vector<std::string> arguments = column_arguments(table, column, type);
        if (name != column.name) {
            arguments.insert(arguments.begin(), python_string(column.name));
        }
        return python_call(fmt::format("{}: orm.Mapped[{}{}] = orm.mapped_column", name, type.python,
                                       column.not_null ? "" : " | None"),
                           arguments, 4);
    }

    std::vector<std::string> column_arguments(const table_description& table,
                                              const column_description& column, const model_type& type) {
        std::vector<std::string> arguments{type.sql};
        if (!type.comparable) {
            left_out_.push_back(key_of(table) + "." + column.name);
            warnings_.push_back(fmt::format("the type of {} is {}, which Alembic does not compare",
                                            full_name(table, column.name), column.type));
        }
        if (column.identity != '\0') {
            arguments.push_back(
                fmt::format("sa.Identity(always={})", column.identity == 'a' ? "True" : "False"));
        } else if (column.generated != '\0') {
            arguments.push_back(fmt::format("sa.Computed({}, persisted={})", python_sql(column.default_text),
                                            column.generated == 's' ? "True" : "False"));
        }
        if (!column.not_null) {
            arguments.emplace_back("nullable=True");
        } else if (is_primary(table, column)) {
            arguments.emplace_back("primary_key=True");
            arguments.emplace_back(column.sequence.empty() ? "autoincrement=False" : "autoincrement=True");
        } else {
            arguments.emplace_back("nullable=False");
        }
        // The key's own sequence comes with autoincrement.
        const bool numbered = !column.sequence.empty() && is_primary(table, column);
        if (!column.default_text.empty() && column.generated == '\0' && column.identity == '\0' &&
            !numbered) {
            arguments.push_back(fmt::format("server_default=sa.text({})", python_sql(column.default_text)));
        }
        if (!column.comment.empty()) {
            arguments.push_back("comment=" + python_string(column.comment));
        }
        return arguments;
    }

    static bool is_primary(const table_description& table, const column_description& column) {
        return std::any_of(
            table.constraints.begin(), table.constraints.end(), [&](const constraint_description& each) {
                return each.kind == 'p' &&
                       std::find(each.columns.begin(), each.columns.end(), column.name) != each.columns.end();
            });
    }

    static std::string strings(const std::vector<std::string>& texts) {
        std::string list;
        for (const std::string& each : texts) {
            list += (list.empty() ? "" : ", ") + python_string(each);
        }
        return list;
    }

    std::vector<std::string> constraints_of(const table_description& table, std::size_t indent) {
        std::vector<std::string> made;
        for (const constraint_description& each : table.constraints) {
            const std::string text = constraint(table, each, indent);
            if (!text.empty()) {
                made.push_back(text);
            }
        }
        for (const index_description& each : table.indexes) {
            if (!each.plain) {
                left_out_.push_back(each.name);
                warnings_.push_back(fmt::format("index {} of table {} is left out, and is not compared",
                                                each.name, table.name));
                continue;
            }
            made.push_back(trimmed(python_call("sa.Index", index_arguments(each), indent), indent));
        }
        return made;
    }

    static std::vector<std::string> index_arguments(const index_description& index) {
        std::vector<std::string> arguments{python_string(index.name), strings(index.columns)};
        if (index.unique) {
            arguments.emplace_back("unique=True");
        }
        if (index.nulls_not_distinct) {
            arguments.emplace_back("postgresql_nulls_not_distinct=True");
        }
        return arguments;
    }

    // Without the blanks before the first line.
    static std::string trimmed(const std::string& text, std::size_t indent) { return text.substr(indent); }

    std::string constraint(const table_description& table, const constraint_description& each,
                           std::size_t indent) {
        const std::string name = "name=" + python_string(each.name);
        switch (each.kind) {
            case 'p':
                return trimmed(python_call("sa.PrimaryKeyConstraint", {strings(each.columns), name}, indent),
                               indent);
            case 'u': {
                std::vector<std::string> arguments{strings(each.columns), name};
                if (each.nulls_not_distinct) {
                    arguments.emplace_back("postgresql_nulls_not_distinct=True");
                }
                return trimmed(python_call("sa.UniqueConstraint", arguments, indent), indent);
            }
            case 'f':
                return foreign_key(table, each, indent);
            case 'c':
                return trimmed(python_call("sa.CheckConstraint",
                                           {python_sql(check_expression(each.definition)), name}, indent),
                               indent);
            default:
                warnings_.push_back(
                    fmt::format("constraint {} of table {} is left out", each.name, table.name));
                return {};
        }
    }

    std::string foreign_key(const table_description& table, const constraint_description& each,
                            std::size_t indent) {
        const table_description* target = each.target_exported ? find_table(schema_, each.target) : nullptr;
        if (target == nullptr) {
            left_out_.push_back(each.name);
            warnings_.push_back(
                fmt::format("foreign key {} of table {} refers to {}, which is not exported, and is left out",
                            each.name, table.name, each.target));
            return {};
        }
        std::vector<std::string> referred;
        for (const std::string& column : each.target_columns) {
            referred.push_back(key_of(*target) + "." + column);
        }
        std::vector<std::string> arguments{"[" + strings(each.columns) + "]", "[" + strings(referred) + "]",
                                           "name=" + python_string(each.name)};
        if (!action_name(each.on_delete).empty()) {
            arguments.push_back("ondelete=" + python_string(action_name(each.on_delete)));
        }
        if (!action_name(each.on_update).empty()) {
            arguments.push_back("onupdate=" + python_string(action_name(each.on_update)));
        }
        return trimmed(python_call("sa.ForeignKeyConstraint", arguments, indent), indent);
    }

    [[nodiscard]] std::string relationships_of(const table_description& table) const {
        const std::vector<relationship>& all = names_.relationships(table.name);
        std::string text = all.empty() ? "" : "\n";
        for (const relationship& each : all) {
            const std::string type = each.many       ? fmt::format("list[\"{}\"]", each.target)
                                     : each.optional ? fmt::format("\"{} | None\"", each.target)
                                                     : fmt::format("\"{}\"", each.target);
            std::vector<std::string> arguments{"back_populates=" + python_string(each.back),
                                               "foreign_keys=" + python_string(each.foreign_keys)};
            if (!each.remote_side.empty()) {
                arguments.push_back("remote_side=" + python_string(each.remote_side));
            }
            text += python_call(fmt::format("{}: orm.Mapped[{}] = orm.relationship", each.name, type),
                                arguments, 4) +
                    "\n";
        }
        return text;
    }

    // A table without a primary key.
    std::string plain_table(const table_description& table) {
        std::vector<std::string> arguments{python_string(table.name), "Base.metadata"};
        for (const column_description& each : table.columns) {
            std::vector<std::string> parts = column_arguments(table, each, model_type_of(each));
            parts.insert(parts.begin(), python_string(each.name));
            arguments.push_back(trimmed(python_call("sa.Column", parts, 4), 4));
        }
        const std::vector<std::string> constraints = constraints_of(table, 4);
        arguments.insert(arguments.end(), constraints.begin(), constraints.end());
        if (!schema_of(table).empty()) {
            arguments.push_back("schema=" + python_string(schema_of(table)));
        }
        if (!table.comment.empty()) {
            arguments.push_back("comment=" + python_string(table.comment));
        }
        return "# It has no primary key, so it is no class.\n" +
               python_call(names_.of_table(table.name) + " = sa.Table", arguments, 0) + "\n";
    }

    [[nodiscard]] std::string include_object() const {
        return fmt::format(
            "\n\n# Indexes and keys that the models do not describe, and columns whose types Alembic does "
            "not compare.\n"
            "LEFT_OUT: frozenset[str] = frozenset([{}])\n"
            "\n\ndef include_object(\n"
            "    object_: Any, name: str | None, type_: str, reflected: bool, compare_to: Any\n"
            ") -> bool:\n"
            "    \"\"\"For env.py: Alembic compares the tables of Base, and leaves all others as they "
            "are.\"\"\"\n"
            "    if type_ == \"table\":\n"
            "        return object_.key in Base.metadata.tables\n"
            "    if type_ == \"column\":\n"
            "        return f\"{{object_.table.key}}.{{name}}\" not in LEFT_OUT\n"
            "    return name not in LEFT_OUT\n",
            strings(left_out_));
    }

    const schema_description& schema_;
    const std::string& into_;
    model_names names_;
    std::vector<std::string> warnings_;
    std::vector<std::string> left_out_;
};

}  // namespace

exported_text write_sqlalchemy(const schema_description& schema, const std::string& into) {
    return model_writer(schema, into).write();
}

}  // namespace forecast_warehouse::core::schema_export
