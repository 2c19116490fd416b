#pragma once

#include <cstdint>
#include <vector>

#include "postgres/direct_table.hpp"

namespace forecast_warehouse::postgres {

// The index entries of rows that are written together. Those of inserted rows come first, then those of
// updated rows that moved. Each has its values and the tid of its row.
class direct_indexes {
public:
    explicit direct_indexes(direct_table& table);

    // Makes room for the entries of so many rows. So nothing is allocated where the server may raise an
    // error.
    void reserve(std::size_t rows);

    // Records what the row in a slot puts into the indexes, and then its tid. Both run inside a guard. The
    // values are copied if they do not live as long as the table: defaults do not.
    void record_values(TupleTableSlot* slot);
    void record_tid(const ItemPointerData& tid) { tids_.push_back(tid); }
    [[nodiscard]] std::size_t size() const noexcept { return tids_.size(); }

    // Puts an entry into the index of the key; runs inside a guard. replaces: the row is a new version of a
    // row with the same key. Then the server may remove entries of old versions when the page is full.
    void insert_key_entry(std::size_t entry, bool replaces);
    // Puts the entries from first to last, without the last, into the index of the key.
    void insert_key_entries(std::size_t first, std::size_t last);
    // Puts all entries into the other indexes, one after the other, in the order of each.
    void insert_into_others();

private:
    class sorted_entries;

    // An index that CREATE INDEX CONCURRENTLY has begun since direct_obstacle() takes no entries yet.
    [[nodiscard]] bool takes_entries(int index) const noexcept {
        return table_->result()->ri_IndexRelationInfo[index]->ii_ReadyForInserts;
    }
    void insert_into(int index, const std::vector<std::uint32_t>& order);
    void get_values(int index, std::size_t entry, Datum* values, bool* nulls) const noexcept;
    [[nodiscard]] std::uint64_t packed_key(const IndexInfo* info, std::size_t entry) const noexcept;
    [[nodiscard]] std::vector<std::uint32_t> order_for(int index) const;

    direct_table* table_;
    std::vector<AttrNumber> indexed_;  // all indexed attributes
    std::vector<int> indexed_at_;      // by attribute number: index in indexed_, or -1
    std::vector<Datum> values_;        // by entry, then by indexed attribute
    std::vector<std::uint8_t> nulls_;
    std::vector<ItemPointerData> tids_;
};

}  // namespace forecast_warehouse::postgres
