#include "load/grain.hpp"

#include <algorithm>
#include <string_view>

#include "postgres/guard.hpp"

namespace forecast_warehouse::load {
namespace {

std::string_view text_of(Datum value) {
    auto* text = reinterpret_cast<struct varlena*>(DatumGetPointer(value));
    return {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
}

template <class Value>
int order_of(const Value& left, const Value& right) {
    return left < right ? -1 : static_cast<int>(right < left);
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

int compare_keys(const core::feed& feed, const postgres::row_view& left, const postgres::row_view& right) {
    for (const int column : feed.grain) {
        int order = 0;
        if (left.nulls[column] || right.nulls[column]) {
            order = order_of(!left.nulls[column], !right.nulls[column]);
        } else if (resolved_type(feed.columns[static_cast<std::size_t>(column)]) == TEXTOID) {
            order = order_of(text_of(left.values[column]), text_of(right.values[column]));
        } else {
            order = order_of(DatumGetInt32(left.values[column]), DatumGetInt32(right.values[column]));
        }
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

bool same_keys(const core::feed& feed, std::span<const int> columns, const postgres::row_view& left,
               const postgres::row_view& right) {
    return std::all_of(columns.begin(), columns.end(), [&](int column) {
        if (left.nulls[column] || right.nulls[column]) {
            return left.nulls[column] == right.nulls[column];
        }
        const bool text = resolved_type(feed.columns[static_cast<std::size_t>(column)]) == TEXTOID;
        return text ? text_of(left.values[column]) == text_of(right.values[column])
                    : DatumGetInt32(left.values[column]) == DatumGetInt32(right.values[column]);
    });
}

bool same_value(const core::feed& feed, int column, const postgres::row_view& left,
                const postgres::row_view& right) {
    const Datum one = left.values[column];
    const Datum other = right.values[column];
    if (left.nulls[column] || right.nulls[column]) {
        return left.nulls[column] == right.nulls[column];
    }
    switch (resolved_type(feed.columns[static_cast<std::size_t>(column)])) {
        case TEXTOID:
            return text_of(one) == text_of(other);
        case NUMERICOID:
            return postgres::guard([&] { return DatumGetBool(DirectFunctionCall2(numeric_eq, one, other)); });
        default:
            return one == other;
    }
}

}  // namespace forecast_warehouse::load
