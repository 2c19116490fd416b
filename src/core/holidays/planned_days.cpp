#include "core/holidays/planned_days.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool matches(std::string_view pattern, std::string_view name) {
    return pattern == any_holiday || pattern == name;
}

// Plans one part, from the plans of those that it includes.
class part_planner {
public:
    part_planner(const calendar_part& part, day_range range) : part_(part), range_(range) {}

    // In the order of the rules' language: what stands closer to the calendar asked for wins.
    planned_days plan(const std::vector<planned_days>& included) {
        add_rules();
        for (const inclusion& each : part_.inclusions) {
            inherit(included[each.part], each.years);
        }
        apply_dates();
        for (const named_rule<between_rule>& each : part_.betweens) {
            add_between(each);
        }
        return std::move(plan_);
    }

private:
    void add_rules() {
        for (const named_rule<days_rule>& each : part_.days) {
            for (const base_day& day : base_days_between(each.rule, range_)) {
                if (each.years.contains(day.span_start)) {
                    plan_.holidays.try_emplace(
                        {day.date, each.name},
                        planned_day{each.category, &each.rule.shifts, each.rule.estimated});
                }
            }
        }
    }

    [[nodiscard]] bool is_omitted(const named_day& day) const {
        return std::any_of(part_.omissions.begin(), part_.omissions.end(),
                           [&](const named_rule<omit_rule>& each) {
                               return matches(each.name, day.second) && each.years.contains(day.first);
                           });
    }

    // Rules of the part's own stand already, and stay.
    void inherit(const planned_days& included, const year_limits& years) {
        for (const auto& [day, planned] : included.holidays) {
            if (years.contains(day.first) && !is_omitted(day)) {
                plan_.holidays.try_emplace(day, planned);
            }
        }
        std::copy_if(included.workdays.begin(), included.workdays.end(),
                     std::inserter(plan_.workdays, plan_.workdays.end()),
                     [&](sys_days day) { return years.contains(day); });
        std::copy_if(included.suppressed.begin(), included.suppressed.end(),
                     std::inserter(plan_.suppressed, plan_.suppressed.end()),
                     [&](const named_day& day) { return years.contains(day.first); });
    }

    void apply_dates() {
        apply("suppress", [&](const announced_date& row) { suppress(row); });
        apply("workday", [&](const announced_date& row) { plan_.workdays.insert(row.date); });
        apply("add", [&](const announced_date& row) { add(row); });
        std::erase_if(plan_.holidays, [&](const auto& each) {
            return each.second.category == public_category && plan_.workdays.contains(each.first.first);
        });
    }

    template <typename change_by_row>
    void apply(std::string_view action, change_by_row change) {
        for (const announced_date& row : part_.dates) {
            if (row.action == action && range_.first <= row.date && row.date <= range_.last) {
                change(row);
            }
        }
    }

    void suppress(const announced_date& row) {
        plan_.suppressed.insert({row.date, row.name});
        const auto first = plan_.holidays.lower_bound({row.date, {}});
        const auto last = plan_.holidays.lower_bound({row.date + days{1}, {}});
        for (auto each = first; each != last;) {
            each = matches(row.name, each->first.second) ? plan_.holidays.erase(each) : std::next(each);
        }
    }

    // A day that is announced stands as it was announced, and does not move.
    void add(const announced_date& row) {
        plan_.holidays.insert_or_assign({row.date, row.name},
                                        planned_day{row.category, nullptr, row.status == "estimated"});
        if (row.category == public_category) {
            plan_.workdays.erase(row.date);
        }
    }

    // Days on which a holiday of a category, or a public one, stands.
    [[nodiscard]] std::vector<sys_days> days_of(std::string_view category) const {
        std::vector<sys_days> found;
        for (const auto& [day, planned] : plan_.holidays) {
            if ((planned.category == category || planned.category == public_category) &&
                (found.empty() || found.back() != day.first)) {
                found.push_back(day.first);
            }
        }
        return found;
    }

    void add_between(const named_rule<between_rule>& rule) {
        const std::vector<sys_days> holidays = days_of(rule.category);
        for (std::size_t place = 1; place < holidays.size(); ++place) {
            const sys_days day = holidays[place - 1] + days{1};
            if (holidays[place] == day + days{1} && rule.years.contains(day) &&
                passes(rule.rule.filter, {day, day}) && !plan_.is_refused(day, rule.name, rule.category)) {
                plan_.holidays.try_emplace({day, rule.name}, planned_day{rule.category, nullptr, false});
            }
        }
    }

    const calendar_part& part_;
    day_range range_;
    planned_days plan_;
};

}  // namespace

bool planned_days::is_refused(sys_days day, std::string_view name, std::string_view category) const {
    return suppressed.contains({day, name}) || suppressed.contains({day, any_holiday}) ||
           (category == public_category && workdays.contains(day));
}

planned_days plan_days(const holiday_calendar& calendar, day_range range) {
    std::vector<planned_days> plans;
    for (const calendar_part& part : calendar.parts()) {
        plans.push_back(part_planner(part, range).plan(plans));
    }
    return std::move(plans.back());
}

}  // namespace forecast_warehouse::core
