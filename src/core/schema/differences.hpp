#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/schema/fact.hpp"

namespace forecast_warehouse::core::schema {

// A difference between what a version makes and what is there. No value: nothing is expected, or nothing is
// there, or no statement mends it.
struct difference {
    std::string object;
    std::string aspect;
    std::optional<std::string> expected;
    std::optional<std::string> found;
    bool data_at_risk;
    std::optional<std::string> remedy;
};

// Facts of the database that the comparison needs. Names are names in SQL.
struct surroundings {
    std::string schema;
    std::string owner;      // of the tables
    std::string superuser;  // who may own functions
    std::function<bool(const std::string& role)> is_superuser;
    // Whether two texts of a definition mean the same. relation: of the constraint, or empty.
    std::function<bool(const fact& expected, const std::string& found)> same_definition;
};

// The owner of most relations. Empty without any.
std::string usual_owner(const facts& expected, const facts& found);

// All differences, in an order in which their remedies can run.
std::vector<difference> differences(const facts& expected, const facts& found,
                                    const surroundings& surroundings);

}  // namespace forecast_warehouse::core::schema
