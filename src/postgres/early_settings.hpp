#pragma once

#include <string>

namespace forecast_warehouse::postgres {

// Until the library is loaded the server takes any value for a setting of ours. When the setting is defined,
// it warns of a value that makes no sense and uses the default. What depends on the setting must not go on
// with that.

// A value that was set before the setting was defined and that the setting does not take.
class early_setting {
public:
    explicit constexpr early_setting(const char* name) noexcept : name_(name) {}

    // Around the definition of the setting.
    void before_definition();
    void after_definition();

    // The setting has a value again; for its assign hook.
    void forget() noexcept { is_refused_ = false; }

    // Raises while the session has not said another value (22023). values: in words, for the hint.
    void expect_valid(const std::string& values) const;

private:
    const char* name_;
    // A plain pointer, never freed: see load/session.cpp.
    std::string* value_ = nullptr;
    bool is_refused_ = false;
};

}  // namespace forecast_warehouse::postgres
