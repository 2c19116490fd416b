#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"

namespace forecast_warehouse::core {
namespace {

class lags final : public feature_group {
public:
    explicit lags(const feature_settings& settings) : days_(settings.lags), quantities_(settings) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const int each : days_) {
            columns.push_back({fmt::format("lag_{}", each), quantities_.type(feature_type::integer)});
        }
        return columns;
    }

    void begin(const series& series) override { quantities_.begin(series); }

    void describe(const feature_day& day, feature_row& row) const override {
        for (const int each : days_) {
            const std::int64_t index = day.index - each;
            if (index >= 0) {
                quantities_.put(day.sales[static_cast<std::size_t>(index)], row);
            } else {
                row.put_null();
            }
        }
    }

private:
    std::vector<int> days_;  // none is shorter than the horizon: check() refuses that
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr lag_features(const feature_settings& settings) {
    return std::make_unique<lags>(settings);
}

}  // namespace forecast_warehouse::core
