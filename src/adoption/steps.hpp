#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adoption/mapping.hpp"

namespace forecast_warehouse::adoption {

// A call of adopt(), read and checked.
struct request {
    old_schema old;
    mapping tables;
    Oid schema = InvalidOid;  // of the extension
    std::string on_reject = "quarantine";
    bool fixes_windows = false;
    bool swaps = false;

    // An object of the extension as SQL has it.
    [[nodiscard]] std::string ours(const std::string& name) const;
    [[nodiscard]] std::string from(const mapped_table& table) const { return old.quoted(table.old); }
};

// One statement of an adoption. A load returns a row of balances.
struct step {
    std::string title;
    std::string sql;
    std::string table{};  // of a load; empty: another statement
    bool keeps_ids = false;
    bool is_final = false;  // whether a rollback does not take it back
};

// The statements that load the old tables. Needs a connection to SPI.
std::vector<step> load_steps(const request& wanted);

// A query of an old table in the columns of a feed, and id.
std::string query_of(const request& wanted, const mapped_table& table, bool with_id);

// The columns that a table must give, and the mapping does not.
std::vector<std::string> missing_columns(const old_schema& old, const mapped_table& table, Oid schema);

// The value of a calendar's column that its day decides, as SQL has it: day_of_week, month, quarter and year.
// Old calendars count days of the week otherwise. Without an old column it is also given for is_holiday.
// Empty: none.
std::string value_of_day(const old_schema& old, const mapped_table& table, const std::string& column);

// Whether the rows of an old table can keep their ids: ours is empty, and the ids fit.
bool ids_fit(const request& wanted, const mapped_table& table);

// Whether so many rows of an old table are in ours with the same ids; without a number: all of them.
bool ids_are_equal(const request& wanted, const mapped_table& table, std::optional<std::int64_t> rows = {});

}  // namespace forecast_warehouse::adoption
