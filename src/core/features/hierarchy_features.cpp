#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"

namespace forecast_warehouse::core {
namespace {

class hierarchical_lags final : public feature_group {
public:
    explicit hierarchical_lags(const feature_settings& settings)
        : periods_(settings.lags), quantities_(settings) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const char* group : {"category", "store"}) {
            for (const int each : periods_) {
                columns.push_back(
                    {fmt::format("{}_lag_{}", group, each), quantities_.type(feature_type::bigint)});
            }
        }
        return columns;
    }

    void begin(const series& series) override { quantities_.begin_totals(series); }

    void describe(const feature_day& day, feature_row& row) const override {
        for (const known_totals* totals : {&day.category, &day.store}) {
            for (const int each : periods_) {
                const std::int64_t index = totals->index - each;
                if (index >= 0 && index < static_cast<std::int64_t>(totals->sales.size())) {
                    quantities_.put(totals->sales[static_cast<std::size_t>(index)], row);
                } else {
                    row.put_null();
                }
            }
        }
    }

private:
    std::vector<int> periods_;  // none is shorter than the horizon: check() refuses that
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr hierarchy_features(const feature_settings& settings) {
    return std::make_unique<hierarchical_lags>(settings);
}

}  // namespace forecast_warehouse::core
