#include <fmt/format.h>

#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

class stockouts final : public feature_group {
public:
    explicit stockouts(const feature_settings& settings)
        : horizon_(settings.horizon), period_days_(settings.periods.days) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{fmt::format("stockout_lag_{}", horizon_), feature_type::flag}};
    }

    void begin(const series& series) override {
        stocks_ = series.stocks;
        next_ = 0;
    }

    void advance(const feature_day& day) override {
        while (next_ < stocks_.size() && stocks_[next_].day < first_day(day)) {
            ++next_;
        }
    }

    void describe(const feature_day& day, feature_row& row) const override {
        const day_number end = first_day(day) + period_days_;
        if (next_ == stocks_.size() || stocks_[next_].day >= end) {
            return row.put_null();
        }
        bool stockout = false;
        for (std::size_t index = next_; index < stocks_.size() && stocks_[index].day < end; ++index) {
            stockout = stockout || stocks_[index].stockout;
        }
        row.put_flag(stockout);
    }

private:
    // Of the period that lies horizon periods before.
    [[nodiscard]] day_number first_day(const feature_day& day) const noexcept {
        return day.date - horizon_ * period_days_;
    }

    int horizon_;
    int period_days_;
    std::span<const stock_on_day> stocks_;
    std::size_t next_ = 0;  // the first one that is not older than the horizon
};

}  // namespace

feature_group_ptr stock_features(const feature_settings& settings) {
    return std::make_unique<stockouts>(settings);
}

}  // namespace forecast_warehouse::core
