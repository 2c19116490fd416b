#include "load/batch.hpp"

namespace forecast_warehouse::load {

void batch::append(const std::vector<postgres::row_view>& more, int leading_column) {
    if (more.empty()) {
        return;
    }
    store.put(more);
    first_key = rows == 0 ? more.front().values[leading_column] : first_key;
    last_key = more.back().values[leading_column];
    rows += static_cast<std::int64_t>(more.size());
}

void batch::clear() {
    store.clear();
    rows = 0;
}

}  // namespace forecast_warehouse::load
