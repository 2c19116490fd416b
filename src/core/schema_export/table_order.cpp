#include "core/schema_export/table_order.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

void expect_names_once(const std::vector<table_description>& tables) {
    for (std::size_t index = 1; index < tables.size(); ++index) {
        const table_description& left = tables[index - 1];
        const table_description& right = tables[index];
        if (left.name == right.name) {
            throw failure(
                sqlstate::duplicate_table,
                fmt::format("two tables have the name {}", core::quoted(left.name)),
                fmt::format("They are in the schemas {} and {}. Name the tables to export, or rename one.",
                            core::quoted(left.schema), core::quoted(right.schema)));
        }
    }
}

// Whether all that a table refers to is made.
bool is_ready(const table_description& table, const std::set<std::string>& waiting) {
    const bool keys = std::none_of(
        table.constraints.begin(), table.constraints.end(), [&](const constraint_description& each) {
            return each.kind == 'f' && each.target != table.name && waiting.contains(each.target);
        });
    return keys && std::none_of(table.parents.begin(), table.parents.end(),
                                [&](const std::string& each) { return waiting.contains(each); });
}

}  // namespace

void order_tables(schema_description& schema) {
    std::vector<table_description> waiting = std::move(schema.tables);
    std::sort(waiting.begin(), waiting.end(),
              [](const table_description& left, const table_description& right) {
                  return std::tie(left.name, left.schema) < std::tie(right.name, right.schema);
              });
    expect_names_once(waiting);
    std::set<std::string> names;
    for (const table_description& each : waiting) {
        names.insert(each.name);
    }
    schema.tables.clear();
    while (!waiting.empty()) {
        auto next = std::find_if(waiting.begin(), waiting.end(),
                                 [&](const table_description& each) { return is_ready(each, names); });
        if (next == waiting.end()) {
            next = waiting.begin();
        }
        names.erase(next->name);
        schema.tables.push_back(std::move(*next));
        waiting.erase(next);
    }
}

bool refers_back(const schema_description& schema, const table_description& table,
                 const constraint_description& key) noexcept {
    return find_table(schema, key.target) != nullptr &&
           find_table(schema, key.target) <= find_table(schema, table.name);
}

}  // namespace forecast_warehouse::core::schema_export
