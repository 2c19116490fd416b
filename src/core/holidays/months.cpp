#include "core/holidays/months.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/holidays/chinese_months.hpp"
#include "core/holidays/ephemeris_time.hpp"
#include "core/holidays/hebrew_months.hpp"
#include "core/holidays/islamic_months.hpp"
#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

// The years of a calendar that overlap Gregorian years, and perhaps one more.
year_range years_of(month_system system, year_range gregorian) {
    switch (system) {
        case month_system::hebrew:
            return {gregorian.first + 3760, gregorian.last + 3761};
        case month_system::islamic:
        case month_system::islamic_civil:
            // 33 of their years are 32 Gregorian ones, to a day in six years.
            return {(gregorian.first - 622) * 33 / 32 - 1, (gregorian.last - 622) * 33 / 32 + 2};
        default:
            return {std::max(gregorian.first, first_computed_year),
                    std::min(gregorian.last + 1, last_computed_year)};
    }
}

std::vector<calendar_month> compute_months(month_system system, int year) {
    using std::chrono::hours;
    switch (system) {
        case month_system::chinese:
            return chinese_months(year, hours{8});
        case month_system::dangi:
            return chinese_months(year, hours{9});
        case month_system::hebrew:
            return hebrew_months(year);
        default:
            return islamic_months(system, year);
    }
}

// The months of one year, cached: ranges overlap, and calls repeat.
const std::vector<calendar_month>& months_of(month_system system, int year) {
    thread_local std::map<std::pair<month_system, int>, std::vector<calendar_month>> known;
    const std::pair key{system, year};
    const auto found = known.find(key);
    return found != known.end() ? found->second
                                : known.emplace(key, compute_months(system, year)).first->second;
}

}  // namespace

std::vector<calendar_month> months_between(month_system system, year_range years) {
    const year_range own = years_of(system, years);
    std::vector<calendar_month> months;
    for (int year = own.first; year <= own.last; ++year) {
        take_step();
        const std::vector<calendar_month>& more = months_of(system, year);
        months.insert(months.end(), more.begin(), more.end());
    }
    return months;
}

}  // namespace forecast_warehouse::core
