#pragma once

#include <span>
#include <vector>

#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Order of a load's rows: by grain, then by arrival. Every load of a table writes its grains in this order,
// so two loads cannot deadlock.
std::vector<postgres::sort_key> sort_keys(const core::feed& feed);

// Which of two resolved rows comes first by the grain, as the sort above has it: less than 0, the left one.
int compare_keys(const core::feed& feed, const postgres::row_view& left, const postgres::row_view& right);

// Whether two resolved rows agree in some of the grain's columns; a missing store is a value like another.
bool same_keys(const core::feed& feed, std::span<const int> columns, const postgres::row_view& left,
               const postgres::row_view& right);

// Whether two resolved rows agree in a column of any type.
bool same_value(const core::feed& feed, int column, const postgres::row_view& left,
                const postgres::row_view& right);

}  // namespace forecast_warehouse::load
