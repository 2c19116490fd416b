// Reads the rows of holiday calendars from the tables holiday_rule and holiday_date.
#pragma once

#include <cstddef>
#include <string>

#include "core/holidays/holiday_calendar.hpp"
#include "core/memory_budget.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::calendar {

// Reads as the current role, with the snapshot of the calling statement. read() needs a connection to SPI. A
// database of version 1.0 or 1.1 has dates only.
class table_source final : public core::calendar_source {
public:
    // calendar: the name in the error about memory. most_bytes: the most memory that all rows may take.
    // Raises an error when the tables do not have the expected columns.
    table_source(Oid schema, const std::string& calendar, std::size_t most_bytes);

    // Throws core::budget_exceeded (54000) when all rows read so far take too much memory.
    [[nodiscard]] core::calendar_rows read(const std::string& calendar) override;

    [[nodiscard]] std::string hint_for_missing() const override;

    // The memory of all rows read so far.
    [[nodiscard]] std::size_t bytes() const noexcept { return budget_.taken(); }

private:
    void read_rules(const std::string& calendar, core::calendar_rows& rows);
    void read_dates(const std::string& calendar, core::calendar_rows& rows);
    [[nodiscard]] std::string rules_query() const;
    [[nodiscard]] std::string dates_query() const;
    [[nodiscard]] std::string limit(std::size_t bytes_of_row) const;

    std::string schema_name_;
    bool has_rules_;
    std::size_t most_bytes_;
    core::memory_budget budget_;
};

}  // namespace forecast_warehouse::calendar
