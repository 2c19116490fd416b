#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

feature_group_ptr chosen_group(feature_choice choice, const feature_settings& settings,
                               const store_calendars& calendars) {
    switch (choice) {
        case feature_choice::weekday:
            return weekday_features(settings);
        case feature_choice::median:
            return median_features(settings);
        case feature_choice::trend:
            return trend_features(settings);
        case feature_choice::ratio:
            return ratio_features(settings);
        case feature_choice::stockout:
            return stockout_features(settings);
        case feature_choice::launch:
            return launch_features();
        case feature_choice::price:
            return price_features();
        case feature_choice::hierarchy:
            return hierarchy_features(settings);
        case feature_choice::holiday:
            return holiday_features(settings, calendars);
        case feature_choice::year:
            break;
    }
    return year_features();
}

}  // namespace

std::vector<feature_group_ptr> feature_groups(const feature_settings& settings,
                                              const store_calendars& calendars) {
    std::vector<feature_group_ptr> groups;
    groups.push_back(lag_features(settings));
    groups.push_back(rolling_features(settings));
    groups.push_back(last_sale_features(settings));
    if (settings.exogenous) {
        groups.push_back(driver_features(settings));
        groups.push_back(stock_features(settings));
        groups.push_back(calendar_features(settings, calendars));
        if (settings.day_states) {
            groups.push_back(day_state_feature());
        }
    }
    if (!settings.signals.empty()) {
        groups.push_back(signal_features(settings));
    }
    for (const feature_choice choice : settings.choices) {
        groups.push_back(chosen_group(choice, settings, calendars));
    }
    return groups;
}

}  // namespace forecast_warehouse::core
