#include "core/holidays/unshifted_days.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool matches(std::string_view pattern, std::string_view name) {
    return pattern == any_holiday || pattern == name;
}

// The order of the dates of a calendar part.
struct by_day {
    bool operator()(const announced_date& row, sys_days day) const { return row.date < day; }
    bool operator()(sys_days day, const announced_date& row) const { return day < row.date; }
};

// Finds the days of one part. The parts that it includes were evaluated before it.
class part_evaluator {
public:
    part_evaluator(const calendar_part& part, date_range range, memory_budget& budget)
        : part_(part), range_(range), budget_(budget) {}

    // The order decides which row counts (doc/holidays.md): rules of the part, included days, dates of the
    // part, days between holidays.
    unshifted_days evaluate(const std::vector<unshifted_days>& included) {
        add_rules();
        for (const inclusion& each : part_.inclusions) {
            inherit(included[each.part], each.years);
        }
        apply_dates();
        for (const named_rule<between_rule>& each : part_.betweens) {
            add_between(each);
        }
        return std::move(result_);
    }

private:
    void add_rules() {
        for (const named_rule<yearly_rule>& each : part_.yearly) {
            take_step();
            for (const span_day& day : base_days_between(each.rule, range_)) {
                if (each.years.contains(day.span_start)) {
                    add_unless_present({day.date, each.name},
                                       {each.category, &each.rule.shifts, each.rule.estimated});
                }
            }
        }
    }

    // Adds a holiday unless the day has one of its name.
    void add_unless_present(const holiday_key& day, const holiday_attributes& attributes) {
        take_step();
        if (result_.holidays.try_emplace(day, attributes).second) {
            budget_.take(node_bytes<std::pair<holiday_key, holiday_attributes>>);
        }
    }

    // Whether an omit rule of the part removes an included holiday.
    [[nodiscard]] bool is_omitted(const holiday_key& day) const {
        return !part_.omissions.empty() &&
               (is_omitted(day.second, day.first) || is_omitted(any_holiday, day.first));
    }

    [[nodiscard]] bool is_omitted(std::string_view name, sys_days day) const {
        const auto found = part_.omissions.find(name);
        return found != part_.omissions.end() && found->second.contains(day);
    }

    // The part's own rules were added before and have precedence.
    void inherit(const unshifted_days& included, const year_limits& years) {
        for (const auto& [day, attributes] : included.holidays) {
            take_step();
            if (years.contains(day.first) && !is_omitted(day)) {
                add_unless_present(day, attributes);
            }
        }
        for (const sys_days day : included.workdays) {
            take_step();
            if (years.contains(day)) {
                add_workday(day);
            }
        }
        for (const holiday_key& day : included.suppressed) {
            take_step();
            if (years.contains(day.first)) {
                exclude(day);
            }
        }
    }

    void add_workday(sys_days day) {
        if (result_.workdays.insert(day).second) {
            budget_.take(node_bytes<sys_days>);
        }
    }

    void exclude(const holiday_key& day) {
        if (result_.suppressed.insert(day).second) {
            budget_.take(node_bytes<holiday_key>);
        }
    }

    void apply_dates() {
        apply("suppress", [&](const announced_date& row) { suppress(row); });
        apply("workday", [&](const announced_date& row) { add_workday(row.date); });
        apply("add", [&](const announced_date& row) { add(row); });
        std::erase_if(result_.holidays, [&](const auto& each) {
            return each.second.category == public_category && result_.workdays.contains(each.first.first);
        });
    }

    template <typename action_on_row>
    void apply(std::string_view action, action_on_row act) {
        const auto first = std::lower_bound(part_.dates.begin(), part_.dates.end(), range_.first, by_day{});
        const auto last = std::upper_bound(first, part_.dates.end(), range_.last, by_day{});
        for (auto row = first; row != last; ++row) {
            take_step();
            if (row->action == action) {
                act(*row);
            }
        }
    }

    void suppress(const announced_date& row) {
        exclude({row.date, row.name});
        const auto first = result_.holidays.lower_bound({row.date, {}});
        const auto last = result_.holidays.lower_bound({row.date + days{1}, {}});
        for (auto each = first; each != last;) {
            take_step();
            each = matches(row.name, each->first.second) ? result_.holidays.erase(each) : std::next(each);
        }
    }

    // An announced date replaces a holiday of its name, and does not move.
    void add(const announced_date& row) {
        const holiday_attributes announced{row.category, nullptr, row.status == "estimated"};
        if (result_.holidays.insert_or_assign({row.date, row.name}, announced).second) {
            budget_.take(node_bytes<std::pair<holiday_key, holiday_attributes>>);
        }
        if (row.category == public_category) {
            result_.workdays.erase(row.date);
        }
    }

    // The days of holidays of a category, and of public ones.
    [[nodiscard]] std::vector<sys_days> days_of(std::string_view category) const {
        std::vector<sys_days> found;
        for (const auto& [day, attributes] : result_.holidays) {
            take_step();
            if ((attributes.category == category || attributes.category == public_category) &&
                (found.empty() || found.back() != day.first)) {
                found.push_back(day.first);
            }
        }
        return found;
    }

    void add_between(const named_rule<between_rule>& rule) {
        const std::vector<sys_days> holidays = days_of(rule.category);
        for (std::size_t index = 1; index < holidays.size(); ++index) {
            take_step();
            const sys_days day = holidays[index - 1] + days{1};
            if (holidays[index] == day + days{1} && rule.years.contains(day) &&
                passes(rule.rule.filter, {day, day}) && !result_.is_excluded(day, rule.name, rule.category)) {
                add_unless_present({day, rule.name}, {rule.category, nullptr, false});
            }
        }
    }

    const calendar_part& part_;
    date_range range_;
    memory_budget& budget_;
    unshifted_days result_;
};

}  // namespace

bool unshifted_days::is_excluded(sys_days day, std::string_view name, std::string_view category) const {
    return suppressed.contains({day, name}) || suppressed.contains({day, any_holiday}) ||
           (category == public_category && workdays.contains(day));
}

unshifted_days find_unshifted_days(const holiday_calendar& calendar, date_range range,
                                   memory_budget& budget) {
    std::vector<unshifted_days> by_part;
    for (const calendar_part& part : calendar.parts()) {
        by_part.push_back(part_evaluator(part, range, budget).evaluate(by_part));
    }
    return std::move(by_part.back());
}

}  // namespace forecast_warehouse::core
