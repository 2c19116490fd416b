#include "load/batch_rows.hpp"

namespace forecast_warehouse::load {

using postgres::direct_row;

batch_rows::batch_rows(batch& from) : type_(from.store.description()) {
    const auto rows = static_cast<std::size_t>(from.rows);
    rows_.reserve(rows);
    from.store.rewind();
    for (bool more = true; more;) {
        blocks_.push_back(std::make_unique<postgres::row_block>(type_->natts, rows));
        more = from.store.read(*blocks_.back());
        for (std::size_t row = 0; row < blocks_.back()->size(); ++row) {
            rows_.push_back({blocks_.back()->view(row), {}});
        }
    }
}

batch batch_rows::kept(const core::feed& feed) const {
    batch part{postgres::tuple_store(type_)};
    std::vector<postgres::row_view> views;
    views.reserve(rows_.size());
    for (const direct_row& each : rows_) {
        if (each.becomes != direct_row::outcome::rejected) {
            views.push_back(each.row);
        }
    }
    part.append(views, feed.grain.front());
    return part;
}

}  // namespace forecast_warehouse::load
