#pragma once

#include <optional>
#include <vector>

#include "postgres/direct_checks.hpp"
#include "postgres/direct_indexes.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Writes rows into the heap of a table, with defaults and checks, and records their index entries.
class direct_heap {
public:
    // rejects: whether rows that violate a constraint are rejected; else they raise the server's error.
    direct_heap(direct_table& table, direct_indexes& indexes, bool rejects);

    // Inserts the new rows. No index has them yet, so no session waits for them and they wait for none.
    void insert(std::vector<direct_row>& rows);

    // Updates a stored row, unless it is rejected. An entry for the key's index is recorded and inserted if
    // the row moved. False: another session was faster. Runs inside a guard.
    [[nodiscard]] bool update(direct_row& row, const keep_columns& keep);

private:
    void fill(TupleTableSlot* slot, const row_view& row);
    void flush(std::size_t waiting, BulkInsertState bulk);
    [[nodiscard]] bool passes(TupleTableSlot* slot, direct_row& row);

    direct_table* table_;
    direct_indexes* indexes_;
    CommandId command_;
    std::optional<direct_checks> checks_;  // where rows are rejected
};

}  // namespace forecast_warehouse::postgres
