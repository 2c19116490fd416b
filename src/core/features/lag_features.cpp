#include <fmt/format.h>

#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

class lags final : public feature_group {
public:
    explicit lags(std::vector<int> days) : days_(std::move(days)) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const int each : days_) {
            columns.push_back({fmt::format("lag_{}", each), feature_type::integer});
        }
        return columns;
    }

    void describe(const feature_day& day, feature_row& row) const override {
        for (const int each : days_) {
            const std::int64_t index = day.index - each;
            if (index >= 0) {
                row.put_whole(day.sales[static_cast<std::size_t>(index)]);
            } else {
                row.put_null();
            }
        }
    }

private:
    std::vector<int> days_;  // none is shorter than the horizon: check() refuses that
};

}  // namespace

feature_group_ptr lag_features(const feature_settings& settings) {
    return std::make_unique<lags>(settings.lags);
}

}  // namespace forecast_warehouse::core
