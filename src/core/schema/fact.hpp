#pragma once

#include <string>
#include <vector>

namespace forecast_warehouse::core::schema {

// One property of one object of the catalog, such as the type of a column.
//
// kind: table, column, index and so on. object: its name in SQL without the extension's schema. A part of a
// relation is "relation.part". aspect: the property. value: its text as the server writes it.
struct fact {
    std::string kind;
    std::string object;
    std::string aspect;
    std::string value;
};

using facts = std::vector<fact>;

// Words of the expectation for names that differ between databases. They mean the extension's schema, the
// owner of its tables, and any superuser.
inline constexpr const char* schema_word = "@extschema@";
inline constexpr const char* owner_word = "@extowner@";
inline constexpr const char* superuser_word = "@superuser@";

}  // namespace forecast_warehouse::core::schema
