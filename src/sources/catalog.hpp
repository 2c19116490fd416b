#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sources/source.hpp"

namespace forecast_warehouse::sources {

// A row of the table source, as it is stored.
struct stored_source {
    std::string schema;
    std::string name;
    std::string feed;
    std::vector<std::string> columns;
    std::string map;      // JSON
    std::string options;  // JSON
    std::string owner{};  // the role that made it
};

// These read and write the table as its owner: who loads by a view needs no rights on it. All need a
// connection to SPI. extension_schema: that of the extension.
std::optional<stored_source> find_stored(Oid extension_schema, const std::string& schema,
                                         const std::string& name);
void store(Oid extension_schema, const stored_source& row);
void remove(Oid extension_schema, const std::string& schema, const std::string& name);

// The source of a stored row.
source read_stored(Oid extension_schema, const stored_source& row);

// The key of the source that a view's triggers name; none where the view is no source's.
struct source_key {
    std::string schema;
    std::string name;
};
std::optional<source_key> key_of_view(Oid extension_schema, Oid view);

// The view whose triggers name a key: it may have been renamed. InvalidOid where there is none.
Oid view_of_key(Oid extension_schema, const source_key& key);

}  // namespace forecast_warehouse::sources
