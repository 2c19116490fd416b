#pragma once

#include <string>
#include <utility>

#include "postgres/server.hpp"
#include "postgres/setting.hpp"

namespace forecast_warehouse::postgres {

// Texts of types and expressions, read by the server's own parser under the caller's search_path, and written
// again with the schema of all that is not in pg_catalog. Two spellings of one thing give one text. The text
// can be part of a statement: it is one type or one expression, and nothing behind it.

// Runs a body under the settings of such texts. Under others the server would write a day as 05/01/2024, and
// read it as another day later.
template <class Body>
void with_canonical_settings(Body&& body) {
    with_setting("search_path", "pg_catalog, pg_temp", [&] {
        with_setting("DateStyle", "ISO, YMD", [&] {
            with_setting("IntervalStyle", "postgres",
                         [&] { with_setting("quote_all_identifiers", "off", std::forward<Body>(body)); });
        });
    });
}

struct canonical_type {
    Oid type;
    int modifier;
    std::string text;
};
canonical_type read_type(const std::string& text);

// A type as canonical text.
std::string type_text(Oid type, int modifier);

// A condition on the columns of a table. Raises where it has a subquery or is not boolean.
std::string read_condition(Oid table, const std::string& text);

// A default of a type: it uses no columns, and gives the same value each time (42P17).
std::string read_default(const std::string& text, const canonical_type& type);

}  // namespace forecast_warehouse::postgres
