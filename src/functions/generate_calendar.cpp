#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/call.hpp"
#include "functions/dates.hpp"
#include "load/memory_feed.hpp"
#include "load/session.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

// generate_calendar(start_date, end_date, holidays): fills or refreshes the calendar.

namespace forecast_warehouse::functions {
namespace {

using holiday_names = std::map<std::int32_t, std::vector<std::string>>;  // by day since 2000-01-01

// As many characters as calendar.holiday_name takes.
constexpr std::size_t longest_name = 100;

// An unknown holiday calendar is refused with the known ones at hand: a typing error would otherwise take
// every holiday out of the calendar.
void expect_known(const std::string& table, const std::string& calendar) {
    postgres::execute(
        fmt::format("SELECT pg_catalog.string_agg(known.calendar, ', ' ORDER BY known.calendar COLLATE "
                    "pg_catalog.\"C\"), pg_catalog.bool_or(known.calendar OPERATOR(pg_catalog.=) $1) "
                    "FROM (SELECT DISTINCT calendar::pg_catalog.text AS calendar FROM {}) AS known",
                    table),
        postgres::arguments().add_text(calendar));
    const std::string names = postgres::result_text(0, 1).value_or("");
    bool unknown = false;
    const bool found = DatumGetBool(postgres::result_value(0, 2, unknown));
    if (!found || unknown) {
        throw core::failure("22023", fmt::format("holiday calendar \"{}\" is not in holiday_date", calendar),
                            names.empty() ? "holiday_date is empty: insert (calendar, date, name) first."
                                          : fmt::format("Known are: {}.", names));
    }
}

holiday_names read_holidays(const std::string& table, const std::string& calendar, const date_range& range) {
    expect_known(table, calendar);
    postgres::execute(
        fmt::format("SELECT date, name::pg_catalog.text FROM {} WHERE calendar OPERATOR(pg_catalog.=) $1 "
                    "AND date OPERATOR(pg_catalog.>=) $2 AND date OPERATOR(pg_catalog.<=) $3 "
                    "ORDER BY date, name COLLATE pg_catalog.\"C\"",
                    table),
        postgres::arguments()
            .add_text(calendar)
            .add(DATEOID, DateADTGetDatum(core::days_since_2000(range.first)))
            .add(DATEOID, DateADTGetDatum(core::days_since_2000(range.last))));
    holiday_names names;
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const std::int32_t day = DatumGetDateADT(postgres::result_value(row, 1, is_null));
        names[day].push_back(postgres::result_text(row, 2).value_or(""));
    }
    return names;
}

void add_day(load::memory_feed& feed, std::chrono::sys_days date, const holiday_names* holidays) {
    const core::calendar_day day = core::describe_day(date);
    feed.add_date(date).add_integer(day.day_of_week).add_integer(day.month);
    feed.add_integer(day.quarter).add_integer(day.year);
    if (holidays == nullptr) {
        return;
    }
    const auto found = holidays->find(core::days_since_2000(date));
    feed.add_flag(found != holidays->end());
    if (found == holidays->end()) {
        feed.add_optional(std::nullopt);
    } else {
        feed.add(core::join_names(found->second, longest_name));
    }
}

}  // namespace

load::load_outcome fill_calendar(Oid schema, const date_range& range,
                                 const std::optional<std::string>& holidays) {
    const core::feed& feed = core::calendar_feed(holidays.has_value());
    const load::target target(feed, schema);
    const postgres::arena memory("calendar");
    const postgres::inside inside(memory);
    const TimestampTz started = GetCurrentTimestamp();

    holiday_names names;
    if (holidays) {
        postgres::with_spi([&] { names = read_holidays(target.beside("holiday_date"), *holidays, range); });
    }
    load::memory_feed days(feed);
    for (std::chrono::sys_days date = range.first; date <= range.last; date += std::chrono::days{1}) {
        add_day(days, date, holidays ? &names : nullptr);
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
