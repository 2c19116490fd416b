// What the last statement of the SQL writer returned: arrays of the keys that it wrote.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace forecast_warehouse::load {

// How many rows a writing statement wrote that are new, and how many that are not. New is what was born in
// this transaction and was not there before, or has a key that was made for a new row: a table may give rows
// another moment of birth, and a trigger another key. The row of another session, which was faster, is older.
std::pair<std::int64_t, std::int64_t> inserted_and_updated();

// What a watching statement gave to the table and did not get back.
struct not_returned {
    std::int64_t rows = 0;
    std::int64_t by_grain = 0;          // more, when a trigger changes keys
    std::vector<std::int64_t> numbers;  // of the latter
};
not_returned by_last_statement();

}  // namespace forecast_warehouse::load
