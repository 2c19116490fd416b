#pragma once

#include <cstdint>
#include <functional>

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
    std::int64_t rows = 0;
    Datum first_key = 0;  // of the grain's leading column; to be used only where that is a plain word
    Datum last_key = 0;

    explicit batch(postgres::tuple_store rows_of_it) : store(rows_of_it) {}

    // Appends rows that come after those it has.
    void append(const std::vector<postgres::row_view>& more, int leading_column);
    void clear();
};

// The last stage: rows become rows of the table. The engine does not know how they are written.
class writer {
public:
    writer() = default;
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    virtual ~writer() = default;

    // Writes the rows and adds to the counts what became of them; writes nothing when the load is lost
    // already, but may find more to reject.
    virtual void write(batch& all, load_counts& counts) = 0;
};

// Whether a batch may end between two neighbouring rows.
using may_part = std::function<bool(const postgres::row_view& last, const postgres::row_view& next)>;

// Rows of a batch that is written by one statement.
inline constexpr std::int64_t batch_size = 100'000;

// Visits the rows in batches of that size: large enough that a statement's overhead does not count, small
// enough that what it keeps in memory (its rows, its foreign-key events) does not either.
void for_each_batch(const core::feed& feed, batch& all, const may_part& may_part,
                    const std::function<void(batch&)>& visit);

}  // namespace forecast_warehouse::load
