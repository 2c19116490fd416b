#include "calendar/fill_calendar.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "calendar/fiscal_setting.hpp"
#include "calendar/stored_calendars.hpp"
#include "core/calendar.hpp"
#include "core/fiscal_calendar.hpp"
#include "core/holidays/holiday_columns.hpp"
#include "core/holidays/holidays.hpp"
#include "core/interruption.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "load/memory_feed.hpp"
#include "load/shapes.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::calendar {
namespace {

using std::chrono::sys_days;

constexpr std::chrono::days one_day{1};

// Days that stand without a word on weekends, as a restore of an older version leaves them, and whether each
// is a holiday.
std::map<sys_days, bool> read_bare_days(Oid schema, const core::date_range& range) {
    std::map<sys_days, bool> days;
    postgres::with_spi([&] {
        postgres::query(
            fmt::format("SELECT c.date, c.is_holiday FROM {}.calendar c WHERE c.is_weekend IS NULL "
                        "AND c.date OPERATOR(pg_catalog.>=) $1 AND c.date OPERATOR(pg_catalog.<=) $2",
                        postgres::quoted(postgres::name_of_schema(schema))),
            postgres::arguments()
                .add(DATEOID, DateADTGetDatum(core::days_since_2000(range.first)))
                .add(DATEOID, DateADTGetDatum(core::days_since_2000(range.last))));
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

// What is said of the days of a range with a holiday calendar at hand, and without one.
class day_writer {
public:
    day_writer(load::memory_feed& feed, const core::feed& columns, stored_calendar* calendar, Oid schema,
               const core::date_range& range)
        : feed_(&feed),
          calendar_(calendar),
          first_(range.first),
          fiscal_(core::column_named(columns, "fiscal_year") >= 0) {
        if (calendar_ == nullptr) {
            keep_what_stands(columns, schema, range);
            return;
        }
        const sys_days from = std::max(range.first - core::holiday_reach, core::first_supported_day);
        const sys_days to = std::min(range.last + core::holiday_reach, core::last_supported_day);
        holidays_ = marked_holidays(calendar_->calendar(), from, to);
        columns_ = core::describe_holidays(holidays_, range.first, range.last);
    }

    void write(sys_days date) {
        const core::calendar_day day = core::describe_day(date);
        const auto bare = bare_days_.find(date);
        if (calendar_ == nullptr) {
            feed_->leave_out_only(bare == bare_days_.end() ? kept_ : kept_of_bare_days_);
        }
        feed_->add_date(date).add_integer(day.day_of_week).add_integer(day.month);
        feed_->add_integer(day.quarter).add_integer(day.year);
        write_names(date);
        if (fiscal_) {
            write_holiday_columns(date, day, bare != bare_days_.end() && bare->second);
            write_fiscal_columns(date);
        }
    }

private:
    // What stands of holidays is kept, and of weekends where anything stands.
    void keep_what_stands(const core::feed& columns, Oid schema, const core::date_range& range) {
        const auto insert = [&columns](core::column_set& set, const char* name) {
            const int column = core::column_named(columns, name);
            if (column >= 0) {
                set.insert(column);
            }
        };
        for (const char* each : {"is_holiday", "holiday_name", "days_to_next_holiday",
                                 "days_since_last_holiday", "prior_year_holiday_date"}) {
            insert(kept_of_bare_days_, each);
        }
        kept_ = kept_of_bare_days_;
        insert(kept_, "is_weekend");
        insert(kept_, "is_business_day");
        if (fiscal_) {
            bare_days_ = read_bare_days(schema, range);
        }
    }

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

    // Without a holiday calendar, days of which nothing is known get what most calendars have.
    void write_holiday_columns(sys_days date, const core::calendar_day& day, bool stands_as_holiday) {
        constexpr int saturday = 5;
        const core::holiday_columns none{};
        const bool known = calendar_ != nullptr;
        const bool weekend = known ? calendar_->calendar().is_weekend(date) : day.day_of_week >= saturday;
        const core::holiday_columns& columns =
            known ? columns_[static_cast<std::size_t>((date - first_).count())] : none;
        feed_->add_flag(weekend);
        feed_->add_flag(known ? calendar_->business_days.is_business_day(date)
                              : !weekend && !stands_as_holiday);
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
    bool fiscal_;                         // whether the table is of 1.2 or later
    core::column_set kept_;               // without a holiday calendar
    core::column_set kept_of_bare_days_;  // the same of days without weekends
    std::map<sys_days, bool> bare_days_;
    std::vector<core::holiday> holidays_;
    std::size_t next_ = 0;  // among the holidays
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
        // All days are known before the first row is written, for a part may be tried again.
        static_cast<void>(calendar->business_days.business_days_between(range.first, range.last));
    }
    core::by_parts(range, [&](core::date_range part) {
        day_writer writer(days, feed, calendar.get(), schema, part);
        for (sys_days date = part.first; date <= part.last; date += one_day) {
            core::take_step();
            writer.write(date);
        }
    });
    const load::load_outcome outcome =
        run_load(target, days.rows(),
                 {load::reject_policy::error, load::duplicate_policy::error, "generate_calendar", started});
    days.rows().store().end();
    return outcome;
}

}  // namespace forecast_warehouse::calendar
