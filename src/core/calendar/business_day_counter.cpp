#include "core/calendar/business_day_counter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// About the years of a report or a forecast, so that most sessions evaluate once.
constexpr days min_reach{4 * 366};

constexpr std::size_t days_a_word = 64;

constexpr std::int64_t most_days = (last_supported_day - first_supported_day).count();

void refuse_unsupported(sys_days day) {
    if (!is_supported(day)) {
        throw failure(sqlstate::datetime_field_overflow, "the date is out of range",
                      fmt::format("Business days are known from {} to {}.", iso_date(first_supported_day),
                                  iso_date(last_supported_day)));
    }
}

[[noreturn]] void refuse_too_far(sys_days day, std::int64_t n) {
    throw failure(sqlstate::datetime_field_overflow,
                  fmt::format("the calendar ends before business day {:+} from {}", n, iso_date(day)),
                  fmt::format("Days go from {} to {}; give a smaller number.", iso_date(first_supported_day),
                              iso_date(last_supported_day)));
}

}  // namespace

business_day_counter::business_day_counter(holiday_calendar calendar, std::size_t most_bytes)
    : calendar_(std::move(calendar)),
      most_bytes_(most_bytes),
      known_{last_supported_day, first_supported_day} {}

bool business_day_counter::is_business_day(sys_days day) {
    refuse_unsupported(day);
    reach(day);
    return count_before(day) < count_before(day + days{1});
}

std::int64_t business_day_counter::business_days_between(sys_days first, sys_days last) {
    refuse_unsupported(first);
    refuse_unsupported(last);
    reach(first);
    reach(last);
    return count_before(last) - count_before(first);
}

// The count before the nth business day after a day is larger by n.
sys_days business_day_counter::add_business_days(sys_days day, std::int64_t n) {
    refuse_unsupported(day);
    if (n < -most_days || most_days < n) {
        refuse_too_far(day, n);
    }
    reach(day);
    const auto wanted = [&] { return count_before(n > 0 ? day + days{1} : day) + n + (n > 0 ? 0 : 1); };
    while (wanted() > count_all() || wanted() <= 0) {
        const sys_days end = n < 0 ? known_.first : known_.last;
        if (end == (n < 0 ? first_supported_day : last_supported_day)) {
            refuse_too_far(day, n);
        }
        reach(n < 0 ? end - days{1} : end + days{1});
    }
    return find_nth(wanted());
}

// The nth of the evaluated business days, from 1.
sys_days business_day_counter::find_nth(std::int64_t n) const {
    const auto after =
        std::lower_bound(words_.begin(), words_.end(), n,
                         [](const word& each, std::int64_t wanted) { return each.before < wanted; });
    const word& holder = *std::prev(after);
    std::uint64_t left = holder.days;
    for (std::int64_t passed = holder.before + 1; passed < n; ++passed) {
        left &= left - 1;
    }
    const std::ptrdiff_t index = std::prev(after) - words_.begin();
    return known_.first + days{index * std::ptrdiff_t{days_a_word} + std::countr_zero(left)};
}

std::int64_t business_day_counter::count_before(sys_days day) const {
    const auto index = static_cast<std::size_t>((day - known_.first).count());
    const word& holder = words_.at(index / days_a_word);
    const std::uint64_t earlier = (std::uint64_t{1} << (index % days_a_word)) - 1;
    return holder.before + std::popcount(holder.days & earlier);
}

std::int64_t business_day_counter::count_all() const {
    return count_before(known_.last + days{1});
}

days business_day_counter::known_days() const noexcept {
    return words_.empty() ? days{0} : known_.last - known_.first + days{1};
}

// Evaluates a day unless that was done before, and at least as many days beyond it as are known. So calls for
// all days one by one evaluate each day twice on average.
void business_day_counter::reach(sys_days day) {
    if (known_.first <= day && day <= known_.last) {
        return;
    }
    const days beyond = std::max(min_reach, known_days());
    const auto clamp = [](sys_days each) {
        return std::clamp(each, first_supported_day, last_supported_day);
    };
    evaluate({clamp(std::min(known_.first, day - beyond)), clamp(std::max(known_.last, day + beyond))});
}

// The members do not change when this throws.
void business_day_counter::evaluate(date_range range) {
    const auto size = static_cast<std::size_t>((range.last - range.first).count()) + 1;
    std::vector<word> words(size / days_a_word + 1, word{0, 0});
    visit_calendar(calendar_, range, most_bytes_, [&](date_range part, const holidays_and_workdays& found) {
        mark(words, part, static_cast<std::size_t>((part.first - range.first).count()), found);
    });
    std::int32_t before = 0;
    for (word& each : words) {
        each.before = before;
        before += std::popcount(each.days);
    }
    words_ = std::move(words);
    known_ = range;
}

// Sets the bits of the business days of a part. index: the bit of its first day. Both lists are sorted by
// date.
void business_day_counter::mark(std::vector<word>& words, date_range part, std::size_t index,
                                const holidays_and_workdays& found) const {
    auto holiday = found.holidays.begin();
    auto worked = found.workdays.begin();
    for (sys_days day = part.first; day <= part.last; day += days{1}, ++index) {
        take_step();
        bool is_off = calendar_.is_weekend(day);
        for (; holiday != found.holidays.end() && holiday->date == day; ++holiday) {
            is_off = is_off || holiday->category == public_category;
        }
        const bool is_worked = worked != found.workdays.end() && *worked == day;
        worked += is_worked ? 1 : 0;
        if (is_worked || !is_off) {
            words[index / days_a_word].days |= std::uint64_t{1} << (index % days_a_word);
        }
    }
}

}  // namespace forecast_warehouse::core
