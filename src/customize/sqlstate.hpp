#pragma once

// The SQLSTATEs of customisations, with the server's names, beside those of core/sqlstate.hpp.

namespace forecast_warehouse::customize::sqlstate {

inline constexpr const char* duplicate_column = "42701";
inline constexpr const char* undefined_object = "42704";
inline constexpr const char* duplicate_object = "42710";
inline constexpr const char* invalid_schema_name = "3F000";

}  // namespace forecast_warehouse::customize::sqlstate
