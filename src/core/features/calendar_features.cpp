#include "core/features/calendar_features.hpp"

#include <algorithm>
#include <utility>

#include "core/failure.hpp"
#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

consteval std::size_t column_named(std::string_view name) {
    for (std::size_t column = 0; column < calendar_columns.size(); ++column) {
        if (calendar_columns.at(column).name == name) {
            return column;
        }
    }
    throw "no calendar column has the name";
}

class calendar final : public feature_group {
public:
    calendar(const period_grid& periods, const store_calendars& calendars)
        : period_days_(periods.days), calendars_(&calendars) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        columns.reserve(calendar_columns.size());
        for (const calendar_column& each : calendar_columns) {
            if (has_column(each)) {
                columns.push_back({each.name, each.type});
            }
        }
        return columns;
    }

    void begin(const series& series) override { days_ = calendars_->days_of(first_id_of(series.key)); }

    void describe(const feature_day& day, feature_row& row) const override {
        const auto index = static_cast<std::size_t>(day.date - calendars_->first_day());
        if (index >= days_.size() || days_.size() - index < static_cast<std::size_t>(period_days_)) {
            throw failure(sqlstate::object_not_in_prerequisite_state,
                          "the days of sales_daily changed while the features were built",
                          "The policies of sales_daily, or a view under its name, must show the same rows "
                          "throughout a statement.");
        }
        const calendar_values& facts = days_[index];
        for (std::size_t column = 0; column < calendar_columns.size(); ++column) {
            if (period_days_ > 1 && column == is_holiday) {
                put_any_holiday(index, row);
            } else if (has_column(calendar_columns[column])) {
                row.put(facts.values[column], facts.nulls[column]);
            }
        }
    }

private:
    static constexpr std::size_t is_holiday = column_named("is_holiday");

    [[nodiscard]] bool has_column(const calendar_column& column) const noexcept {
        return period_days_ == 1 || !column.of_days;
    }

    // NULL if a day is not known, and no other one is a holiday.
    void put_any_holiday(std::size_t first, feature_row& row) const noexcept {
        bool is_null = false;
        for (const calendar_values& day : days_.subspan(first, static_cast<std::size_t>(period_days_))) {
            if (!day.nulls[is_holiday] && day.values[is_holiday] != 0) {
                return row.put_flag(true);
            }
            is_null = is_null || day.nulls[is_holiday];
        }
        row.put(0, is_null);
    }

    int period_days_;
    const store_calendars* calendars_;
    std::span<const calendar_values> days_;
};

}  // namespace

void store_calendars::set_table_calendar(day_number first, std::vector<calendar_values> days) {
    first_day_ = first;
    calendars_.clear();
    calendars_.push_back(std::move(days));
}

void store_calendars::add_holiday_calendar(std::span<const std::int32_t> stores,
                                           std::span<const holiday_flags> flags) {
    constexpr std::size_t is_weekend = column_named("is_weekend");
    constexpr std::size_t is_business_day = column_named("is_business_day");
    constexpr std::size_t is_holiday = column_named("is_holiday");
    constexpr std::size_t days_to_next_holiday = column_named("days_to_next_holiday");
    std::vector<calendar_values> days = calendars_.front();
    std::size_t next_holiday = flags.size();
    for (std::size_t index = flags.size(); index-- > 0;) {
        if (flags[index].is_holiday) {
            next_holiday = index;
        }
        if (index >= days.size()) {
            continue;
        }
        calendar_values& day = days[index];
        const auto set = [&day](std::size_t column, feature_word value, bool is_null) {
            day.values[column] = value;
            day.nulls[column] = is_null;
        };
        const std::size_t ahead = next_holiday - index;
        set(is_weekend, flags[index].is_weekend ? 1 : 0, false);
        set(is_business_day, flags[index].is_business_day ? 1 : 0, false);
        set(is_holiday, flags[index].is_holiday ? 1 : 0, false);
        set(days_to_next_holiday, ahead, next_holiday == flags.size() || ahead > days_to_next_holiday_limit);
    }
    for (const std::int32_t store : stores) {
        calendar_of_store_[store] = calendars_.size();
    }
    calendars_.push_back(std::move(days));
}

void store_calendars::set_holidays(std::span<const std::int32_t> stores, holiday_years holidays) {
    if (stores.empty()) {
        holidays_.front() = std::move(holidays);
        return;
    }
    for (const std::int32_t store : stores) {
        holidays_of_store_[store] = holidays_.size();
    }
    holidays_.push_back(std::move(holidays));
}

const holiday_years& store_calendars::holidays_of(std::int32_t store) const {
    const auto found = holidays_of_store_.find(store);
    return holidays_[found == holidays_of_store_.end() ? 0 : found->second];
}

const std::vector<calendar_values>& store_calendars::days_of(std::int32_t store) const {
    const auto found = calendar_of_store_.find(store);
    return calendars_[found == calendar_of_store_.end() ? 0 : found->second];
}

feature_group_ptr calendar_features(const feature_settings& settings, const store_calendars& calendars) {
    return std::make_unique<calendar>(settings.periods, calendars);
}

}  // namespace forecast_warehouse::core
