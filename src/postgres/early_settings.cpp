#include "postgres/early_settings.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

void early_setting::before_definition() {
    const char* value = GetConfigOption(name_, true, false);
    // After the end of its SET LOCAL, a setting is an empty text until the library is loaded.
    const bool is_set = value != nullptr && *value != '\0';
    value_ = is_set ? new std::string(value) : nullptr;
}

void early_setting::after_definition() {
    const char* value = GetConfigOption(name_, true, false);
    is_refused_ = value_ != nullptr && value != nullptr && pg_strcasecmp(value_->c_str(), value) != 0;
}

void early_setting::expect_valid(const std::string& values) const {
    if (is_refused_) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format(R"(invalid value for parameter "{}": "{}")", name_, *value_),
            fmt::format("{} SET or RESET it, then run the statement again.", values),
            "It was set before the session used the extension, when the server checks no value of it.");
    }
}

}  // namespace forecast_warehouse::postgres
