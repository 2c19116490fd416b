#pragma once

#include <string>

namespace forecast_warehouse::postgres {

// Until the library is loaded, the server accepts any value for a setting of ours. When the setting is
// defined, it warns of an invalid value and uses the default. Statements that depend on the setting must not
// run with that default.

// An invalid value that was set before the setting was defined.
class early_setting {
public:
    explicit constexpr early_setting(const char* name) noexcept : name_(name) {}

    // To be called before and after the definition of the setting.
    void before_definition();
    void after_definition();

    // The setting has a valid value again. To be called by its assign hook.
    void forget() noexcept { is_refused_ = false; }

    // Raises until the session sets another value (22023). values: the valid values as a sentence, for the
    // hint.
    void expect_valid(const std::string& values) const;

private:
    const char* name_;
    // A plain pointer, never freed: see load/session.cpp.
    std::string* value_ = nullptr;
    bool is_refused_ = false;
};

}  // namespace forecast_warehouse::postgres
