#include <array>

#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::array numbers_of_days{4, 8};

class same_weekday final : public feature_group {
public:
    explicit same_weekday(const feature_settings& settings)
        : settings_(settings),
          nearest_(std::int64_t{(settings.horizon + days_of_week - 1) / days_of_week} * days_of_week),
          quantities_(settings) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        columns.reserve(numbers_of_days.size());
        for (const int number : numbers_of_days) {
            columns.push_back({fmt::format("weekday_mean_{}", number), feature_type::real});
        }
        return columns;
    }

    void begin(const series& series) override { quantities_.begin(series); }

    void describe(const feature_day& day, feature_row& row) const override {
        std::int64_t index = day.index - nearest_;
        std::int64_t sum = 0;
        int known = 0;
        int taken = 0;
        for (const int number : numbers_of_days) {
            for (; taken < number; ++taken, index -= days_of_week) {
                if (index >= 0 && !is_missing(day.sales[static_cast<std::size_t>(index)])) {
                    sum += day.sales[static_cast<std::size_t>(index)];
                    ++known;
                }
            }
            if (known >= settings_.fewest_known(number)) {
                row.put_real(static_cast<double>(sum) / (known * quantities_.scale()));
            } else {
                row.put_null();
            }
        }
    }

private:
    feature_settings settings_;
    std::int64_t nearest_;  // days back to the latest day of the week that is known
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr weekday_features(const feature_settings& settings) {
    return std::make_unique<same_weekday>(settings);
}

}  // namespace forecast_warehouse::core
