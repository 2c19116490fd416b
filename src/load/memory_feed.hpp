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
    memory_feed& add_hundredths(const std::optional<std::int64_t>& hundredths);
    memory_feed& add_ten_thousandths(const std::optional<std::int64_t>& parts);
    memory_feed& add_date(const std::optional<std::chrono::sys_days>& date);
    memory_feed& add_flag(bool flag);
    memory_feed& add_datum(Datum value, bool is_null);

    // Notes that the rows made from now on leave a column out.
    void leave_out(int column) noexcept { left_out_ |= 1 << column; }

    // Notes which columns the rows made from now on leave out, by their bits, whatever was noted before.
    // Between rows only.
    void leave_out_only(arrival::column_mask columns);

    // The rows made so far, as an arrival.
    [[nodiscard]] arrival& rows();

private:
    memory_feed& add_scaled(const std::optional<std::int64_t>& number, int scale);
    void flush();

    postgres::row_block block_;
    int column_ = 0;
    arrival::column_mask left_out_ = 0;
    arrival rows_;
};

}  // namespace forecast_warehouse::load
