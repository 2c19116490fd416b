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
    shifter(const holiday_calendar& calendar, const unshifted_days& unshifted, memory_budget& budget)
        : calendar_(calendar), unshifted_(unshifted), budget_(budget) {
        for (const auto& [day, attributes] : unshifted.holidays) {
            take_step();
            take(day.first, attributes.category);
        }
    }

    shifted_days run() {
        for (const auto& [day, attributes] : unshifted_.holidays) {
            take_step();
            if (attributes.shifts != nullptr) {
                if (const auto& shift = attributes.shifts->at(std::chrono::weekday{day.first}.c_encoding())) {
                    apply(*shift, day, attributes);
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

    // The holiday does not move when no free day is found.
    void apply(const shift& shift, const holiday_key& day, const holiday_attributes& attributes) {
        const std::optional<sys_days> target = find_target(shift, day.first, attributes.category);
        if (!target) {
            return;
        }
        if (!shift.keeps_base && result_.moved_away.insert(day).second) {
            budget_.take(node_bytes<holiday_key>);
        }
        if (!unshifted_.is_excluded(*target, day.second, attributes.category)) {
            if (result_.observed.try_emplace({*target, day.second}, attributes).second) {
                budget_.take(node_bytes<std::pair<holiday_key, holiday_attributes>>);
            }
            take(*target, attributes.category);
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

    // A day with holidays of other categories only is free. A working day in lieu is not.
    [[nodiscard]] bool is_taken(sys_days day, std::string_view category) const {
        return taken_.contains({day, public_category}) || taken_.contains({day, category}) ||
               unshifted_.workdays.contains(day);
    }

    const holiday_calendar& calendar_;
    const unshifted_days& unshifted_;
    memory_budget& budget_;
    std::set<category_of_day> taken_;
    shifted_days result_;
};

}  // namespace

shifted_days shift_days(const holiday_calendar& calendar, const unshifted_days& unshifted,
                        memory_budget& budget) {
    return shifter(calendar, unshifted, budget).run();
}

}  // namespace forecast_warehouse::core
