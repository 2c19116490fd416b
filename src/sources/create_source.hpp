#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::sources {

// The arguments of create_source().
struct source_request {
    std::string name;  // as SQL has it: with or without a schema, in double quotes or not
    std::string feed;
    std::vector<std::string> columns;
    std::string map;      // JSON
    std::string options;  // JSON
};

// Makes the view of a source with its triggers, as the caller, and writes the catalog. Returns the name of
// the view.
std::string create(Oid extension_schema, const source_request& request);

// Drops the view of a source, as the caller, and its row of the catalog.
void drop(Oid extension_schema, const std::string& name);

// A name as SQL has it.
struct view_name {
    std::string schema;  // empty: to be found in search_path
    std::string name;
};
view_name parse_name(const std::string& text);

// The view of a source by its name. Raises when there is none (42P01).
Oid view_named(const std::string& name);

}  // namespace forecast_warehouse::sources
