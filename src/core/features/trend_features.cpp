#include <algorithm>

#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"
#include "core/features/running_line.hpp"
#include "core/features/window_step.hpp"

namespace forecast_warehouse::core {
namespace {

// A line needs two points.
constexpr int fewest_points = 2;

class trends final : public feature_group {
public:
    explicit trends(const feature_settings& settings) : quantities_(settings) {
        for (const int width : settings.periods.by_week() ? std::vector{4, 13} : std::vector{30, 90}) {
            windows_.push_back(
                {static_cast<std::size_t>(width), std::max(settings.fewest_known(width), fewest_points), {}});
        }
    }

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const window& each : windows_) {
            columns.push_back({fmt::format("trend_{}", each.width), feature_type::real});
        }
        return columns;
    }

    void begin(const series& series) override {
        quantities_.begin(series);
        for (window& each : windows_) {
            each.line.clear();
        }
    }

    void advance(const feature_day& day) override {
        const auto last = static_cast<std::int64_t>(day.sales.size()) - 1;
        for (window& each : windows_) {
            const window_step step = step_of(day.sales, each.width);
            if (!is_missing(step.entering)) {
                each.line.add(last, step.entering);
            }
            if (!is_missing(step.leaving)) {
                each.line.remove(last - static_cast<std::int64_t>(each.width), step.leaving);
            }
        }
    }

    void describe(const feature_day& /*day*/, feature_row& row) const override {
        for (const window& each : windows_) {
            if (each.line.points() >= each.fewest_known) {
                row.put_real(each.line.slope(quantities_.scale()));
            } else {
                row.put_null();
            }
        }
    }

private:
    struct window {
        std::size_t width;
        int fewest_known;
        running_line line;
    };

    std::vector<window> windows_;
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr trend_features(const feature_settings& settings) {
    return std::make_unique<trends>(settings);
}

}  // namespace forecast_warehouse::core
