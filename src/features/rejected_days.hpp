#pragma once

#include <string>

namespace forecast_warehouse::features {

// The rejected rows of sales_daily, as SQL: "b" is the batch, "r" the row, "o" the source that read it, "t"
// the store and "p" the product. Rows of unknown stores or products are left out. schema: quoted.
std::string from_rejected_rows(const std::string& schema);

// The condition that belongs to it.
std::string is_rejected_row();

// The day of such a row as YYYY-MM-DD. Another text follows if the row has no day in the format.
std::string rejected_day();

}  // namespace forecast_warehouse::features
