#include "core/schema_export/foreign_columns.hpp"

#include <fmt/format.h>

#include "core/schema_export/foreign_types.hpp"

namespace forecast_warehouse::core::schema_export {

std::vector<std::string> foreign_notes::warnings(const std::string& type_of_unlimited, bool chosen) const {
    std::vector<std::string> all;
    if (!unlimited_.empty() && !chosen) {
        all.push_back(
            fmt::format("numeric without precision became {} in {}. Choose it by the option \"numeric\"",
                        type_of_unlimited, fmt::join(unlimited_, ", ")));
    }
    all.insert(all.end(), notes_.begin(), notes_.end());
    return all;
}

list_line typed_column(const table_description& table, const column_description& column,
                       const expression_context& context, foreign_notes& notes) {
    const std::string& from = column.labels.empty() ? column.plain_type : "text";
    const foreign_type type = type_in(context.to, from, *context.options);
    list_line line{context.quote(column.name) + " " + type.text};
    if (type.chose_precision) {
        notes.add_unlimited(full_name(table, column.name));
    }
    if (!type.loss.empty()) {
        line.remark = fmt::format("{}: {}", column.name, type.loss);
        notes.add(fmt::format("{} {}, and became {}", full_name(table, column.name), type.loss, type.text));
    }
    return line;
}

list_line check_line(const table_description& table, const constraint_description& check,
                     const expression_context& context, foreign_notes& notes) {
    const auto expression =
        check.needs_extension ? std::nullopt : translate(check_expression(check.definition), context);
    if (!expression) {
        notes.add(
            fmt::format("check {} of table {} has no equivalent, and is left out", check.name, table.name));
        return {"", fmt::format("Left out: {} {}", check.name, check.definition)};
    }
    return {fmt::format("CONSTRAINT {} CHECK ({})", context.quote(check.name), *expression)};
}

void warn_of_sequence(const sequence_description& sequence, foreign_notes& notes) {
    if (!sequence.next_known) {
        notes.add(fmt::format("{} begins at {}: the caller may not read at which number it is", sequence.name,
                              sequence.next));
    }
}

void warn_of_table(const table_description& table, foreign_notes& notes) {
    std::vector<std::string> parents = table.parents;
    parents.insert(parents.end(), table.left_parents.begin(), table.left_parents.end());
    for (const std::string& each : parents) {
        notes.add(
            fmt::format("table {} inherits from {} in PostgreSQL: queries of {} do not see its rows here",
                        table.name, each, each));
    }
}

}  // namespace forecast_warehouse::core::schema_export
