#pragma once

#include <functional>
#include <memory>
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
    static std::unique_ptr<direct_writer> make(const target& target);

    direct_writer(const target& target, std::vector<postgres::direct_column> columns);

    struct outcome {
        std::int64_t inserted = 0;
        std::int64_t updated = 0;
        std::vector<core::reject> rejects;  // rows that refer to what is gone meanwhile
    };

    // Writes the rows, batch by batch, each in a subtransaction of its own. Where another session was faster
    // with a row of a batch, nothing of that batch is written, and it goes to the other way.
    void write(batch& all, outcome& written, const std::function<void(batch&)>& other_way);

private:
    using row_blocks = std::vector<std::unique_ptr<postgres::row_block>>;

    bool write_batch(std::vector<postgres::direct_row>& rows, outcome& written);
    outcome write_rows(std::vector<postgres::direct_row>& rows);

    const target* target_;
    std::vector<postgres::direct_column> columns_;
    std::vector<int> grain_;
    key_locks locks_;
};

}  // namespace forecast_warehouse::load
