#include <fmt/format.h>

#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

class stockouts final : public feature_group {
public:
    explicit stockouts(int horizon) : horizon_(horizon) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{fmt::format("stockout_lag_{}", horizon_), feature_type::flag}};
    }

    void begin(const series& series) override {
        stocks_ = series.stocks;
        next_ = 0;
    }

    void advance(const feature_day& day) override {
        while (next_ < stocks_.size() && stocks_[next_].day < day.date - horizon_) {
            ++next_;
        }
    }

    void describe(const feature_day& day, feature_row& row) const override {
        if (next_ < stocks_.size() && stocks_[next_].day == day.date - horizon_) {
            row.put_flag(stocks_[next_].stockout);
        } else {
            row.put_null();
        }
    }

private:
    int horizon_;
    std::span<const stock_on_day> stocks_;
    std::size_t next_ = 0;  // the first one that is not older than the horizon
};

}  // namespace

feature_group_ptr stock_features(const feature_settings& settings) {
    return std::make_unique<stockouts>(settings.horizon);
}

}  // namespace forecast_warehouse::core
