#include "load/written_rows.hpp"

#include <algorithm>

#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

// The numbers in a column of the last statement's only row, an array; none when it is NULL.
std::vector<std::int64_t> numbers_in(int column) {
    bool is_null = false;
    const Datum array = postgres::result_value(0, column, INT8ARRAYOID, is_null);
    if (is_null) {
        return {};
    }
    const auto numbers = postgres::guard([array] {
        ArrayType* plain = DatumGetArrayTypeP(array);
        const int count = ArrayGetNItems(ARR_NDIM(plain), ARR_DIMS(plain));
        return std::pair(reinterpret_cast<const std::int64_t*>(ARR_DATA_PTR(plain)), count);
    });
    return {numbers.first, numbers.first + numbers.second};
}

std::int64_t count_of(const std::vector<std::int64_t>& keys, std::vector<std::int64_t> among) {
    std::sort(among.begin(), among.end());
    return std::count_if(keys.begin(), keys.end(), [&among](std::int64_t key) {
        return std::binary_search(among.begin(), among.end(), key);
    });
}

}  // namespace

std::pair<std::int64_t, std::int64_t> inserted_and_updated() {
    const std::vector<std::int64_t> older = numbers_in(1);
    const std::vector<std::int64_t> of_now = numbers_in(2);
    const auto born_now = static_cast<std::int64_t>(of_now.size());
    const std::int64_t inserted = count_of(older, numbers_in(3)) + born_now - count_of(of_now, numbers_in(4));
    return {inserted, static_cast<std::int64_t>(older.size()) + born_now - inserted};
}

std::int64_t moved() {
    return postgres::result_count(5);
}

not_returned by_last_statement() {
    std::vector<std::int64_t> numbers = numbers_in(7);
    return numbers.empty() ? not_returned{}
                           : not_returned{postgres::result_count(6),
                                          static_cast<std::int64_t>(numbers.size()), std::move(numbers)};
}

}  // namespace forecast_warehouse::load
