#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/load/feed.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// A column of a companion table. Texts are canonical (postgres/canonical.hpp).
struct custom_column {
    std::string name;
    Oid type;
    int modifier;
    std::string type_text;
    bool not_null;
    std::optional<std::string> default_value;
};

// A check of a companion table.
struct custom_check {
    std::string name;
    std::string condition;
    int columns;  // how many it reads
};

// The table {table}_custom with the users' own columns of a table of the warehouse: one row for each row that
// has values, with its id. It belongs to the user who made it, and is no part of the extension. Its foreign
// key to the table distinguishes it from other tables of its name.
struct companion {
    Oid relation = InvalidOid;
    Oid table = InvalidOid;  // of the warehouse
    std::string schema;      // of the companion and its views
    std::string name;
    std::vector<custom_column> columns;  // in their order
    std::vector<custom_check> checks;    // in the order of their names

    [[nodiscard]] std::string qualified() const;
    [[nodiscard]] const custom_column* find(const std::string& column) const noexcept;
};

// The names of the objects of a table.
std::string companion_name(const std::string& table);
std::string whole_view_name(const std::string& table);   // {table}_all
std::string custom_feed_name(const std::string& table);  // {table}_custom_feed

// The name of a check that add_column() makes.
std::string check_name(const std::string& column);

// The companion of a table; nothing where it has none. Needs a connection to SPI.
std::optional<companion> find_companion(Oid table);

}  // namespace forecast_warehouse::customize
