#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "core/sqlstate.hpp"

namespace forecast_warehouse::core {

// An error for the user: message, hint with the remedy, and detail.
//
// The SQLSTATE has five characters, as in the SQL standard. The core needs no header of the server for it.
// The boundary turns a failure into the server's error.
class failure : public std::runtime_error {
public:
    failure(std::string sqlstate, const std::string& message, std::string hint = {}, std::string detail = {})
        : std::runtime_error(message),
          sqlstate_(std::move(sqlstate)),
          hint_(std::move(hint)),
          detail_(std::move(detail)) {}

    [[nodiscard]] const std::string& sqlstate() const noexcept { return sqlstate_; }
    [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

private:
    std::string sqlstate_;
    std::string hint_;
    std::string detail_;
};

}  // namespace forecast_warehouse::core
