#pragma once

#include <optional>
#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// The constraints that the server checks in each row of a table: NOT NULL and CHECK. The server raises an
// error where one is violated. This says which one, so that a load can go on without the row.
class direct_checks {
public:
    // The table has begun, and must outlive this. Runs inside a guard.
    explicit direct_checks(direct_table& table);

    // The first constraint that a row in a slot violates; nothing where it violates none. Its names live
    // until the table is closed. Runs inside a guard.
    [[nodiscard]] std::optional<violated_constraint> find(TupleTableSlot* slot);

private:
    direct_table* table_;
    ExprState** checks_ = nullptr;  // as many as the table has; NULL: the server does not enforce it
};

}  // namespace forecast_warehouse::postgres
