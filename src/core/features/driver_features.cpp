#include <algorithm>

#include <fmt/format.h>

#include "core/features/drivers.hpp"
#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

// Of two days of a week, the larger discount.
void add_day(planned_drivers& week, const planned_drivers& day) {
    if (!day.on_promotion) {
        return;
    }
    week.discount_share =
        week.on_promotion ? std::max(week.discount_share, day.discount_share) : day.discount_share;
    week.on_promotion = true;
}

class planned final : public feature_group {
public:
    explicit planned(int period_days) : period_days_(period_days) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{"price", feature_type::money},
                {fmt::format("price_change_{}d", price_change_days), feature_type::real},
                {"on_promotion", feature_type::flag},
                {"promo_discount_pct", feature_type::share}};
    }

    void begin(const series& series) override { drivers_.begin(series.prices, series.promotions); }

    void describe(const feature_day& day, feature_row& row) const override {
        planned_drivers drivers = drivers_.at(day.date);
        for (int later = 1; later < period_days_; ++later) {
            add_day(drivers, drivers_.at(day.date + later));
        }
        row.put_whole(drivers.price_cents);
        row.put_real(drivers.price_change);
        row.put_flag(drivers.on_promotion);
        row.put_whole(drivers.discount_share);
    }

private:
    int period_days_;
    series_drivers drivers_;
};

}  // namespace

feature_group_ptr driver_features(const feature_settings& settings) {
    return std::make_unique<planned>(settings.periods.days);
}

}  // namespace forecast_warehouse::core
