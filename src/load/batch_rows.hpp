#pragma once

#include <memory>
#include <vector>

#include "load/batch.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// The rows of a batch read into memory, each with what becomes of it.
class batch_rows {
public:
    explicit batch_rows(batch& from);

    [[nodiscard]] std::vector<postgres::direct_row>& all() noexcept { return rows_; }
    [[nodiscard]] const std::vector<postgres::direct_row>& all() const noexcept { return rows_; }

private:
    std::vector<std::unique_ptr<postgres::row_block>> blocks_;
    std::vector<postgres::direct_row> rows_;
};

}  // namespace forecast_warehouse::load
