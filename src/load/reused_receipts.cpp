#include "load/reused_receipts.hpp"

#include <algorithm>

#include "load/grain.hpp"
#include "load/policy.hpp"

namespace forecast_warehouse::load {

std::vector<std::vector<int>> marks_of_sales(const core::feed& feed) {
    return current_receipt_policy() == receipt_policy::reject ? core::sale_marks(feed)
                                                              : std::vector<std::vector<int>>();
}

bool are_of_two_sales(const core::feed& feed, const std::vector<std::vector<int>>& marks,
                      const postgres::row_view& left, const postgres::row_view& right) {
    return std::any_of(marks.begin(), marks.end(), [&](const std::vector<int>& columns) {
        return std::all_of(columns.begin(), columns.end(),
                           [&](int column) { return !same_value(feed, column, left, right); });
    });
}

core::reject receipt_reused(const core::feed& feed, const postgres::row_view& row) {
    return receipt_reused(feed, DatumGetInt64(row.values[row_number_column(feed)]));
}

core::reject receipt_reused(const core::feed& feed, std::int64_t row_number) {
    return {row_number, core::reject_code::receipt_reused,
            core::column_with_role(feed, core::column_role::natural_key)};
}

}  // namespace forecast_warehouse::load
