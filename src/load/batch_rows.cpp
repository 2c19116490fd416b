#include "load/batch_rows.hpp"

namespace forecast_warehouse::load {

batch_rows::batch_rows(batch& from) {
    const auto rows = static_cast<std::size_t>(from.rows);
    const int columns = from.store.description()->natts;
    rows_.reserve(rows);
    from.store.rewind();
    for (bool more = true; more;) {
        blocks_.push_back(std::make_unique<postgres::row_block>(columns, rows));
        more = from.store.read(*blocks_.back());
        for (std::size_t row = 0; row < blocks_.back()->size(); ++row) {
            rows_.push_back({blocks_.back()->view(row), {}});
        }
    }
}

}  // namespace forecast_warehouse::load
