#include "features/calendar_facts.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/features/feature_settings.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::features {
namespace {

// Places of the columns that holiday calendars speak of, in core::calendar_columns().
enum place : std::size_t { is_weekend = 7, is_business_day, is_holiday, days_to_next_holiday };

// The next holiday is told within a year, as in the table calendar.
constexpr int longest_year = 366;

// Types of the columns, as the feature table has them.
constexpr std::array<Oid, calendar_facts::columns> types{INT4OID, INT4OID, INT4OID, INT4OID, INT4OID, INT4OID,
                                                         INT4OID, BOOLOID, BOOLOID, BOOLOID, INT4OID};

// Days that calendar says too little of, by their numbers.
struct gap {
    std::int64_t days = 0;
    std::int32_t first = 0;
    std::int32_t last = 0;

    void add(std::size_t day) noexcept {
        last = static_cast<std::int32_t>(day);
        first = days++ == 0 ? last : first;
    }
};

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

// Warns of days once, with what to do.
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

}  // namespace

calendar_facts::calendar_facts(const scope& scope, std::chrono::sys_days first, std::chrono::sys_days last)
    : first_(first), last_(last) {
    read_calendar(scope);
    read_stores(scope);
}

const calendar_facts::day& calendar_facts::at(std::int32_t store, std::int32_t number) const {
    const auto found = places_.find(store);
    const days& own = calendars_[found == places_.end() ? 0 : found->second];
    const auto place = static_cast<std::size_t>(number);
    if (place >= own.size()) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "the days of sales_daily changed while the features were built",
                            "Let the policies of sales_daily, and a view in its place, show the same rows "
                            "throughout a statement.");
    }
    return own[place];
}

// What follows from the date itself is there whether calendar has the day or not.
void calendar_facts::read_calendar(const scope& scope) {
    const auto part = [](const char* name) {
        return fmt::format("pg_catalog.date_part('{}', d.day)::pg_catalog.int4", name);
    };
    postgres::query(
        fmt::format("SELECT {} OPERATOR(pg_catalog.-) 1, {}, {}, {}, {}, {}, c.fiscal_week, c.is_weekend, "
                    "c.is_business_day, c.is_holiday, c.days_to_next_holiday, c.date IS NULL, "
                    "c.is_weekend IS NULL OR c.is_business_day IS NULL "
                    "FROM (SELECT $1 OPERATOR(pg_catalog.+) n.n AS day "
                    "FROM pg_catalog.generate_series(0, $2 OPERATOR(pg_catalog.-) $1) AS n (n)) AS d "
                    "LEFT JOIN {} AS c ON c.date OPERATOR(pg_catalog.=) d.day ORDER BY d.day",
                    part("isodow"), part("day"), part("week"), part("month"), part("quarter"), part("year"),
                    scope.table("calendar")),
        postgres::arguments()
            .add(DATEOID, postgres::date_datum(first_))
            .add(DATEOID, postgres::date_datum(last_)));
    static_assert(columns + 2 == 13);
    days all(static_cast<std::size_t>(postgres::result_rows()));
    if (static_cast<std::int64_t>(all.size()) != (last_ - first_).count() + 1) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "calendar has a day more than once",
                            "Give its column \"date\" its primary key back.");
    }
    gap missing;
    gap unfilled;
    for (std::size_t row = 0; row < all.size(); ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            all[row].values[column] = postgres::result_value(row, static_cast<int>(column) + 1, types[column],
                                                             all[row].nulls[column]);
        }
        if (flag_of_row(row, columns)) {
            missing.add(row);
        } else if (flag_of_row(row, columns + 1)) {
            unfilled.add(row);
        }
    }
    postgres::free_result();
    calendars_.push_back(std::move(all));
    warn_of(missing, first_, "calendar lacks {}",
            "What depends on holidays, and fiscal_week, is NULL there.");
    warn_of(
        unfilled, first_, "calendar has no is_weekend or no is_business_day for {}",
        "generate_calendar did not write these rows. These two columns, fiscal_week and days_to_next_holiday "
        "may be NULL there.");
}

void calendar_facts::read_stores(const scope& scope) {
    postgres::query(
        fmt::format("SELECT s.id::pg_catalog.int4, s.holiday_calendar::pg_catalog.text FROM {} AS s "
                    "WHERE s.holiday_calendar IS NOT NULL{}",
                    scope.table("store"), scope.store_condition("s")),
        scope.arguments(first_, last_));
    std::map<std::string, std::vector<std::int32_t>> stores;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        const auto id = DatumGetInt32(postgres::result_value(row, 1, INT4OID, is_null));
        stores[*postgres::result_text(row, 2)].push_back(id);
    }
    postgres::free_result();
    for (const auto& [name, ids] : stores) {
        days own = calendars_.front();
        read_holidays(scope, name, own);
        for (const std::int32_t id : ids) {
            places_[id] = calendars_.size();
        }
        calendars_.push_back(std::move(own));
    }
}

void calendar_facts::read_holidays(const scope& scope, const std::string& name, days& own) const {
    const auto to = std::min(last_ + std::chrono::days{longest_year}, core::last_supported_day);
    postgres::query(
        fmt::format("SELECT d.is_weekend, d.is_business_day, d.is_holiday FROM {}($1, $2, $3) AS d "
                    "ORDER BY d.date",
                    scope.table("calendar_days")),
        postgres::arguments()
            .add_text(name)
            .add(DATEOID, postgres::date_datum(first_))
            .add(DATEOID, postgres::date_datum(to)));
    const auto rows = static_cast<std::size_t>(postgres::result_rows());
    const auto flag = [](std::size_t row, int column) {
        bool is_null = false;
        return DatumGetBool(postgres::result_value(row, column, BOOLOID, is_null));
    };
    std::size_t next_holiday = rows;
    for (std::size_t row = rows; row-- > 0;) {
        const bool holiday = flag(row, 3);
        next_holiday = holiday ? row : next_holiday;
        if (row >= own.size()) {
            continue;
        }
        day& each = own[row];
        each.values[is_weekend] = BoolGetDatum(flag(row, 1));
        each.values[is_business_day] = BoolGetDatum(flag(row, 2));
        each.values[is_holiday] = BoolGetDatum(holiday);
        each.values[days_to_next_holiday] = Int32GetDatum(static_cast<std::int32_t>(next_holiday - row));
        each.nulls[is_weekend] = each.nulls[is_business_day] = each.nulls[is_holiday] = false;
        each.nulls[days_to_next_holiday] = next_holiday == rows || next_holiday - row > longest_year;
    }
    postgres::free_result();
}

}  // namespace forecast_warehouse::features
