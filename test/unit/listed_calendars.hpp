// Holiday calendars of rows in memory, for tests.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/holidays/holiday_calendar.hpp"

namespace forecast_warehouse::core {

class listed_rows final : public calendar_source {
public:
    listed_rows(std::vector<holiday_rule> rules, std::vector<announced_date> dates)
        : rules_(std::move(rules)), dates_(std::move(dates)) {}

    [[nodiscard]] calendar_rows read(const std::string& calendar) override {
        ++reads_[calendar];
        calendar_rows rows;
        for (const holiday_rule& each : rules_) {
            if (each.calendar == calendar) {
                rows.rules.push_back(each);
            }
        }
        for (const announced_date& each : dates_) {
            if (each.calendar == calendar) {
                rows.dates.push_back(each);
            }
        }
        return rows;
    }

    [[nodiscard]] std::string hint_for_missing() const override { return "Add rows to the list."; }

    // How often read() was called for each calendar.
    [[nodiscard]] const std::map<std::string, int>& reads() const noexcept { return reads_; }

private:
    std::vector<holiday_rule> rules_;
    std::vector<announced_date> dates_;
    std::map<std::string, int> reads_;
};

inline holiday_calendar make_calendar(const std::string& name, std::vector<holiday_rule> rules,
                                      std::vector<announced_date> dates = {}) {
    listed_rows rows(std::move(rules), std::move(dates));
    return {name, rows};
}

}  // namespace forecast_warehouse::core
