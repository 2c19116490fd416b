#include "load/direct_writer.hpp"

#include "load/attempts.hpp"
#include "load/policy.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::direct_row;

// Large enough that each index is filled in long runs, small enough that the rows fit into memory.
constexpr auto rows_a_batch = static_cast<std::size_t>(batch_size);

// What the table must have made a column, so that a value checked by the load is the value stored.
struct stored_type {
    Oid type;
    int typmod;
};

stored_type stored_as(const core::feed_column& column) {
    const Oid resolved = resolved_type(column);
    if (resolved == TEXTOID) {
        return {VARCHAROID, column.limit + static_cast<int>(VARHDRSZ)};
    }
    if (resolved == NUMERICOID) {
        return {NUMERICOID, numeric_typmod(column)};
    }
    return {resolved, -1};
}

}  // namespace

std::vector<postgres::direct_column> direct_columns(const target& target) {
    std::vector<postgres::direct_column> columns;
    for (int position = 0; position < target.columns(); ++position) {
        const core::feed_column& column = target.column(position);
        const stored_type stored = stored_as(column);
        const core::dimension* refers = referenced_by(column);
        columns.push_back({column.target, stored.type, stored.typmod,
                           core::is_in_grain(target.feed(), position),
                           refers != nullptr ? target.relation_beside(refers->table) : InvalidOid,
                           refers != nullptr ? refers->key : std::string()});
    }
    return columns;
}

bool may_write_directly(const target& target, const std::vector<postgres::direct_column>& columns) {
    const auto& grain = target.feed().grain;
    return current_writer() != writer_choice::sql &&
           postgres::direct_table::obstacle(target.relation(), columns, {grain.begin(), grain.end()},
                                            "updated_at")
               .empty();
}

std::unique_ptr<direct_writer> direct_writer::make(const target& target, const core::keep_sets& keep_sets) {
    std::vector<postgres::direct_column> columns = direct_columns(target);
    return may_write_directly(target, columns)
               ? std::make_unique<direct_writer>(target, keep_sets, std::move(columns))
               : nullptr;
}

direct_writer::direct_writer(const target& target, const core::keep_sets& keep_sets,
                             std::vector<postgres::direct_column> columns)
    : target_(&target),
      keep_sets_(&keep_sets),
      columns_(std::move(columns)),
      grain_(target.feed().grain.begin(), target.feed().grain.end()),
      locks_(target) {}

void direct_writer::write(batch& all, outcome& written, const std::function<void(batch&)>& other_way) {
    const int columns = all.store.description()->natts;
    locks_.forget();
    all.store.rewind();
    bool more = true;
    for (std::size_t number = 0; more; ++number) {
        row_blocks blocks;
        std::vector<direct_row> rows;
        while (rows.size() < rows_a_batch && more) {
            blocks.push_back(
                std::make_unique<postgres::row_block>(columns, static_cast<std::size_t>(all.rows)));
            more = all.store.read(*blocks.back());
            for (std::size_t row = 0; row < blocks.back()->size(); ++row) {
                rows.push_back({blocks.back()->view(row), {}});
            }
        }
        if (rows.empty()) {
            break;
        }
        if (lost_.contains(number)) {
            batch part{postgres::tuple_store(all.store.description())};
            std::vector<postgres::row_view> views;
            views.reserve(rows.size());
            for (const direct_row& each : rows) {
                views.push_back(each.row);
            }
            part.append(views, target_->feed().grain.front());
            other_way(part);
            part.store.end();
        } else if (!unless_lost([&] { write_batch(rows, written); })) {
            lost_.insert(number);
            throw postgres::lost_race();
        }
    }
}

void direct_writer::write_batch(std::vector<direct_row>& rows, outcome& written) {
    const postgres::kept_columns kept{keep_set_column(target_->feed()), keep_sets_};
    postgres::direct_table table(target_->relation(), columns_, grain_, "updated_at");
    table.compare(rows, kept);
    const std::vector<core::reject> rejects = locks_.lock(rows);
    table.write(rows, kept);
    table.close();
    for (const direct_row& row : rows) {
        written.inserted += row.becomes == direct_row::outcome::inserted ? 1 : 0;
        written.updated += row.becomes == direct_row::outcome::updated ? 1 : 0;
    }
    written.rejects.insert(written.rejects.end(), rejects.begin(), rejects.end());
    postgres::progress::advance(static_cast<std::int64_t>(rows.size()));
}

}  // namespace forecast_warehouse::load
