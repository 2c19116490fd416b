#pragma once

#include <optional>
#include <string>

#include "customize/notes.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// The properties that a caller asks for. An empty text removes a property in alter_column(); a missing one
// says nothing.
struct asked_column {
    std::optional<std::string> type{};
    std::optional<std::string> check{};
    std::optional<std::string> default_value{};
    std::optional<std::string> comment{};
    std::optional<bool> not_null{};
    std::optional<std::string> schema{};
};

// The columns of users beside a table of the warehouse. All run as the caller, and need a connection to SPI.
// Each returns the outcome as a word.
std::string add_column(Oid extension_schema, const std::string& table, const std::string& name,
                       const asked_column& asked);
std::string alter_column(Oid extension_schema, const std::string& table, const std::string& name,
                         const asked_column& asked);
void rename_column(Oid extension_schema, const std::string& table, const std::string& name,
                   const std::string& new_name);
void drop_column(Oid extension_schema, const std::string& table, const std::string& name);

// Makes what an entry of a column describes, where it is missing. Returns whether something was missing.
bool restore_column(Oid extension_schema, const entry& noted);

// Makes the views of all companions that are missing or outdated. Returns their names.
std::vector<std::string> restore_views(Oid extension_schema, const std::vector<entry>& noted);

// The table of the warehouse with a name. Raises where it is none that can be customised (42P01).
Oid table_of_warehouse(Oid extension_schema, const std::string& table);

}  // namespace forecast_warehouse::customize
