#include "features/calendar_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/sql.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

constexpr std::size_t columns = core::calendar_columns.size();

// Days that calendar lacks or has not filled, by their index.
struct gap {
    std::int64_t days = 0;
    std::int32_t first = 0;
    std::int32_t last = 0;

    void add(std::size_t day) noexcept {
        last = static_cast<std::int32_t>(day);
        first = days++ == 0 ? last : first;
    }
};

// A flag of the query's result. No flag that is read so is NULL.
bool flag_of_row(std::size_t row, std::size_t column) {
    bool is_null = false;
    return DatumGetBool(postgres::result_value(row, static_cast<int>(column) + 1, BOOLOID, is_null));
}

std::string in_words(const gap& days, std::chrono::sys_days epoch) {
    const std::string from = core::iso_date(epoch + std::chrono::days{days.first});
    const std::string to = core::iso_date(epoch + std::chrono::days{days.last});
    if (days.days == 1) {
        return fmt::format("1 day: {}", from);
    }
    const bool one_after_the_other = days.days == days.last - days.first + 1;
    return fmt::format(fmt::runtime(one_after_the_other ? "{} days: {} to {}" : "{} days between {} and {}"),
                       days.days, from, to);
}

void warn_of(const gap& days, std::chrono::sys_days epoch, const char* message, const char* detail) {
    if (days.days == 0) {
        return;
    }
    const std::string text = fmt::format(fmt::runtime(message), in_words(days, epoch));
    const std::string from = core::iso_date(epoch + std::chrono::days{days.first});
    const std::string to = core::iso_date(epoch + std::chrono::days{days.last});
    postgres::guard([&] {
        ereport(WARNING, (errmsg("%s", text.c_str()), errdetail("%s", detail),
                          errhint("Call generate_calendar('%s', '%s'), then build the table again. A third "
                                  "argument names a holiday calendar.",
                                  from.c_str(), to.c_str())));
    });
}

// A row for each day, also for those that calendar lacks: columns of the date itself are always known.
// Behind the columns are two flags: the row is missing; the row is not filled.
std::string calendar_query(const std::string& calendar) {
    std::string sources;
    for (const core::calendar_column& each : core::calendar_columns) {
        sources += each.source != nullptr ? each.source : fmt::format("c.{}", each.name);
        sources += ", ";
    }
    return fmt::format(
        "SELECT {}c.date IS NULL, c.is_weekend IS NULL OR c.is_business_day IS NULL "
        "FROM (SELECT {} AS day FROM pg_catalog.generate_series(0, {}) AS n (n)) AS d "
        "LEFT JOIN {} AS c ON {} ORDER BY d.day",
        sources, sql::add("$1", "n.n"), sql::subtract("$2", "$1"), calendar, sql::eq("c.date", "d.day"));
}

Oid type_of(core::feature_type type) {
    return type == core::feature_type::flag ? BOOLOID : INT4OID;
}

std::vector<core::calendar_values> read_table_calendar(const scope& scope, const core::date_range& days) {
    postgres::query(calendar_query(scope.table("calendar")),
                    postgres::arguments()
                        .add(DATEOID, postgres::date_datum(days.first))
                        .add(DATEOID, postgres::date_datum(days.last)));
    std::vector<core::calendar_values> all(static_cast<std::size_t>(postgres::result_rows()));
    if (static_cast<std::int64_t>(all.size()) != (days.last - days.first).count() + 1) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "calendar has a day more than once",
                            "Give its column \"date\" its primary key back.");
    }
    gap missing;
    gap unfilled;
    for (std::size_t row = 0; row < all.size(); ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            all[row].values[column] =
                postgres::result_value(row, static_cast<int>(column) + 1,
                                       type_of(core::calendar_columns[column].type), all[row].nulls[column]);
        }
        if (flag_of_row(row, columns)) {
            missing.add(row);
        } else if (flag_of_row(row, columns + 1)) {
            unfilled.add(row);
        }
    }
    postgres::free_result();
    warn_of(missing, days.first, "calendar lacks {}",
            "fiscal_week is NULL there, and so is every column that depends on holidays.");
    warn_of(
        unfilled, days.first, "calendar has no is_weekend or no is_business_day for {}",
        "generate_calendar did not write these rows. These two columns, fiscal_week and days_to_next_holiday "
        "may be NULL there.");
    return all;
}

std::vector<core::holiday_flags> read_holiday_calendar(const scope& scope, const std::string& name,
                                                       const core::date_range& days) {
    const auto to =
        std::min(days.last + std::chrono::days{core::days_to_next_holiday_limit}, core::last_supported_day);
    postgres::query(
        fmt::format("SELECT d.is_weekend, d.is_business_day, d.is_holiday FROM {}($1, $2, $3) AS d "
                    "ORDER BY d.date",
                    scope.table("calendar_days")),
        postgres::arguments()
            .add_text(name)
            .add(DATEOID, postgres::date_datum(days.first))
            .add(DATEOID, postgres::date_datum(to)));
    std::vector<core::holiday_flags> flags;
    flags.reserve(static_cast<std::size_t>(postgres::result_rows()));
    for (std::size_t row = 0; row < postgres::result_rows(); ++row) {
        flags.push_back({flag_of_row(row, 0), flag_of_row(row, 1), flag_of_row(row, 2)});
    }
    postgres::free_result();
    return flags;
}

}  // namespace

std::map<std::string, std::vector<std::int32_t>> stores_by_calendar(const scope& scope,
                                                                    const core::date_range& days) {
    postgres::query(
        fmt::format("SELECT s.id::pg_catalog.int4, s.holiday_calendar::pg_catalog.text FROM {} AS s "
                    "WHERE {}",
                    scope.table("store"),
                    sql::all_of({"s.holiday_calendar IS NOT NULL", scope.store_condition("s")})),
        scope.arguments(days.first, days.last));
    std::map<std::string, std::vector<std::int32_t>> stores;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        const auto id = DatumGetInt32(postgres::result_value(row, 1, INT4OID, is_null));
        stores[*postgres::result_text(row, 2)].push_back(id);
    }
    postgres::free_result();
    return stores;
}

core::store_calendars read_calendars(const scope& scope, std::chrono::sys_days first,
                                     std::chrono::sys_days last) {
    const core::date_range days{first, last};
    core::store_calendars calendars;
    calendars.set_table_calendar(core::days_since_2000(first), read_table_calendar(scope, days));
    for (const auto& [name, stores] : stores_by_calendar(scope, days)) {
        calendars.add_holiday_calendar(stores, read_holiday_calendar(scope, name, days));
    }
    return calendars;
}

}  // namespace forecast_warehouse::features
