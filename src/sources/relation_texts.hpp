#pragma once

#include <string>
#include <utility>

#include "postgres/setting.hpp"
#include "sources/file_reader.hpp"

namespace forecast_warehouse::sources {

// The columns of a source as a list of SELECT, from a relation with the name given. Numbers are written with
// the decimal mark of the source: 1.234 means one thousand and more where the mark is a comma.
std::string texts_of_columns(const file_reader& reader, Oid relation);

// Runs a query so that its days and times are written as ISO 8601, whatever the session shows. How texts are
// read stays as it is.
template <class Body>
void with_iso_days(Body&& body) {
    postgres::with_setting("datestyle", "ISO", std::forward<Body>(body));
}

}  // namespace forecast_warehouse::sources
