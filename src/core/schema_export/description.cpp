#include "core/schema_export/description.hpp"

#include <algorithm>

namespace forecast_warehouse::core::schema_export {
namespace {

template <class Item>
const Item* named(const std::vector<Item>& items, std::string_view name) noexcept {
    const auto found =
        std::find_if(items.begin(), items.end(), [name](const Item& each) { return each.name == name; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const sequence_description* find_sequence(const schema_description& schema, std::string_view name) noexcept {
    return named(schema.sequences, name);
}

const table_description* find_table(const schema_description& schema, std::string_view name) noexcept {
    return named(schema.tables, name);
}

const column_description* find_column(const table_description& table, std::string_view name) noexcept {
    return named(table.columns, name);
}

}  // namespace forecast_warehouse::core::schema_export
