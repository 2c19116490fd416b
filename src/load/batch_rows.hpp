#pragma once

#include <memory>
#include <vector>

#include "load/writer.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// The rows of a batch in memory, each with what becomes of it.
class batch_rows {
public:
    explicit batch_rows(batch& from);

    [[nodiscard]] std::vector<postgres::direct_row>& all() noexcept { return rows_; }
    [[nodiscard]] const std::vector<postgres::direct_row>& all() const noexcept { return rows_; }

    // Those that are not dropped, as a batch of their own; the caller ends its store.
    [[nodiscard]] batch kept(const core::feed& feed) const;

private:
    TupleDesc type_;
    std::vector<std::unique_ptr<postgres::row_block>> blocks_;
    std::vector<postgres::direct_row> rows_;
};

}  // namespace forecast_warehouse::load
