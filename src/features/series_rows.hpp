#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/features/series_key.hpp"
#include "postgres/rows.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {

// A query's rows, series by series in the order of their keys, within a series in no order. They wait in a
// sort of the server's, which goes to disk.
class series_rows {
public:
    // types: those of the query's columns behind the key, all of them plain words.
    explicit series_rows(const std::vector<Oid>& types);

    // Runs the query, whose first column is the key. Tells how many rows there are.
    std::int64_t read(const std::string& sql, const postgres::arguments& arguments);

    // The series of the row at hand; none at the end.
    [[nodiscard]] std::optional<core::series_key> series();

    // Takes the rows of a series, passing over those of the series before it. visit(values, nulls): of the
    // columns behind the key.
    template <class Visit>
    void take(core::series_key key, Visit visit) {
        for (auto at_hand = series(); at_hand && *at_hand <= key; at_hand = series()) {
            if (*at_hand == key) {
                visit(block_.values(row_) + 1, block_.nulls(row_) + 1);
            }
            ++row_;
        }
    }

    void end() { sort_.end(); }

private:
    postgres::tuple_sort sort_;
    postgres::row_block block_;
    std::size_t row_ = 0;
    bool read_ = false;
};

}  // namespace forecast_warehouse::features
