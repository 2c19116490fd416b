#pragma once

#include <vector>

#include "postgres/direct_indexes.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// Writes rows into the heap of a table, with defaults and checks, and records their index entries.
class direct_heap {
public:
    direct_heap(direct_table& table, direct_indexes& indexes);

    // Inserts the new rows. No index has them yet, so no session waits for them and they wait for none.
    void insert(std::vector<direct_row>& rows);

    // Updates a stored row. An entry for the key's index is recorded and inserted if the row moved. False:
    // another session was faster. Runs inside a guard.
    [[nodiscard]] bool update(direct_row& row, const keep_columns& keep);

private:
    void fill(TupleTableSlot* slot, const row_view& row);
    void flush(std::size_t waiting, BulkInsertState bulk);
    void check(TupleTableSlot* slot);

    direct_table* table_;
    direct_indexes* indexes_;
    CommandId command_;
};

}  // namespace forecast_warehouse::postgres
