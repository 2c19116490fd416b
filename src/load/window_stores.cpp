#include "load/window_stores.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "load/sql_text.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::direct_row;
using postgres::row_block;
using postgres::row_view;

void add_columns(const core::feed& feed, std::span<const int> columns, postgres::row_type& type) {
    for (const int column : columns) {
        const core::feed_column& key = feed.columns[static_cast<std::size_t>(column)];
        type.add(key.target.c_str(), resolved_type(key));
    }
}

bool is_written(const direct_row& row) {
    return row.becomes == direct_row::outcome::inserted || row.becomes == direct_row::outcome::updated;
}

}  // namespace

void window_store::clear() {
    store_.clear();
    rows_ = 0;
}

row_view window_store::add(row_block& block) {
    if (block.full()) {
        store_.put(block);
        block.clear();
    }
    const row_view row = block.view(block.add());
    std::fill_n(row.nulls, block.columns(), false);
    ++rows_;
    return row;
}

postgres::named_rows window_store::named(const target& target) const {
    return {name_, store_, rows_, target.schema()};
}

window_store make_series_store(const core::feed& feed) {
    postgres::row_type type;
    type.add("number", INT4OID);
    add_columns(feed, core::series_columns(feed), type);
    return window_store("series", type.describe());
}

void put_series(const core::feed& feed, const window_batch& windows, window_store& series) {
    const auto keys = core::series_columns(feed);
    row_block block(series.columns());
    series.clear();
    for (const row_view& row : windows.series()) {
        const auto number = static_cast<std::int32_t>(series.rows());
        const row_view added = series.add(block);
        added.values[0] = Int32GetDatum(number);
        for (std::size_t key = 0; key < keys.size(); ++key) {
            added.values[key + 1] = row.values[keys[key]];
            added.nulls[key + 1] = row.nulls[keys[key]];
        }
    }
    series.finish(block);
}

window_store make_incoming_store(const core::feed& feed) {
    return window_store(sql_text::incoming,
                        resolved_row_type(feed).add("replaces", INT8OID).add("seen_end", DATEOID).describe());
}

void put_incoming(const core::feed& feed, window_batch& windows, window_store& incoming) {
    const int columns = keep_set_column(feed) + 1;
    row_block block(incoming.columns());
    incoming.clear();
    for (std::size_t row = 0; row < windows.rows().size(); ++row) {
        const direct_row& each = windows.rows()[row];
        if (!is_written(each)) {
            continue;
        }
        const stored_window* replaced = windows.replaced()[row];
        const row_view added = incoming.add(block);
        std::copy_n(each.row.values, columns, added.values);
        std::copy_n(each.row.nulls, columns, added.nulls);
        added.nulls[columns] = added.nulls[columns + 1] = replaced == nullptr;
        added.values[columns] = Int64GetDatum(replaced == nullptr ? 0 : replaced->row);
        added.values[columns + 1] = DateADTGetDatum(replaced == nullptr ? 0 : replaced->window.to);
    }
    incoming.finish(block);
}

window_store make_closing_store(const core::feed& feed) {
    postgres::row_type type;
    type.add("id", INT8OID).add("ends", DATEOID).add("seen_end", DATEOID);
    add_columns(feed, feed.grain, type);
    return window_store("closing", type.describe());
}

void put_closings(const core::feed& feed, const window_batch& windows, window_store& closing) {
    std::vector<closing_window> closings = windows.closings();
    std::sort(closings.begin(), closings.end(), [](const closing_window& left, const closing_window& right) {
        return left.stored.row < right.stored.row;
    });
    const int start = core::column_with_role(feed, core::column_role::window_start);
    row_block block(closing.columns());
    for (const closing_window& each : closings) {
        const row_view added = closing.add(block);
        added.values[0] = Int64GetDatum(each.stored.row);
        added.values[1] = DateADTGetDatum(each.to);
        added.values[2] = DateADTGetDatum(each.stored.window.to);
        for (std::size_t key = 0; key < feed.grain.size(); ++key) {
            const int column = feed.grain[key];
            added.values[key + 3] =
                column == start ? DateADTGetDatum(each.stored.window.from) : each.series.values[column];
            added.nulls[key + 3] = column != start && each.series.nulls[column];
        }
    }
    closing.finish(block);
}

TupleDesc describe_stored_windows() {
    return postgres::row_type()
        .add("number", INT4OID)
        .add("id", INT8OID)
        .add("starts", DATEOID)
        .add("ends", DATEOID)
        .describe();
}

}  // namespace forecast_warehouse::load
