#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace forecast_warehouse::core {

// Types of the columns of a feature table. money has two decimal digits, share has four. state: a day_state.
enum class feature_type : std::uint8_t { date, integer, bigint, real, money, share, flag, state };

struct feature_column {
    std::string name;
    feature_type type;
};

// Raises core::failure (54011, 54000) if a table cannot have so many columns, or a row would not fit a page.
void check_width(const std::vector<feature_column>& columns);

// Raises core::failure (22023) if two columns have one name, or a name is too long for the server.
// Only names of signals are not chosen here. added: columns that the table gets later.
void check_names(const std::vector<feature_column>& columns, const std::vector<std::string>& added = {});

}  // namespace forecast_warehouse::core
