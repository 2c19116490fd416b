#include "load/grain.hpp"

#include <algorithm>

namespace forecast_warehouse::load {
namespace {

bool same_text(Datum left, Datum right) {
    auto* one = reinterpret_cast<struct varlena*>(DatumGetPointer(left));
    auto* other = reinterpret_cast<struct varlena*>(DatumGetPointer(right));
    return VARSIZE_ANY_EXHDR(one) == VARSIZE_ANY_EXHDR(other) &&
           memcmp(VARDATA_ANY(one), VARDATA_ANY(other), VARSIZE_ANY_EXHDR(one)) == 0;
}

}  // namespace

std::vector<postgres::sort_key> sort_keys(const core::feed& feed) {
    std::vector<postgres::sort_key> keys;
    for (const int column : feed.grain) {
        keys.push_back({column, resolved_type(feed.columns[static_cast<std::size_t>(column)])});
    }
    keys.push_back({row_number_column(feed), INT8OID});
    return keys;
}

bool same_keys(const core::feed& feed, std::span<const int> columns, const postgres::row_view& left,
               const postgres::row_view& right) {
    return std::all_of(columns.begin(), columns.end(), [&](int column) {
        if (left.nulls[column] || right.nulls[column]) {
            return left.nulls[column] == right.nulls[column];
        }
        const bool text = resolved_type(feed.columns[static_cast<std::size_t>(column)]) == TEXTOID;
        return text ? same_text(left.values[column], right.values[column])
                    : DatumGetInt32(left.values[column]) == DatumGetInt32(right.values[column]);
    });
}

}  // namespace forecast_warehouse::load
