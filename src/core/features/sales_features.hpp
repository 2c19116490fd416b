#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/features/feature_settings.hpp"
#include "core/features/rolling_window.hpp"

namespace forecast_warehouse::core {

// A value of a feature column, as its type has it: whole numbers, or a real one.
struct feature_value {
    bool known = false;
    std::int64_t whole = 0;
    double real = 0;
};

// What the past sales of a series say on each day of a feature table: the values of sales_columns().
//
// A row for a day sees the sales up to horizon days before it. A lag is NULL before the series began; a
// window is until it is full, counted from the first sale.
class sales_features {
public:
    explicit sales_features(const feature_settings& settings);

    // How many values a day has.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    // Begins a series: its sales day by day, from the first one to the cutoff, which must stay where they
    // are.
    void begin(std::span<const std::int32_t> sales) noexcept;

    // Goes on to the next day: the first one is that of the first sale, the last one the last of the table.
    void next_day() noexcept;

    // The values of the day, in the order of the columns.
    void describe(std::span<feature_value> values) const noexcept;

private:
    void describe_window(const rolling_window& window, feature_value*& value) const noexcept;

    int horizon_;
    std::vector<int> lags_;
    std::vector<aggregate> aggregates_;
    std::size_t size_;
    std::vector<rolling_window> windows_;
    std::span<const std::int32_t> sales_;
    std::int64_t day_ = -1;  // place in the series
    std::optional<std::int64_t> last_sale_;
};

}  // namespace forecast_warehouse::core
