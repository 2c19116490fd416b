#include "core/schema_export/ddl_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace forecast_warehouse::core::schema_export {

std::string write_list(const std::vector<list_line>& lines) {
    std::size_t last = lines.size();
    for (std::size_t index = 0; index < lines.size(); ++index) {
        last = lines[index].text.empty() ? last : index;
    }
    std::string text;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const list_line& each = lines[index];
        text += "    " + each.text;
        text += each.text.empty() || index == last ? "" : ",";
        if (!each.remark.empty()) {
            text += (each.text.empty() ? "" : "  ") + remark(each.remark);
        }
        text += "\n";
    }
    return text;
}

std::string remark(std::string_view text) {
    std::string made = "-- ";
    for (const char each : text) {
        made += static_cast<unsigned char>(each) < 0x20U || each == 0x7F ? ' ' : each;
    }
    return made;
}

std::string head_of(const schema_description& schema, std::string_view database,
                    const std::vector<std::string>& warnings) {
    std::string text =
        remark(fmt::format("Tables of forecast_warehouse {} for {}.", schema.version, database)) + "\n";
    for (const std::string& each : warnings) {
        text += remark("Warning: " + each) + "\n";
    }
    return text + "\n";
}

std::string column_list(const name_quoter& quote, const std::vector<std::string>& columns) {
    std::string list;
    for (const std::string& each : columns) {
        list += (list.empty() ? "" : ", ") + quote(each);
    }
    return "(" + list + ")";
}

std::string check_expression(const std::string& definition) {
    constexpr std::string_view word = "CHECK (";
    if (!definition.starts_with(word)) {
        return {};
    }
    const std::size_t close = definition.rfind(')');
    return definition.substr(word.size(), close - word.size());
}

bool is_key(const table_description& table, const std::vector<std::string>& columns) {
    return std::any_of(table.constraints.begin(), table.constraints.end(),
                       [&](const constraint_description& each) {
                           return (each.kind == 'p' || each.kind == 'u') && each.columns == columns;
                       });
}

std::string action_name(char action) {
    switch (action) {
        case 'c':
            return "CASCADE";
        case 'n':
            return "SET NULL";
        case 'd':
            return "SET DEFAULT";
        case 'r':
            return "RESTRICT";
        default:
            return {};
    }
}

std::string full_name(const table_description& table, const std::string& name) {
    return table.name + "." + name;
}

}  // namespace forecast_warehouse::core::schema_export
