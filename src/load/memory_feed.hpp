#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/calendar.hpp"
#include "load/arrival.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Rows that our own functions make, on their way into a load: values are appended in the feed's order.
class memory_feed {
public:
    // Lives in the current memory context.
    explicit memory_feed(const core::feed& feed);

    memory_feed& add(std::string_view text);
    memory_feed& add_optional(const std::optional<std::string>& text);
    memory_feed& add_integer(std::int64_t number);
    // A quantity as a whole number of its last digit. Without decimals it fits integer columns too.
    memory_feed& add_quantity(std::int64_t number, int decimals);
    memory_feed& add_hundredths(const std::optional<std::int64_t>& hundredths);
    memory_feed& add_ten_thousandths(const std::optional<std::int64_t>& parts);
    memory_feed& add_date(const std::optional<std::chrono::sys_days>& date);
    memory_feed& add_flag(bool flag);
    memory_feed& add_datum(Datum value, bool is_null);

    // Lets the rows made from now on leave a column out too.
    void leave_out(int column) { left_out_.insert(column); }

    // Sets the columns that the rows made from now on leave out. Between rows only.
    void leave_out_only(const core::column_set& columns);

    // The rows made so far, as an arrival.
    [[nodiscard]] arrival& rows();

private:
    memory_feed& add_scaled(const std::optional<std::int64_t>& number, int scale);
    void flush();

    const core::feed* feed_;
    postgres::row_block block_;
    int column_ = 0;
    core::column_set left_out_;
    arrival rows_;
};

}  // namespace forecast_warehouse::load
