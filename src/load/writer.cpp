#include "load/writer.hpp"

#include <optional>

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

void for_each_batch(const core::feed& feed, batch& all, const may_part& may_part,
                    const std::function<void(batch&)>& visit) {
    if (all.rows <= batch_size) {
        visit(all);
        return;
    }
    const int leading = feed.grain.front();
    TupleDesc type = all.store.description();
    batch part{postgres::tuple_store(type)};
    postgres::row_block block(type->natts);
    postgres::row_block last(type->natts, 1);
    std::vector<postgres::row_view> rows;
    all.store.rewind();
    while (all.store.read(block)) {
        rows.clear();
        postgres::row_view previous = last.view(0);
        for (std::size_t row = 0; row < block.size(); ++row) {
            const postgres::row_view current = block.view(row);
            const auto waiting = static_cast<std::int64_t>(rows.size());
            if (part.rows + waiting >= batch_size && may_part(previous, current)) {
                part.append(rows, leading);
                rows.clear();
                visit(part);
                part.clear();
            }
            rows.push_back(current);
            previous = current;
        }
        part.append(rows, leading);
        last.clear();
        last.add_copy(previous, type);
    }
    visit(part);
    part.store.end();
}

}  // namespace forecast_warehouse::load
