#include "core/holidays/planned_days.hpp"

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

// Announced dates by day, as a calendar part has them.
struct by_day {
    bool operator()(const announced_date& row, sys_days day) const { return row.date < day; }
    bool operator()(sys_days day, const announced_date& row) const { return day < row.date; }
};

// Plans one part, from the plans of those that it includes.
class part_planner {
public:
    part_planner(const calendar_part& part, date_range range, memory_budget& budget)
        : part_(part), range_(range), budget_(budget) {}

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
            take_step();
            for (const base_day& day : base_days_between(each.rule, range_)) {
                if (each.years.contains(day.span_start)) {
                    hold({day.date, each.name}, {each.category, &each.rule.shifts, each.rule.estimated});
                }
            }
        }
    }

    // Adds a holiday where none of its name is yet.
    void hold(const named_day& day, const planned_day& planned) {
        take_step();
        if (plan_.holidays.try_emplace(day, planned).second) {
            budget_.take(node_bytes<std::pair<named_day, planned_day>>);
        }
    }

    [[nodiscard]] bool is_omitted(const named_day& day) const {
        return !part_.omissions.empty() &&
               (is_omitted(day.second, day.first) || is_omitted(any_holiday, day.first));
    }

    [[nodiscard]] bool is_omitted(std::string_view name, sys_days day) const {
        const auto found = part_.omissions.find(name);
        return found != part_.omissions.end() && found->second.contains(day);
    }

    // Rules of the part's own stand already, and stay.
    void inherit(const planned_days& included, const year_limits& years) {
        for (const auto& [day, planned] : included.holidays) {
            take_step();
            if (years.contains(day.first) && !is_omitted(day)) {
                hold(day, planned);
            }
        }
        for (const sys_days day : included.workdays) {
            take_step();
            if (years.contains(day)) {
                work_on(day);
            }
        }
        for (const named_day& day : included.suppressed) {
            take_step();
            if (years.contains(day.first)) {
                refuse(day);
            }
        }
    }

    void work_on(sys_days day) {
        if (plan_.workdays.insert(day).second) {
            budget_.take(node_bytes<sys_days>);
        }
    }

    void refuse(const named_day& day) {
        if (plan_.suppressed.insert(day).second) {
            budget_.take(node_bytes<named_day>);
        }
    }

    void apply_dates() {
        apply("suppress", [&](const announced_date& row) { suppress(row); });
        apply("workday", [&](const announced_date& row) { work_on(row.date); });
        apply("add", [&](const announced_date& row) { add(row); });
        std::erase_if(plan_.holidays, [&](const auto& each) {
            return each.second.category == public_category && plan_.workdays.contains(each.first.first);
        });
    }

    template <typename change_by_row>
    void apply(std::string_view action, change_by_row change) {
        const auto first = std::lower_bound(part_.dates.begin(), part_.dates.end(), range_.first, by_day{});
        const auto last = std::upper_bound(first, part_.dates.end(), range_.last, by_day{});
        for (auto row = first; row != last; ++row) {
            take_step();
            if (row->action == action) {
                change(*row);
            }
        }
    }

    void suppress(const announced_date& row) {
        refuse({row.date, row.name});
        const auto first = plan_.holidays.lower_bound({row.date, {}});
        const auto last = plan_.holidays.lower_bound({row.date + days{1}, {}});
        for (auto each = first; each != last;) {
            take_step();
            each = matches(row.name, each->first.second) ? plan_.holidays.erase(each) : std::next(each);
        }
    }

    // A day that is announced stands as it was announced, and does not move.
    void add(const announced_date& row) {
        const planned_day announced{row.category, nullptr, row.status == "estimated"};
        if (plan_.holidays.insert_or_assign({row.date, row.name}, announced).second) {
            budget_.take(node_bytes<std::pair<named_day, planned_day>>);
        }
        if (row.category == public_category) {
            plan_.workdays.erase(row.date);
        }
    }

    // Days on which a holiday of a category, or a public one, stands.
    [[nodiscard]] std::vector<sys_days> days_of(std::string_view category) const {
        std::vector<sys_days> found;
        for (const auto& [day, planned] : plan_.holidays) {
            take_step();
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
            take_step();
            const sys_days day = holidays[place - 1] + days{1};
            if (holidays[place] == day + days{1} && rule.years.contains(day) &&
                passes(rule.rule.filter, {day, day}) && !plan_.is_refused(day, rule.name, rule.category)) {
                hold({day, rule.name}, {rule.category, nullptr, false});
            }
        }
    }

    const calendar_part& part_;
    date_range range_;
    memory_budget& budget_;
    planned_days plan_;
};

}  // namespace

bool planned_days::is_refused(sys_days day, std::string_view name, std::string_view category) const {
    return suppressed.contains({day, name}) || suppressed.contains({day, any_holiday}) ||
           (category == public_category && workdays.contains(day));
}

planned_days plan_days(const holiday_calendar& calendar, date_range range, memory_budget& budget) {
    std::vector<planned_days> plans;
    for (const calendar_part& part : calendar.parts()) {
        plans.push_back(part_planner(part, range, budget).plan(plans));
    }
    return std::move(plans.back());
}

}  // namespace forecast_warehouse::core
