#include "features/holiday_reader.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/date_range.hpp"
#include "core/sql.hpp"
#include "features/calendar_reader.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

// A holiday of several days may have begun before the year that is read.
constexpr core::day_number longest_holiday = 60;

// The query's rows: days, and the names of their holidays.
core::holiday_years holidays_of(const std::string& query, const postgres::arguments& given) {
    postgres::query(query, given);
    std::vector<core::named_holiday> holidays;
    holidays.reserve(static_cast<std::size_t>(postgres::result_rows()));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        const DateADT date = DatumGetDateADT(postgres::result_value(row, 1, DATEOID, is_null));
        holidays.push_back({date, *postgres::result_text(row, 2)});
    }
    postgres::free_result();
    return core::holiday_years(holidays);
}

postgres::arguments arguments_of(const core::date_range& days) {
    return postgres::arguments()
        .add(DATEOID, postgres::date_datum(days.first))
        .add(DATEOID, postgres::date_datum(days.last));
}

}  // namespace

void read_holidays(const scope& scope, std::chrono::sys_days first, std::chrono::sys_days last,
                   core::store_calendars& calendars) {
    constexpr std::chrono::days before{core::longest_holiday_year + longest_holiday};
    const core::date_range days{std::max(first - before, core::first_supported_day), last};
    constexpr const char* names =
        "SELECT h.date, h.holiday_name::pg_catalog.text FROM {} AS h "
        "WHERE {} AND h.is_holiday AND h.holiday_name IS NOT NULL ORDER BY h.date";
    const std::string within = sql::between("h.date", "$1", "$2");
    calendars.set_holidays(
        {}, holidays_of(fmt::format(names, scope.table("calendar"), within), arguments_of(days)));
    const std::string of_calendar = scope.table("calendar_days") + "($3, $1, $2)";
    for (const auto& [name, stores] : stores_by_calendar(scope, days)) {
        calendars.set_holidays(
            stores, holidays_of(fmt::format(names, of_calendar, within), arguments_of(days).add_text(name)));
    }
}

}  // namespace forecast_warehouse::features
