#include "load/batch_part.hpp"

#include <memory>

namespace forecast_warehouse::load {

using postgres::direct_row;

namespace {

void visit_rows(const core::feed& feed, TupleDesc type, std::vector<direct_row>& rows,
                const std::function<void(batch_part&)>& visit) {
    batch_part part(feed, type, rows);
    visit(part);
    part.end();
    rows.clear();
}

}  // namespace

batch_part::batch_part(const core::feed& feed, batch& whole)
    : feed_(&feed), type_(whole.store.description()), size_(whole.rows), whole_(&whole) {}

batch_part::batch_part(const core::feed& feed, TupleDesc type, std::vector<direct_row>& rows)
    : feed_(&feed), type_(type), size_(static_cast<std::int64_t>(rows.size())), rows_(&rows) {}

std::vector<direct_row>& batch_part::rows() {
    if (whole_ != nullptr && !read_) {
        rows_ = &read_.emplace(*whole_).all();
    }
    return *rows_;
}

std::vector<direct_row>& batch_part::in_memory() {
    for (direct_row& row : rows()) {
        row.becomes = direct_row::outcome::inserted;
        row.violated = {nullptr, nullptr};
    }
    return *rows_;
}

batch& batch_part::in_store() {
    if (whole_ != nullptr) {
        return *whole_;
    }
    if (!stored_) {
        stored_ = copy(true);
    }
    return *stored_;
}

batch batch_part::accepted() {
    return copy(false);
}

batch batch_part::copy(bool with_rejected) {
    batch copied{postgres::tuple_store(type_)};
    std::vector<postgres::row_view> views;
    views.reserve(rows().size());
    for (const direct_row& each : rows()) {
        if (with_rejected || each.becomes != direct_row::outcome::rejected) {
            views.push_back(each.row);
        }
    }
    copied.append(views, feed_->grain.front());
    return copied;
}

void batch_part::end() {
    if (stored_) {
        stored_->store.end();
        stored_.reset();
    }
}

void for_each_part(const core::feed& feed, batch& all, const may_part& may_part,
                   const std::function<void(batch_part&)>& visit) {
    if (all.rows <= part_size) {
        batch_part whole(feed, all);
        visit(whole);
        return;
    }
    TupleDesc type = all.store.description();
    std::vector<std::unique_ptr<postgres::row_block>> blocks;
    std::vector<direct_row> rows;
    rows.reserve(static_cast<std::size_t>(part_size) + postgres::row_block::largest);
    all.store.rewind();
    for (bool more = true; more;) {
        blocks.push_back(std::make_unique<postgres::row_block>(type->natts));
        more = all.store.read(*blocks.back());
        for (std::size_t row = 0; row < blocks.back()->size(); ++row) {
            const postgres::row_view next = blocks.back()->view(row);
            if (static_cast<std::int64_t>(rows.size()) >= part_size && may_part(rows.back().row, next)) {
                visit_rows(feed, type, rows, visit);
                blocks.erase(blocks.begin(), blocks.end() - 1);
            }
            rows.push_back({next, {}});
        }
    }
    visit_rows(feed, type, rows, visit);
}

}  // namespace forecast_warehouse::load
