#include "core/holidays/shifts.hpp"

#include <optional>
#include <string_view>

#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

class shifter {
public:
    shifter(const holiday_calendar& calendar, const planned_days& plan, memory_budget& budget)
        : calendar_(calendar), plan_(plan), budget_(budget) {
        for (const auto& [day, planned] : plan.holidays) {
            take_step();
            take(day.first, planned.category);
        }
    }

    shifted_days run() {
        for (const auto& [day, planned] : plan_.holidays) {
            take_step();
            if (planned.shifts != nullptr) {
                if (const auto& shift = planned.shifts->at(std::chrono::weekday{day.first}.c_encoding())) {
                    apply(*shift, day, planned);
                }
            }
        }
        return std::move(result_);
    }

private:
    using category_of_day = std::pair<sys_days, std::string_view>;

    void take(sys_days day, std::string_view category) {
        if (taken_.insert({day, category}).second) {
            budget_.take(node_bytes<category_of_day>);
        }
    }

    // A shift that finds no day leaves the holiday where it is.
    void apply(const shift& shift, const named_day& day, const planned_day& planned) {
        const std::optional<sys_days> target = find_target(shift, day.first, planned.category);
        if (!target) {
            return;
        }
        if (!shift.keeps_base && result_.left.insert(day).second) {
            budget_.take(node_bytes<named_day>);
        }
        if (!plan_.is_refused(*target, day.second, planned.category)) {
            if (result_.observed.try_emplace({*target, day.second}, planned).second) {
                budget_.take(node_bytes<std::pair<named_day, planned_day>>);
            }
            take(*target, planned.category);
        }
    }

    [[nodiscard]] std::optional<sys_days> find_target(const shift& shift, sys_days day,
                                                      std::string_view category) const {
        if (shift.kind == shift_kind::days) {
            return day + days{shift.days};
        }
        const bool skips_weekend = shift.kind == shift_kind::next_free_day;
        for (int distance = 1; distance <= longest_shift; ++distance) {
            take_step();
            const sys_days target = day + days{distance};
            if (!is_taken(target, category) && !(skips_weekend && calendar_.is_weekend(target))) {
                return target;
            }
        }
        return std::nullopt;
    }

    // Observances and the like leave a day free; a working day in lieu does not.
    [[nodiscard]] bool is_taken(sys_days day, std::string_view category) const {
        return taken_.contains({day, public_category}) || taken_.contains({day, category}) ||
               plan_.workdays.contains(day);
    }

    const holiday_calendar& calendar_;
    const planned_days& plan_;
    memory_budget& budget_;
    std::set<category_of_day> taken_;
    shifted_days result_;
};

}  // namespace

shifted_days shift_days(const holiday_calendar& calendar, const planned_days& plan, memory_budget& budget) {
    return shifter(calendar, plan, budget).run();
}

}  // namespace forecast_warehouse::core
