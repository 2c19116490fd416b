#include "core/features/sales_features.hpp"

#include <algorithm>

namespace forecast_warehouse::core {
namespace {

bool any_of(const std::vector<aggregate>& aggregates, aggregate wanted) {
    return std::find(aggregates.begin(), aggregates.end(), wanted) != aggregates.end();
}

}  // namespace

sales_features::sales_features(const feature_settings& settings)
    : horizon_(settings.horizon),
      lags_(settings.lags),
      aggregates_(settings.aggregates),
      size_(sales_columns(settings).size()) {
    const bool extremes = any_of(aggregates_, aggregate::min) || any_of(aggregates_, aggregate::max);
    if (!aggregates_.empty()) {
        for (const int window : settings.windows) {
            windows_.emplace_back(window, extremes);
        }
    }
}

void sales_features::begin(std::span<const std::int32_t> sales) noexcept {
    sales_ = sales;
    day_ = -1;
    last_sale_.reset();
    for (rolling_window& each : windows_) {
        each.restart();
    }
}

void sales_features::next_day() noexcept {
    ++day_;
    const std::int64_t known = day_ - horizon_;
    if (known < 0) {
        return;
    }
    const auto place = static_cast<std::size_t>(known);
    for (rolling_window& each : windows_) {
        each.push(sales_, place);
    }
    if (sales_[place] > 0) {
        last_sale_ = known;
    }
}

void sales_features::describe(std::span<feature_value> values) const noexcept {
    feature_value* value = values.data();
    for (const int lag : lags_) {
        const std::int64_t place = day_ - lag;
        *value = {};
        if (place >= 0) {
            *value = {true, sales_[static_cast<std::size_t>(place)], 0};
        }
        ++value;
    }
    for (const rolling_window& each : windows_) {
        describe_window(each, value);
    }
    *value = {};
    if (last_sale_) {
        *value = {true, day_ - *last_sale_, 0};
    }
}

void sales_features::describe_window(const rolling_window& window, feature_value*& value) const noexcept {
    for (const aggregate each : aggregates_) {
        *value = {};
        if (window.full()) {
            value->known = true;
            switch (each) {
                case aggregate::mean:
                    value->real = window.mean();
                    break;
                case aggregate::stddev:
                    value->real = window.stddev();
                    break;
                case aggregate::min:
                    value->whole = window.min();
                    break;
                case aggregate::max:
                    value->whole = window.max();
                    break;
                case aggregate::sum:
                    value->whole = window.sum();
                    break;
            }
        }
        ++value;
    }
}

}  // namespace forecast_warehouse::core
