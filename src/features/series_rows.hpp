#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/features/series_key.hpp"
#include "postgres/rows.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {

// The rows of a query, by series, in the order of their keys. Within a series they have no order. The server
// sorts them, on disk if they are many.
class series_rows {
public:
    // Sales, stock, prices and promotions are sorted at the same time, beside some small sorts.
    static constexpr int sorts_at_once = 5;

    // types: of the query's columns behind the key. All are passed by value. share: the number of such sorts
    // that share the memory.
    explicit series_rows(const std::vector<Oid>& types, int share = sorts_at_once);

    // Runs the query, whose first column is the key. Returns the number of rows.
    std::int64_t read(const std::string& sql, const postgres::arguments& arguments);

    // The same of a query whose last column is numeric, as a fixed-point number of the type bigint.
    std::int64_t read_scaled(const std::string& sql, int scale, const postgres::arguments& arguments);

    // The series of the next row; none at the end.
    [[nodiscard]] std::optional<core::series_key> series();

    // Calls visit(values, nulls) with each row of a series, without the key. Skips the rows of earlier
    // series.
    template <class Visit>
    void take(core::series_key key, Visit visit) {
        for (auto next = series(); next && *next <= key; next = series()) {
            if (*next == key) {
                visit(block_.values(row_) + 1, block_.nulls(row_) + 1);
            }
            ++row_;
        }
    }

    void end() { sort_.end(); }

private:
    std::int64_t sort();

    postgres::tuple_sort sort_;
    postgres::row_block block_;
    std::size_t row_ = 0;
    bool read_ = false;
};

}  // namespace forecast_warehouse::features
