#pragma once

#include "postgres/server.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::calendar {

inline constexpr const char* rules_table = "holiday_rule";
inline constexpr const char* dates_table = "holiday_date";

// The tables of holidays in a schema.
struct holiday_tables {
    Oid rules;  // invalid in a database of version 1.0 or 1.1
    Oid dates;

    [[nodiscard]] bool has_rules() const noexcept { return OidIsValid(rules); }
};

inline holiday_tables holiday_tables_in(Oid schema) {
    return {postgres::table_in(schema, rules_table), postgres::table_in(schema, dates_table)};
}

}  // namespace forecast_warehouse::calendar
