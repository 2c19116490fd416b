#include "calendar/fill_calendar.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "calendar/fiscal_setting.hpp"
#include "calendar/marked_holidays.hpp"
#include "calendar/stored_calendars.hpp"
#include "core/calendar.hpp"
#include "core/calendar/fiscal_calendar.hpp"
#include "core/calendar/holiday_columns.hpp"
#include "core/holidays/evaluate_calendar.hpp"
#include "core/interruption.hpp"
#include "core/load/star.hpp"
#include "core/sql.hpp"
#include "load/memory_feed.hpp"
#include "load/shapes.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::calendar {
namespace {

using std::chrono::sys_days;

constexpr std::chrono::days one_day{1};

// The stored days whose is_weekend is NULL, with their is_holiday. A restore of an older version leaves such
// days.
std::map<sys_days, bool> read_days_without_weekend(Oid schema, const core::date_range& range) {
    std::map<sys_days, bool> days;
    postgres::with_spi([&] {
        postgres::query(fmt::format("SELECT c.date, c.is_holiday FROM {} c WHERE {}",
                                    postgres::quoted(postgres::name_of_schema(schema), "calendar"),
                                    core::sql::all_of(
                                        {"c.is_weekend IS NULL", core::sql::between("c.date", "$1", "$2")})),
                        postgres::arguments()
                            .add(DATEOID, postgres::date_datum(range.first))
                            .add(DATEOID, postgres::date_datum(range.last)));
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            core::take_step();
            bool is_null = false;
            const DateADT day = DatumGetDateADT(postgres::result_value(row, 1, DATEOID, is_null));
            days[core::day_from_epoch_2000(day)] =
                DatumGetBool(postgres::result_value(row, 2, BOOLOID, is_null));
        }
        postgres::free_result();
    });
    return days;
}

// Writes the rows of the days of a range, with a holiday calendar or without one.
class day_writer {
public:
    day_writer(load::memory_feed& feed, const core::feed& columns, stored_calendar* calendar, Oid schema,
               const core::date_range& range)
        : feed_(&feed),
          calendar_(calendar),
          first_(range.first),
          fiscal_(core::column_named(columns, "fiscal_year") >= 0) {
        if (calendar_ == nullptr) {
            keep_stored_holidays(columns, schema, range);
            return;
        }
        const sys_days from = std::max(range.first - core::holiday_reach, core::first_supported_day);
        const sys_days to = std::min(range.last + core::holiday_reach, core::last_supported_day);
        holidays_.emplace(calendar_->calendar(), core::date_range{from, to});
        columns_ = core::describe_holidays(holidays_->holidays(), range.first, range.last);
    }

    void write(sys_days date) {
        const core::calendar_day day = core::describe_day(date);
        const auto no_weekend = days_without_weekend_.find(date);
        const bool has_weekend = no_weekend == days_without_weekend_.end();
        if (calendar_ == nullptr) {
            feed_->leave_out_only(has_weekend ? keep_columns_ : keep_without_weekend_);
        }
        feed_->add_date(date).add_integer(day.day_of_week).add_integer(day.month);
        feed_->add_integer(day.quarter).add_integer(day.year);
        write_name(date);
        if (fiscal_) {
            write_holiday_columns(date, day, !has_weekend && no_weekend->second);
            write_fiscal_columns(date);
        }
    }

private:
    // Sets the columns so that stored values about holidays and weekends do not change.
    void keep_stored_holidays(const core::feed& columns, Oid schema, const core::date_range& range) {
        const auto insert = [&columns](core::column_set& set, const char* name) {
            const int column = core::column_named(columns, name);
            if (column >= 0) {
                set.insert(column);
            }
        };
        for (const char* each : {"is_holiday", "holiday_name", "days_to_next_holiday",
                                 "days_since_last_holiday", "prior_year_holiday_date"}) {
            insert(keep_without_weekend_, each);
        }
        keep_columns_ = keep_without_weekend_;
        insert(keep_columns_, "is_weekend");
        insert(keep_columns_, "is_business_day");
        if (fiscal_) {
            days_without_weekend_ = read_days_without_weekend(schema, range);
        }
    }

    void write_name(sys_days date) {
        const std::optional<std::string> name = holidays_ ? holidays_->name_of(date) : std::nullopt;
        feed_->add_flag(name.has_value());
        feed_->add_optional(name);
    }

    // Without a holiday calendar, a day without stored columns has the weekend of most calendars.
    void write_holiday_columns(sys_days date, const core::calendar_day& day, bool is_stored_holiday) {
        constexpr int saturday = 5;
        const core::holiday_columns none{};
        const bool known = calendar_ != nullptr;
        const bool weekend = known ? calendar_->calendar().is_weekend(date) : day.day_of_week >= saturday;
        const core::holiday_columns& columns =
            known ? columns_[static_cast<std::size_t>((date - first_).count())] : none;
        feed_->add_flag(weekend);
        feed_->add_flag(known ? calendar_->business_days.is_business_day(date)
                              : !weekend && !is_stored_holiday);
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
    bool fiscal_;                            // whether the table is of 1.2 or later
    core::column_set keep_columns_;          // columns to keep, without a holiday calendar
    core::column_set keep_without_weekend_;  // the same of days whose weekend is not stored
    std::map<sys_days, bool> days_without_weekend_;
    std::optional<marked_holidays> holidays_;
    std::vector<core::holiday_columns> columns_;
};

}  // namespace

load::load_outcome fill_calendar(Oid schema, const core::date_range& range,
                                 const std::optional<std::string>& holidays) {
    const core::feed& feed = load::feed_in(core::calendar_feed(), schema);
    const load::target target(feed, schema);
    load::expect_shapes(target);
    const postgres::arena memory("calendar");
    const postgres::inside inside(memory);
    const TimestampTz started = GetCurrentTimestamp();

    const std::shared_ptr<stored_calendar> calendar =
        holidays ? read_calendar(schema, *holidays) : std::shared_ptr<stored_calendar>();
    load::memory_feed days(feed);
    if (calendar) {
        // All days are evaluated before the first row is written, because a part may be tried again.
        static_cast<void>(calendar->business_days.business_days_between(range.first, range.last));
    }
    core::by_parts(range, [&](core::date_range part) {
        day_writer writer(days, feed, calendar.get(), schema, part);
        for (sys_days date = part.first; date <= part.last; date += one_day) {
            core::take_step();
            writer.write(date);
        }
    });
    load::load_outcome outcome =
        run_load(target, days.rows(),
                 {load::reject_policy::error, load::duplicate_policy::error, "generate_calendar", started});
    days.rows().store().end();
    return outcome;
}

}  // namespace forecast_warehouse::calendar
