#include <algorithm>

#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/quantity_values.hpp"
#include "core/features/rolling_window.hpp"

namespace forecast_warehouse::core {
namespace {

feature_type type_of(aggregate each, const quantity_values& quantities) noexcept {
    switch (each) {
        case aggregate::mean:
        case aggregate::stddev:
            return feature_type::real;
        case aggregate::sum:
            return quantities.type(feature_type::bigint);
        case aggregate::min:
        case aggregate::max:
            break;
    }
    return quantities.type(feature_type::integer);
}

void put(aggregate each, const rolling_window& window, const quantity_values& quantities,
         feature_row& row) noexcept {
    if (!window.has_result()) {
        return row.put_null();
    }
    switch (each) {
        case aggregate::mean:
            return row.put_real(window.mean(quantities.scale()));
        case aggregate::stddev:
            return window.has_stddev() ? row.put_real(window.stddev(quantities.scale())) : row.put_null();
        case aggregate::min:
            return quantities.put(window.min(), row);
        case aggregate::max:
            return quantities.put(window.max(), row);
        case aggregate::sum:
            return quantities.put(window.sum(), row);
    }
}

class rolling final : public feature_group {
public:
    explicit rolling(const feature_settings& settings)
        : aggregates_(settings.aggregates), quantities_(settings) {
        const bool extremes = std::any_of(aggregates_.begin(), aggregates_.end(), [](aggregate each) {
            return each == aggregate::min || each == aggregate::max;
        });
        if (!aggregates_.empty()) {
            for (const int window : settings.windows) {
                windows_.emplace_back(window, extremes, settings.has_missing() ? 1 : window);
            }
        }
    }

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const rolling_window& window : windows_) {
            for (const aggregate each : aggregates_) {
                columns.push_back({fmt::format("rolling_{}_{}", name_of(each), window.width()),
                                   type_of(each, quantities_)});
            }
        }
        return columns;
    }

    void begin(const series& series) override {
        quantities_.begin(series);
        for (rolling_window& each : windows_) {
            each.restart();
        }
    }

    void advance(const feature_day& day) override {
        if (!day.sales.empty()) {
            for (rolling_window& each : windows_) {
                each.push(day.sales, day.sales.size() - 1);
            }
        }
    }

    void describe(const feature_day& /*day*/, feature_row& row) const override {
        for (const rolling_window& window : windows_) {
            for (const aggregate each : aggregates_) {
                put(each, window, quantities_, row);
            }
        }
    }

private:
    std::vector<aggregate> aggregates_;
    std::vector<rolling_window> windows_;
    quantity_values quantities_;
};

}  // namespace

feature_group_ptr rolling_features(const feature_settings& settings) {
    return std::make_unique<rolling>(settings);
}

}  // namespace forecast_warehouse::core
