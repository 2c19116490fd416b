#include "core/features/calendar_features.hpp"
#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"

namespace forecast_warehouse::core {
namespace {

class same_holiday final : public feature_group {
public:
    same_holiday(const feature_settings& settings, const store_calendars& calendars)
        : calendars_(&calendars), quantities_(settings) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{"same_holiday_last_year", quantities_.type(feature_type::integer)}};
    }

    void begin(const series& series) override {
        quantities_.begin(series);
        years_ = &calendars_->holidays_of(first_id_of(series.key));
    }

    void describe(const feature_day& day, feature_row& row) const override {
        const auto earlier = years_->year_before(day.date);
        const std::int64_t index = earlier ? day.index - (day.date - *earlier) : -1;
        if (index >= 0 && index < static_cast<std::int64_t>(day.sales.size())) {
            quantities_.put(day.sales[static_cast<std::size_t>(index)], row);
        } else {
            row.put_null();
        }
    }

private:
    const store_calendars* calendars_;
    const holiday_years* years_ = nullptr;
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr holiday_features(const feature_settings& settings, const store_calendars& calendars) {
    return std::make_unique<same_holiday>(settings, calendars);
}

}  // namespace forecast_warehouse::core
