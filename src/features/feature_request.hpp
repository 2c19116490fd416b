#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/features/feature_settings.hpp"

namespace forecast_warehouse::features {

// The arguments of build_features.
struct feature_request {
    std::string target;  // as the caller wrote it
    core::feature_settings settings;
    std::optional<std::vector<std::string>> store_codes;  // none: all
    std::optional<std::vector<std::string>> skus;
    std::vector<std::string> signals{};  // by name; build() looks them up
    std::vector<std::string> extra{};    // columns that the caller adds to the table, in their order
};

}  // namespace forecast_warehouse::features
