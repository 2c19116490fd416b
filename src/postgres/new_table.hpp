#pragma once

#include <string>
#include <vector>

#include "postgres/memory.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A table that this transaction has just created, filled without the executor. No other session sees it yet,
// and it has no indexes, triggers or constraints.
class new_table {
public:
    // COPY writes the same number of rows at a time.
    static constexpr std::size_t block_rows = 1000;

    // The reason why a table cannot be filled so, to follow "table x was created, and"; empty: it can. types:
    // that its columns must have.
    static std::string obstacle(Oid relation, const std::vector<Oid>& types);

    // Whether this subtransaction has created a table. False if the table does not exist.
    static bool was_created_here(Oid relation);

    // The table has passed obstacle().
    explicit new_table(Oid relation);
    new_table(const new_table&) = delete;
    new_table& operator=(const new_table&) = delete;
    ~new_table() = default;  // see close()

    // Appends rows with a value for each column, block_rows at most.
    void append(row_block& rows);

    // Makes the rows visible to the following statements. Not called after an error: the abort of the
    // transaction releases the table.
    void close();

private:
    Relation heap_ = nullptr;
    BulkInsertState bulk_ = nullptr;
    CommandId command_ = 0;
    std::vector<TupleTableSlot*> slots_;
    arena batch_;
};

}  // namespace forecast_warehouse::postgres
