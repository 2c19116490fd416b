#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {

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
    return groups;
}

}  // namespace forecast_warehouse::core
