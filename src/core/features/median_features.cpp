#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"
#include "core/features/running_median.hpp"
#include "core/features/window_step.hpp"

namespace forecast_warehouse::core {
namespace {

class medians final : public feature_group {
public:
    explicit medians(const feature_settings& settings) : quantities_(settings) {
        for (const int width : settings.windows) {
            windows_.push_back({static_cast<std::size_t>(width),
                                static_cast<std::size_t>(settings.fewest_known(width)),
                                running_median(width)});
        }
    }

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const window& each : windows_) {
            columns.push_back({fmt::format("rolling_median_{}", each.width), feature_type::real});
        }
        return columns;
    }

    void begin(const series& series) override {
        quantities_.begin(series);
        for (window& each : windows_) {
            each.values.clear();
        }
    }

    void advance(const feature_day& day) override {
        for (window& each : windows_) {
            const window_step step = step_of(day.sales, each.width);
            if (!is_missing(step.entering) && !is_missing(step.leaving)) {
                each.values.replace(step.leaving, step.entering);
            } else if (!is_missing(step.entering)) {
                each.values.add(step.entering);
            } else if (!is_missing(step.leaving)) {
                each.values.remove(step.leaving);
            }
        }
    }

    void describe(const feature_day& /*day*/, feature_row& row) const override {
        for (const window& each : windows_) {
            if (each.values.size() >= each.fewest_known) {
                row.put_real(each.values.median(quantities_.scale()));
            } else {
                row.put_null();
            }
        }
    }

private:
    struct window {
        std::size_t width;
        std::size_t fewest_known;
        running_median values;
    };

    std::vector<window> windows_;
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr median_features(const feature_settings& settings) {
    return std::make_unique<medians>(settings);
}

}  // namespace forecast_warehouse::core
