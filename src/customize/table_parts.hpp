#pragma once

#include <optional>
#include <string>
#include <vector>

#include "customize/notes.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// Indexes and checks of users on the tables of the warehouse. Dumps leave them out, so that they are noted.
// All run as the caller, and need a connection to SPI. Each returns the outcome as a word.

struct asked_index {
    std::vector<std::string> columns;
    std::optional<std::string> name{};
    bool is_unique = false;
    std::optional<std::string> condition{};
    std::string method{"btree"};
    std::optional<std::string> comment{};
};

std::string add_index(Oid extension_schema, const std::string& table, const asked_index& asked);
std::string add_check(Oid extension_schema, const std::string& table, const std::string& name,
                      const std::string& condition, const std::optional<std::string>& comment);

// Drops a noted index or check with its entry.
void drop_part(Oid extension_schema, const std::string& kind, const std::string& table,
               const std::string& name);

// Makes what an entry of an index or check describes, where it is missing. Returns whether it was missing.
bool restore_part(Oid extension_schema, const entry& noted);

}  // namespace forecast_warehouse::customize
