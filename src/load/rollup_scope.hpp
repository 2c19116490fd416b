#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/date_range.hpp"
#include "postgres/spi.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// Whether daily sales are net of returns, or returns are apart from them.
enum class returns_mode : std::uint8_t { net, separate };

// The days and stores to roll up; without ids, all stores.
struct rollup_scope {
    core::date_range days;
    std::optional<std::vector<Datum>> store_ids;

    // $1 to $3 of a statement.
    [[nodiscard]] postgres::arguments arguments() const;
};

// Whether a table's row is in the scope.
std::string in_scope(const char* row);

// Whether two rows have the same date, store and product.
std::string same_grain(const char* left, const char* right);

// Whether a till line is a discount or a return, by its name in the statement.
//
// A discount has a negative price, or lowers the amount and takes no goods back. It has no pieces. A line
// with a negative price and a negative quantity takes a discount back, and raises the amount. A return has a
// negative quantity and is no discount. All other lines are sales.
std::string is_discount(const char* line);
std::string is_return(const char* line);

}  // namespace forecast_warehouse::load
