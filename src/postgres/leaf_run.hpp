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
    virtual void get(std::size_t entry, Datum* values, bool* nulls, ItemPointer tid) const noexcept = 0;
};

// Inserts entries into an index. Neighbours that belong on one leaf page go in under one lock of it. They
// take one WAL record, an image of the page. The server would descend, lock and log for each.
//
// The server's own insertion does the work where a page is full or gets few entries. It splits pages and
// removes duplicates. It also does so in a unique index, except behind the last key, where no equal key can
// be. It does so too for keys that are not integers or days, and for entries out of order.
//
// Runs inside a guard. A page is changed as _bt_insertonpg changes it for a tuple that fits, with the
// functions that nbtree calls.
void insert_in_runs(Relation heap, Relation index, IndexInfo* info, const leaf_entries& entries);

}  // namespace forecast_warehouse::postgres
