// Types of SQLAlchemy.
#pragma once

#include <string>

#include "core/schema_export/description.hpp"

namespace forecast_warehouse::core::schema_export {

struct model_type {
    std::string python;      // int, decimal.Decimal, ...
    std::string sql;         // sa.Integer(), ...
    bool comparable = true;  // whether Alembic can compare it
};

// The types of a column. One that SQLAlchemy does not know is NullType. A domain is its base type.
[[nodiscard]] model_type model_type_of(const column_description& column);

}  // namespace forecast_warehouse::core::schema_export
