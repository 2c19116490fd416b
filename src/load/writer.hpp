#pragma once

#include <cstdint>

#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// What became of the rows of a load.
struct load_counts {
    std::int64_t received = 0;
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t merged = 0;
    std::int64_t rejected = 0;
    std::int64_t closed = 0;
};

// Rows in the target's types (describe_resolved), in the order of its grain and one a grain.
struct batch {
    postgres::tuple_store store;
    std::int64_t rows;
    Datum first_key;  // of the grain's leading column; to be used only where that is a plain word
    Datum last_key;
};

// The last stage: a batch's rows become rows of the table. The engine hands over batch after batch and does
// not know how they are written.
class writer {
public:
    writer() = default;
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    virtual ~writer() = default;

    // Writes the rows of a batch and adds to the counts what became of them.
    virtual void write(batch& batch, load_counts& counts) = 0;

    // Called once every batch is written, with all the rows of the load: what another session changed in the
    // meantime is set right, so that the load counts as having happened at one moment.
    virtual void finish(batch& all, load_counts& counts) = 0;

    // Whether a batch may end between two neighbouring rows.
    [[nodiscard]] virtual bool may_part(const postgres::row_view& last,
                                        const postgres::row_view& next) const = 0;
};

}  // namespace forecast_warehouse::load
