#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// A name in lower case, without a prefix of dbt or of star schemas, such as dim_ or stg_.
std::string plain_table_name(std::string_view name);

// Names that other schemas give to a table or a column of ours, the usual ones first. Our own name is not
// among them.
std::vector<std::string_view> other_names_of_table(std::string_view table);
std::vector<std::string_view> other_names_of_column(std::string_view table, std::string_view column);

}  // namespace forecast_warehouse::core
