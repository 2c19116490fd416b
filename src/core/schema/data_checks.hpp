#pragma once

#include <string>
#include <vector>

#include "core/schema/fact.hpp"

namespace forecast_warehouse::core::schema {

// A query that returns the rows of a finding. Names in it have their schema; operators are those of
// pg_catalog.
struct data_check {
    std::string finding;
    std::string severity;  // error, warning or information
    std::string table;
    std::string query;
};

// The checks of the data. Some repeat the keys, references, checks and NOT NULL of the expectation. Others no
// constraint can make. schema: its name in SQL.
std::vector<data_check> data_checks(const facts& expected, const std::string& schema);

}  // namespace forecast_warehouse::core::schema
