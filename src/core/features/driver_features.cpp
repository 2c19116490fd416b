#include <fmt/format.h>

#include "core/features/drivers.hpp"
#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

class planned final : public feature_group {
public:
    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{"price", feature_type::money},
                {fmt::format("price_change_{}d", price_change_days), feature_type::real},
                {"on_promotion", feature_type::flag},
                {"promo_discount_pct", feature_type::share}};
    }

    void begin(const series& series) override { drivers_.begin(series.prices, series.promotions); }

    void describe(const feature_day& day, feature_row& row) const override {
        const planned_drivers drivers = drivers_.at(day.date);
        row.put_whole(drivers.price_cents);
        row.put_real(drivers.price_change);
        row.put_flag(drivers.on_promotion);
        row.put_whole(drivers.discount_share);
    }

private:
    series_drivers drivers_;
};

}  // namespace

feature_group_ptr driver_features() {
    return std::make_unique<planned>();
}

}  // namespace forecast_warehouse::core
