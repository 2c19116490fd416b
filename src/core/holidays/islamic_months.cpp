#include "core/holidays/islamic_months.hpp"

#include <fmt/format.h>
#include <unicode/ucal.h>

#include <cmath>
#include <memory>
#include <string_view>

#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr double milliseconds_a_day = 86400000;
constexpr int months_a_year = 12;

std::string_view icu_name(month_system system) {
    return system == month_system::islamic ? "islamic-umalqura" : "islamic-civil";
}

void check(UErrorCode status, month_system system) {
    if (U_FAILURE(status) != 0) {
        throw failure(sqlstate::system_error,
                      fmt::format("ICU could not compute the months of calendar \"{}\": {}", icu_name(system),
                                  u_errorName(status)),
                      "Install ICU with all of its data.");
    }
}

struct close_calendar {
    void operator()(UCalendar* calendar) const noexcept { ucal_close(calendar); }
};

// One of ICU's calendars, in UTC.
//
// The Umm al-Qura calendar is the published table (of KACST) from 1300 to 1600 AH. ICU returns the civil
// calendar before and after.
class icu_calendar {
public:
    explicit icu_calendar(month_system system) : system_(system) {
        UErrorCode status = U_ZERO_ERROR;
        constexpr std::u16string_view zone = u"UTC";
        const std::string locale = fmt::format("en@calendar={}", icu_name(system));
        calendar_.reset(ucal_open(zone.data(), static_cast<std::int32_t>(zone.size()), locale.c_str(),
                                  UCAL_DEFAULT, &status));
        check(status, system);
    }

    // The first day of a month. month: from 0; the month after the last one is the first of the next year.
    std::chrono::sys_days first_of(int year, int month) {
        UErrorCode status = U_ZERO_ERROR;
        ucal_clear(calendar_.get());
        ucal_set(calendar_.get(), UCAL_EXTENDED_YEAR, year + month / months_a_year);
        ucal_set(calendar_.get(), UCAL_MONTH, month % months_a_year);
        ucal_set(calendar_.get(), UCAL_DATE, 1);
        const UDate moment = ucal_getMillis(calendar_.get(), &status);
        check(status, system_);
        return std::chrono::sys_days{
            std::chrono::days{static_cast<int>(std::floor(moment / milliseconds_a_day))}};
    }

private:
    month_system system_;
    std::unique_ptr<UCalendar, close_calendar> calendar_;
};

}  // namespace

std::vector<calendar_month> islamic_months(month_system system, int year) {
    icu_calendar calendar(system);
    std::vector<calendar_month> months;
    std::chrono::sys_days first = calendar.first_of(year, 0);
    for (int month = 1; month <= months_a_year; ++month) {
        const std::chrono::sys_days next = calendar.first_of(year, month);
        months.push_back({first, static_cast<int>((next - first).count()), month});
        first = next;
    }
    return months;
}

}  // namespace forecast_warehouse::core
