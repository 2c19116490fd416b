#pragma once

#include <cstdint>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Entries for one B-tree index, one after the other in the order of its keys.
class leaf_entries {
public:
    leaf_entries() = default;
    leaf_entries(const leaf_entries&) = delete;
    leaf_entries& operator=(const leaf_entries&) = delete;
    virtual ~leaf_entries() = default;

    [[nodiscard]] virtual std::size_t size() const noexcept = 0;

    // Fills in one entry; runs inside a guard.
    virtual void get(std::size_t entry, Datum* values, bool* nulls, ItemPointer place) const noexcept = 0;
};

// Inserts entries into an index: all neighbours that belong on one leaf page under one lock of it and
// with one WAL record (an image of the page), instead of a descent, a lock and a record for each. Where a
// page is full, or gets few entries, the server's own insertion does the work, page splits and deduplication
// included. So it does in a unique index, save behind the last of its keys, where no equal one can stand; and
// for keys that are not whole numbers or days, and entries that are out of order.
//
// Runs inside a guard. What it does to a page is what _bt_insertonpg does for a tuple that fits; the
// functions that it calls are the ones that nbtree calls.
void insert_in_runs(Relation heap, Relation index, IndexInfo* info, const leaf_entries& entries);

}  // namespace forecast_warehouse::postgres
