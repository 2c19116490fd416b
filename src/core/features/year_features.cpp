#include <chrono>
#include <cmath>
#include <numbers>

#include "core/calendar.hpp"
#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

struct point {
    double sine;
    double cosine;
};

// The days of a year on a circle, from 1 January at the angle 0 on.
std::vector<point> circle_of(int days_in_year) {
    std::vector<point> days;
    for (int day = 0; day < days_in_year; ++day) {
        const double angle = 2 * std::numbers::pi * day / days_in_year;
        days.push_back({std::sin(angle), std::cos(angle)});
    }
    return days;
}

class season final : public feature_group {
public:
    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{"year_sin", feature_type::real}, {"year_cos", feature_type::real}};
    }

    void describe(const feature_day& day, feature_row& row) const override {
        const std::chrono::sys_days date = day_from_epoch_2000(day.date);
        const std::chrono::year year = std::chrono::year_month_day(date).year();
        const std::chrono::sys_days first{year / std::chrono::January / 1};
        const std::vector<point>& circle = year.is_leap() ? leap_year_ : common_year_;
        const point& spot = circle[static_cast<std::size_t>((date - first).count())];
        row.put_real(spot.sine);
        row.put_real(spot.cosine);
    }

private:
    std::vector<point> common_year_ = circle_of(365);
    std::vector<point> leap_year_ = circle_of(366);
};

}  // namespace

feature_group_ptr year_features() {
    return std::make_unique<season>();
}

}  // namespace forecast_warehouse::core
