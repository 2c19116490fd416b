#pragma once

#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "load/key_locks.hpp"
#include "load/target.hpp"
#include "load/writer.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// A target's columns as its direct writing wants them; and whether the setting and the table allow that.
std::vector<postgres::direct_column> direct_columns(const target& target);
bool may_write_directly(const target& target, const std::vector<postgres::direct_column>& columns);

// Writes batches of a table whose grain is unique past the executor (postgres::direct_table).
class direct_writer {
public:
    // None when the setting says so, or the table is not to be written directly.
    static std::unique_ptr<direct_writer> make(const target& target, const core::keep_sets& keep_sets);

    direct_writer(const target& target, const core::keep_sets& keep_sets,
                  std::vector<postgres::direct_column> columns);

    struct outcome {
        std::int64_t inserted = 0;
        std::int64_t updated = 0;
        std::vector<core::reject> rejects;  // rows that refer to what is gone meanwhile
    };

    // Writes the rows, batch by batch. Where another session is faster with a row of a batch, all is lost
    // (lost_race), and the caller rolls it back; that batch goes the other way when all is written again.
    void write(batch& all, outcome& written, const std::function<void(batch&)>& other_way);

private:
    using row_blocks = std::vector<std::unique_ptr<postgres::row_block>>;

    void write_batch(std::vector<postgres::direct_row>& rows, outcome& written);

    const target* target_;
    const core::keep_sets* keep_sets_;
    std::vector<postgres::direct_column> columns_;
    std::vector<int> grain_;
    key_locks locks_;
    std::set<std::size_t> lost_;  // batches, by their numbers
};

}  // namespace forecast_warehouse::load
