#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/schema/fact.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::schema {

// The extension in this database.
struct installation {
    Oid extension;
    Oid schema;
    std::string version;
    std::string quoted_schema;
};

// The installation. Raises where this database has none. Needs a connection to SPI.
installation installed();

// Runs a body under the settings that make the server's texts of definitions the same for every caller. Names
// have their schema, unless it is pg_catalog.
void with_settings_of_texts(const std::function<void()>& body);

// Whether each role is a superuser, by the name in SQL.
using roles = std::map<std::string, bool>;
roles roles_of_cluster();

// All facts about members of the extension. Objects that have left the extension are found by the names that
// are expected in its schema. The facts are in the order of creation for each kind. Reads the catalog only.
// Needs a connection to SPI, and the settings above.
core::schema::facts read_facts(const installation& installation, const core::schema::facts& expected);

}  // namespace forecast_warehouse::schema
