#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/fiscal_calendar.hpp"
#include "core/holidays/holiday_columns.hpp"
#include "core/text.hpp"
#include "functions/call.hpp"
#include "functions/dates.hpp"
#include "functions/fiscal.hpp"
#include "functions/holiday_tables.hpp"
#include "load/memory_feed.hpp"
#include "load/session.hpp"
#include "postgres/guard.hpp"

// generate_calendar(start_date, end_date, holidays): fills or refreshes the calendar.

namespace forecast_warehouse::functions {
namespace {

using std::chrono::sys_days;

constexpr std::chrono::days one_day{1};

// What is said of the days of a range with a holiday calendar at hand, and without one.
class day_writer {
public:
    day_writer(load::memory_feed& feed, const core::feed& columns, stored_calendar* calendar,
               const date_range& range)
        : feed_(&feed), calendar_(calendar), first_(range.first) {
        const int first_of_holidays = core::column_named(columns, "is_holiday");
        const int fiscal_year = core::column_named(columns, "fiscal_year");
        fiscal_ = fiscal_year >= 0;
        const int last_of_holidays = fiscal_ ? fiscal_year : static_cast<int>(columns.columns.size());
        if (calendar_ == nullptr) {
            // What stands of holidays is kept.
            for (int column = first_of_holidays; column < last_of_holidays; ++column) {
                feed.leave_out(column);
            }
            return;
        }
        const sys_days from = std::max(range.first - core::holiday_reach, core::first_supported_day);
        const sys_days to = std::min(range.last + core::holiday_reach, core::last_supported_day);
        holidays_ = marked_holidays(calendar_->calendar, from, to);
        columns_ = core::describe_holidays(holidays_, range.first, range.last);
    }

    void write(sys_days date) {
        const core::calendar_day day = core::describe_day(date);
        feed_->add_date(date).add_integer(day.day_of_week).add_integer(day.month);
        feed_->add_integer(day.quarter).add_integer(day.year);
        write_names(date);
        if (fiscal_) {
            write_holiday_columns(date, day);
            write_fiscal_columns(date);
        }
    }

private:
    void write_names(sys_days date) {
        while (next_ < holidays_.size() && holidays_[next_].date < date) {
            ++next_;
        }
        std::vector<std::string> names;
        for (; next_ < holidays_.size() && holidays_[next_].date == date; ++next_) {
            names.push_back(holidays_[next_].name);
        }
        feed_->add_flag(!names.empty());
        feed_->add_optional(names.empty() ? std::nullopt
                                          : std::optional(core::join_names(names, longest_holiday_name)));
    }

    // Without a holiday calendar new days get what most calendars have.
    void write_holiday_columns(sys_days date, const core::calendar_day& day) {
        constexpr int saturday = 5;
        const core::holiday_columns none{};
        const bool known = calendar_ != nullptr;
        const bool weekend = known ? calendar_->calendar.is_weekend(date) : day.day_of_week >= saturday;
        const core::holiday_columns& columns =
            known ? columns_[static_cast<std::size_t>((date - first_).count())] : none;
        feed_->add_flag(weekend);
        feed_->add_flag(known ? calendar_->business_days.is_business_day(date) : !weekend);
        add_number(columns.days_to_next);
        add_number(columns.days_since_last);
        feed_->add_date(columns.prior_year_date);
    }

    void write_fiscal_columns(sys_days date) {
        const core::fiscal_day day = current_fiscal_calendar().describe(date);
        feed_->add_integer(day.year).add_integer(day.quarter).add_integer(day.period);
        add_number(day.week);
    }

    void add_number(const std::optional<int>& number) {
        if (number) {
            feed_->add_integer(*number);
        } else {
            feed_->add_optional(std::nullopt);
        }
    }

    load::memory_feed* feed_;
    stored_calendar* calendar_;
    sys_days first_;
    bool fiscal_ = false;  // whether the table is of 1.2 or later
    std::vector<core::holiday> holidays_;
    std::size_t next_ = 0;  // among the holidays
    std::vector<core::holiday_columns> columns_;
};

}  // namespace

load::load_outcome fill_calendar(Oid schema, const date_range& range,
                                 const std::optional<std::string>& holidays) {
    const core::feed& feed = load::feed_in(core::calendar_feed(), schema);
    const load::target target(feed, schema);
    const postgres::arena memory("calendar");
    const postgres::inside inside(memory);
    const TimestampTz started = GetCurrentTimestamp();

    const std::shared_ptr<stored_calendar> calendar =
        holidays ? read_calendar(schema, *holidays) : std::shared_ptr<stored_calendar>();
    load::memory_feed days(feed);
    day_writer writer(days, feed, calendar.get(), range);
    for (sys_days date = range.first; date <= range.last; date += one_day) {
        writer.write(date);
    }
    const load::load_outcome outcome =
        run_load(target, days.rows(),
                 {load::reject_policy::error, load::duplicate_policy::error, "generate_calendar", started});
    days.rows().store().end();
    return outcome;
}

}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_generate_calendar) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const functions::date_range range = functions::range_arguments(fcinfo, 0, 1);
        const auto outcome = functions::fill_calendar(functions::schema_of(fcinfo), range,
                                                      functions::text_argument(fcinfo, 2));
        forecast_warehouse::load::remember_load(outcome);
        return functions::make_load_result(fcinfo, outcome);
    });
}
