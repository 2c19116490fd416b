#include "load/memory_feed.hpp"

#include "load/target.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"

namespace forecast_warehouse::load {

memory_feed::memory_feed(const core::feed& feed)
    : feed_(&feed),
      block_(static_cast<int>(core::arriving_columns(feed).size())),
      rows_(feed, postgres::tuple_store(describe_arriving(feed))) {}

memory_feed& memory_feed::add_datum(Datum value, bool is_null) {
    if (column_ == 0) {
        if (block_.full()) {
            flush();
        }
        block_.add();
    }
    const std::size_t row = block_.size() - 1;
    block_.value(row, column_) = value;
    block_.null(row, column_) = is_null;
    column_ = (column_ + 1) % block_.columns();
    return *this;
}

memory_feed& memory_feed::add(std::string_view text) {
    if (column_ == 0 && block_.full()) {
        flush();
    }
    const postgres::inside memory(block_.memory());
    return add_datum(
        postgres::guard([text] {
            return PointerGetDatum(cstring_to_text_with_len(text.data(), static_cast<int>(text.size())));
        }),
        false);
}

memory_feed& memory_feed::add_optional(const std::optional<std::string>& text) {
    return text ? add(*text) : add_datum(Datum{0}, true);
}

memory_feed& memory_feed::add_integer(std::int64_t number) {
    return add_datum(Int64GetDatum(number), false);
}

memory_feed& memory_feed::add_quantity(std::int64_t number, int decimals) {
    return feed_->columns[static_cast<std::size_t>(column_)].type == core::value_type::integer
               ? add_integer(number)
               : add_scaled(number, decimals);
}

memory_feed& memory_feed::add_scaled(const std::optional<std::int64_t>& number, int scale) {
    if (!number) {
        return add_datum(Datum{0}, true);
    }
    if (column_ == 0 && block_.full()) {
        flush();
    }
    const postgres::inside memory(block_.memory());
    return add_datum(
        postgres::guard([&] { return NumericGetDatum(int64_div_fast_to_numeric(*number, scale)); }), false);
}

memory_feed& memory_feed::add_hundredths(const std::optional<std::int64_t>& hundredths) {
    return add_scaled(hundredths, 2);
}

memory_feed& memory_feed::add_ten_thousandths(const std::optional<std::int64_t>& parts) {
    return add_scaled(parts, 4);
}

memory_feed& memory_feed::add_date(const std::optional<std::chrono::sys_days>& date) {
    return date ? add_datum(postgres::date_datum(*date), false) : add_datum(Datum{0}, true);
}

memory_feed& memory_feed::add_flag(bool flag) {
    return add_datum(BoolGetDatum(flag), false);
}

void memory_feed::leave_out_only(const core::column_set& columns) {
    if (columns != left_out_) {
        flush();
        left_out_ = columns;
    }
}

void memory_feed::flush() {
    rows_.store().put(block_);
    rows_.record(static_cast<std::int64_t>(block_.size()), left_out_);
    block_.clear();
}

arrival& memory_feed::rows() {
    flush();
    return rows_;
}

}  // namespace forecast_warehouse::load
