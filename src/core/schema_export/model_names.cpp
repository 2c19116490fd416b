#include "core/schema_export/model_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/schema_export/ddl_text.hpp"
#include "core/schema_export/python_text.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

constexpr std::string_view id_ending = "_id";

std::string unique_name(std::set<std::string>& taken, const std::string& wanted) {
    std::string name = wanted;
    while (!taken.insert(name).second) {
        name += '_';
    }
    return name;
}

// store of store_id; else the table that the column refers to.
std::string name_of_one(const constraint_description& key) {
    const std::string& column = key.columns.front();
    const bool ends =
        key.columns.size() == 1 && column.size() > id_ending.size() && column.ends_with(id_ending);
    return ends ? column.substr(0, column.size() - id_ending.size()) : key.target;
}

// Whether no two rows of a table have the same values there.
bool is_unique(const table_description& table, const std::vector<std::string>& columns) {
    return is_key(table, columns) ||
           std::any_of(table.indexes.begin(), table.indexes.end(), [&](const index_description& each) {
               return each.unique && each.plain && each.columns == columns;
           });
}

bool may_be_null(const table_description& table, const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& each) {
        const column_description* column = find_column(table, each);
        return column == nullptr || !column->not_null;
    });
}

}  // namespace

bool is_model(const table_description& table) noexcept {
    return std::any_of(table.constraints.begin(), table.constraints.end(),
                       [](const constraint_description& each) { return each.kind == 'p'; });
}

model_names::model_names(const schema_description& schema) {
    name_tables(schema);
    for (const table_description& each : schema.tables) {
        name_columns(each);
    }
    for (const table_description& child : schema.tables) {
        for (const constraint_description& key : child.constraints) {
            const table_description* parent =
                key.kind == 'f' && key.target_exported ? find_table(schema, key.target) : nullptr;
            if (parent == nullptr || !is_model(child) || !is_model(*parent)) {
                continue;
            }
            const auto same = std::count_if(child.constraints.begin(), child.constraints.end(),
                                            [&](const constraint_description& each) {
                                                return each.kind == 'f' && each.target == key.target;
                                            });
            relate(child, *parent, key, same > 1);
        }
    }
}

void model_names::name_tables(const schema_description& schema) {
    std::set<std::string> taken{"Base", "Any", "include_object"};
    for (const table_description& each : schema.tables) {
        tables_[each.name] =
            unique_name(taken, is_model(each) ? python_class(each.name) : python_attribute(each.name));
    }
}

void model_names::name_columns(const table_description& table) {
    std::set<std::string>& taken = taken_[table.name];
    for (const column_description& each : table.columns) {
        columns_[table.name][each.name] = unique_name(taken, python_attribute(each.name));
    }
}

const std::vector<relationship>& model_names::relationships(const std::string& table) const {
    static const std::vector<relationship> none;
    const auto found = relationships_.find(table);
    return found == relationships_.end() ? none : found->second;
}

std::string model_names::free_name(const std::string& table, const std::string& wanted) {
    return unique_name(taken_[table], python_attribute(wanted));
}

std::string model_names::columns_of(const std::string& table, const std::vector<std::string>& columns) const {
    std::string list;
    for (const std::string& each : columns) {
        list += fmt::format("{}{}.{}", list.empty() ? "" : ", ", of_table(table), of_column(table, each));
    }
    return "[" + list + "]";
}

void model_names::relate(const table_description& child, const table_description& parent,
                         const constraint_description& key, bool several) {
    const std::string one = free_name(child.name, name_of_one(key));
    const std::string many = free_name(
        parent.name, several ? fmt::format("{}_by_{}", child.name, fmt::join(key.columns, "_")) : child.name);
    const std::string keys = columns_of(child.name, key.columns);
    relationship from{one, of_table(parent.name), many, false, may_be_null(child, key.columns), keys};
    if (child.name == parent.name) {
        from.remote_side = columns_of(parent.name, key.target_columns);
    }
    const bool single = is_unique(child, key.columns);
    relationships_[child.name].push_back(std::move(from));
    relationships_[parent.name].push_back({many, of_table(child.name), one, !single, single, keys});
}

}  // namespace forecast_warehouse::core::schema_export
