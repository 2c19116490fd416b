#pragma once

#include <functional>
#include <vector>

#include "core/schema/object.hpp"

namespace forecast_warehouse::core::schema {

// An object that has another name than expected. of_view: it is a column of a view.
struct renamed {
    object found;
    std::string name;  // the expected one, without the relation of a part
    bool of_view;
};

// The facts with the expected names and the expected schema, and what had other names. An object is known by
// its columns, its definition, or its position and type.
std::vector<renamed> undo_renames(const facts& expected, facts& found, const std::string& schema);

}  // namespace forecast_warehouse::core::schema
