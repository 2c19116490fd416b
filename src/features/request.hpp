#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/features/feature_settings.hpp"

namespace forecast_warehouse::features {

// What a caller of build_features asks for.
struct request {
    std::string target;  // as he wrote it
    core::feature_settings settings;
    std::optional<std::vector<std::string>> store_codes;  // none: all
    std::optional<std::vector<std::string>> skus;
};

}  // namespace forecast_warehouse::features
