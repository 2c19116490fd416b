#include "features/series_rows.hpp"

namespace forecast_warehouse::features {
namespace {

TupleDesc describe(const std::vector<Oid>& types) {
    postgres::row_type type;
    type.add("series", INT8OID);
    for (const Oid each : types) {
        type.add("value", each);
    }
    return type.describe();
}

}  // namespace

series_rows::series_rows(const std::vector<Oid>& types, int share)
    : sort_(describe(types), {{0, INT8OID}}, share), block_(static_cast<int>(types.size()) + 1) {}

std::int64_t series_rows::read(const std::string& sql, const postgres::arguments& arguments) {
    postgres::query_into(sql, sort_, arguments);
    return sort();
}

std::int64_t series_rows::read_scaled(const std::string& sql, int scale,
                                      const postgres::arguments& arguments) {
    postgres::query_scaled_into(sql, sort_, scale, arguments);
    return sort();
}

std::int64_t series_rows::sort() {
    const auto rows = static_cast<std::int64_t>(postgres::result_rows());
    sort_.sort();
    read_ = true;
    return rows;
}

std::optional<core::series_key> series_rows::series() {
    if (row_ == block_.size()) {
        row_ = 0;
        if (!read_ || !sort_.read_words(block_)) {
            read_ = false;
            block_.clear();
            return std::nullopt;
        }
    }
    return DatumGetInt64(block_.value(row_, 0));
}

}  // namespace forecast_warehouse::features
