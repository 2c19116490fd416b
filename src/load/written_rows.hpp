// Reads the result of the last statement of sql_rows: arrays of the keys that it wrote.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace forecast_warehouse::load {

// How many of the rows that a writing statement wrote are new, and how many are not. A row is new if it was
// created in this transaction and was not stored before. It is also new if its key was made for a new row.
// Both are needed: a table may set created_at itself, and a trigger may set the key. A row of another session
// that was faster is older.
std::pair<std::int64_t, std::int64_t> inserted_and_updated();

// How many of the rows given to the table have another day than the stored row of the same moment.
std::int64_t moved();

// The rows that a watching statement gave to the table and that did not come back.
struct not_returned {
    std::int64_t rows = 0;
    std::int64_t by_grain = 0;          // more, when a trigger changes keys
    std::vector<std::int64_t> numbers;  // of the latter
};
not_returned by_last_statement();

}  // namespace forecast_warehouse::load
