#pragma once

#include <string>
#include <vector>

#include "postgres/memory.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A table that this transaction has just made, filled past the executor: nobody else sees it yet, and it has
// neither index nor trigger nor constraint that would want to know of a row.
class new_table {
public:
    // As many rows as COPY gives the heap at a time.
    static constexpr std::size_t block_rows = 1000;

    // What keeps a table from being filled like that, as half a sentence; empty: nothing. types: those that
    // its columns must have.
    static std::string obstacle(Oid relation, const std::vector<Oid>& types);

    // Whether this subtransaction has made a table; false when it is gone.
    static bool was_made_here(Oid relation);

    // The table has passed obstacle().
    explicit new_table(Oid relation);
    new_table(const new_table&) = delete;
    new_table& operator=(const new_table&) = delete;
    ~new_table() = default;  // see close()

    // Appends rows with a value for each column, block_rows at most.
    void append(row_block& rows);

    // Makes the rows visible to the statements that follow; not called when an error is on its way, the
    // transaction does the rest then.
    void close();

private:
    Relation heap_ = nullptr;
    BulkInsertState bulk_ = nullptr;
    CommandId command_ = 0;
    std::vector<TupleTableSlot*> slots_;
    arena batch_;
};

}  // namespace forecast_warehouse::postgres
