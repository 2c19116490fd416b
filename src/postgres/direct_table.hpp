#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/load/column_set.hpp"
#include "postgres/memory.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// One column of the rows that come in, and where it goes.
struct direct_column {
    std::string name;       // in the table
    Oid stored_type;        // what the table must have, or the values would not be what an INSERT stores
    int typmod;             // the same; -1: none
    bool is_key;            // whether it is part of the unique key
    Oid refers_to;          // table that the caller locks the referenced rows of; InvalidOid: none
    std::string refers_by;  // the column that it locks them by
};

// Which stored values the rows keep: the column that has the number of a row's keep set, and these sets. A
// set has positions of direct columns.
struct kept_columns {
    int column;
    const core::keep_sets* sets;

    [[nodiscard]] const core::column_set& of(const row_view& row) const noexcept {
        return sets->set(DatumGetInt32(row.values[column]));
    }
};

// Whether a column of a B-tree index sorts as its type does by default; runs inside a guard.
bool has_default_order(Relation index, int column);

// A row on its way in: what stands in its place, and what becomes of it.
struct direct_row {
    enum class outcome : std::uint8_t { inserted, updated, unchanged, rejected };

    row_view row;
    ItemPointerData place;  // of the standing row, then of the new one
    outcome becomes = outcome::inserted;
};

// Another session wrote a row between our look at it and our write.
class lost_race : public std::exception {};

// A plain table that rows are compared with and written to past the executor: heap page by heap page, and
// index by index in the order of its keys. What an INSERT would do for the table as it is happens here too
// (defaults, checks, not-null, indexes); for what does not, see obstacle().
//
// Foreign keys are the caller's business: it has locked what the rows refer to. Everything runs in a
// subtransaction of the caller's, who rolls it back when another session was faster (unique violation,
// lost_race).
class direct_table {
public:
    // What keeps a table from being written directly by the current role, as half a sentence; empty: nothing.
    // The key's columns must be those of a unique index, in its order. touched: the column that says when a
    // row was last changed.
    static std::string obstacle(Oid relation, const std::vector<direct_column>& columns,
                                const std::vector<int>& key, const char* touched);

    // The table has passed obstacle(). Its columns are looked at once more: code of the user's that ran since
    // may have changed them.
    direct_table(Oid relation, const std::vector<direct_column>& columns, const std::vector<int>& key,
                 const char* touched);
    direct_table(const direct_table&) = delete;
    direct_table& operator=(const direct_table&) = delete;
    ~direct_table() = default;  // see close()

    // Looks up what stands in the place of each row, in the order of the key, and decides what becomes of it.
    // A row keeps the stored values of the columns in its keep set.
    void compare(std::vector<direct_row>& rows, const kept_columns& kept);

    // The same in two steps, for a caller that finds itself what stands in the place of a row (series_scan):
    // looks at the table as it is now; then decides about the rows that replace another, as yet "changed".
    void look();
    void compare_replaced(std::vector<direct_row>& rows, const kept_columns& kept);

    // Writes inserted rows and updated ones, in their order.
    void write(std::vector<direct_row>& rows, const kept_columns& kept);

    // Closes table and indexes; not called when an error is on its way, the subtransaction does it then.
    void close();

private:
    friend class series_scan;

    struct stored_column {
        AttrNumber attribute;
        Oid type;
        bool by_value;
        bool is_key;
    };
    struct filled_column {
        AttrNumber attribute;
        ExprState* value;  // NULL: no default
    };

    void open_columns(const std::vector<direct_column>& columns, const char* touched);
    void find_key_index(const std::vector<int>& key);
    void find_indexed_attributes();
    // An index that CREATE INDEX CONCURRENTLY has begun since obstacle() takes none yet.
    [[nodiscard]] bool takes_entries(int index) const noexcept {
        return result_->ri_IndexRelationInfo[index]->ii_ReadyForInserts;
    }

    // All of these run inside a guard.
    std::size_t compare_range(std::vector<direct_row>& rows, const kept_columns& kept);
    void compare_each(std::vector<direct_row>& rows, std::size_t from, const kept_columns& kept);
    [[nodiscard]] ScanKeyData from_row_on(Relation index, ScanKeyData* parts, const row_view& row) const;
    [[nodiscard]] bool ordered_by_word() const;
    [[nodiscard]] int compare_keys(const row_view& row, TupleTableSlot* standing) const;
    void judge(direct_row& row, TupleTableSlot* standing, const kept_columns& kept) const;
    [[nodiscard]] bool differs(const row_view& row, TupleTableSlot* standing, const kept_columns& kept) const;
    void reserve_entries(std::size_t rows);
    void insert_heap(std::vector<direct_row>& rows);
    void fill_slot(TupleTableSlot* slot, const row_view& row);
    void record_index_values(TupleTableSlot* slot);
    void write_in_key_order(std::vector<direct_row>& rows, const kept_columns& kept);
    void insert_index(int index, const std::vector<std::uint32_t>& order);
    class sorted_entries;
    void get_index_values(int index, std::size_t entry, Datum* values, bool* nulls) const noexcept;
    void insert_key_entry(std::size_t entry, bool replaces);
    bool update_row(direct_row& row, const kept_columns& kept);
    [[nodiscard]] std::uint64_t packed_key(const IndexInfo* info, std::size_t entry) const noexcept;
    [[nodiscard]] std::vector<std::uint32_t> order_for(int index) const;

    Relation heap_ = nullptr;
    EState* estate_ = nullptr;
    ResultRelInfo* result_ = nullptr;
    int key_index_ = 0;
    std::vector<int> key_;                // places in a row
    std::vector<stored_column> columns_;  // by place in a row
    std::vector<filled_column> filled_;
    AttrNumber touched_ = InvalidAttrNumber;
    TupleTableSlot* standing_ = nullptr;
    TupleTableSlot* changed_ = nullptr;
    std::vector<TupleTableSlot*> slots_;
    Snapshot snapshot_ = nullptr;
    CommandId command_ = 0;

    // What the rows of a batch put into indexes, first the inserted ones, then the updated ones that moved:
    // by row, then by indexed attribute.
    std::vector<AttrNumber> indexed_;
    std::vector<int> indexed_at_;  // by attribute number: place in indexed_, or -1
    std::vector<Datum> index_values_;
    std::vector<std::uint8_t> index_nulls_;
    std::vector<ItemPointerData> index_places_;
    arena batch_;
};

}  // namespace forecast_warehouse::postgres
