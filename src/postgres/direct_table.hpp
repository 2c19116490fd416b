#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "core/column_set.hpp"
#include "postgres/memory.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// A column of the rows to write, and the table's column for it.
struct direct_column {
    std::string name;       // in the table
    Oid stored_type;        // the table must have it: an INSERT would convert the values to another type
    int typmod;             // the same; -1: none
    bool is_key;            // whether it is part of the unique key
    Oid refers_to;          // table that the caller locks the referenced rows of; InvalidOid: none
    std::string refers_by;  // the column that it locks them by
};

// Which stored values the rows keep: the column that has the number of a row's keep set, and these sets. A
// set has indexes of direct columns.
struct keep_columns {
    int column;
    const core::keep_sets* sets;

    [[nodiscard]] const core::column_set& of(const row_view& row) const noexcept {
        return sets->set(DatumGetInt32(row.values[column]));
    }
};

// A constraint that a row violates: a CHECK by its name, or the column that must not be NULL.
struct violated_constraint {
    const char* check;
    const char* column;
};

// A row to write, and its outcome.
struct direct_row {
    enum class outcome : std::uint8_t { inserted, updated, unchanged, rejected };

    row_view row;
    ItemPointerData tid;  // of the stored row with its key
    outcome becomes = outcome::inserted;
    violated_constraint violated{nullptr, nullptr};  // of a rejected row
    bool moves = false;                              // see move_columns
    // Of the row in the table, where the table has such a column and the row was found or inserted.
    std::int64_t id = 0;
};

// Two columns, by index, of fixed width. A row moves if it is updated, its first column has the stored value,
// and its second column has not. Less than 0: the table has no such columns.
struct move_columns {
    int same = -1;
    int other = -1;
};

// Another session wrote a row after it was compared and before it was written.
class lost_race : public std::exception {};

// A plain table, open to be read and written past the executor. It owns the snapshot that rows are read with,
// the lock of the table, the indexes and the slots. Rows are compared by direct_compare.hpp and written by
// direct_write.hpp.
//
// Everything runs in a subtransaction of the caller's, which is rolled back when another session was faster
// (unique violation, lost_race). The rollback releases what close() would release.
class direct_table {
public:
    // The table has passed direct_obstacle(). columns: those of the rows, by index. key: the indexes of the
    // key's columns. changed_at: the column that says when a row was last changed; NULL: there is none. All
    // must outlive this.
    direct_table(Oid relation, const std::vector<direct_column>& columns, const std::vector<int>& key,
                 const char* changed_at, move_columns moving = {})
        : relation_(relation),
          given_(&columns),
          key_(&key),
          moving_(moving),
          changed_at_name_(changed_at),
          memory_("direct batch") {}
    direct_table(const direct_table&) = delete;
    direct_table& operator=(const direct_table&) = delete;
    ~direct_table() = default;  // see close()

    // Opens the table and its indexes, and takes a snapshot. Fails where the user's code has altered the
    // table since it passed direct_obstacle().
    void begin();

    // Releases what begin() took, and lets later commands see what was written. Not called when an error is
    // raised.
    void close();

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

    [[nodiscard]] Relation heap() const noexcept { return heap_; }
    [[nodiscard]] Snapshot snapshot() const noexcept { return snapshot_; }
    [[nodiscard]] EState* executor() const noexcept { return executor_; }
    [[nodiscard]] ResultRelInfo* result() const noexcept { return result_; }
    // Memory for values, until the table is closed.
    [[nodiscard]] MemoryContext memory() const noexcept { return memory_.get(); }

    [[nodiscard]] const std::vector<int>& key() const noexcept { return *key_; }
    // The table's columns of the rows, by index; those that the rows lack; and the one of the last change.
    [[nodiscard]] const std::vector<stored_column>& columns() const noexcept { return columns_; }
    [[nodiscard]] const move_columns& moving() const noexcept { return moving_; }
    [[nodiscard]] const std::vector<filled_column>& filled() const noexcept { return filled_; }
    [[nodiscard]] AttrNumber changed_at() const noexcept { return changed_at_; }
    // The value of the integer column "id" of a row in a slot; 0: there is no such column. Runs inside a
    // guard.
    [[nodiscard]] std::int64_t id_of(TupleTableSlot* slot) const;

    [[nodiscard]] int key_index_number() const noexcept { return key_index_; }
    [[nodiscard]] Relation key_index() const noexcept { return result_->ri_IndexRelationDescs[key_index_]; }

    // A slot for a stored row, and one for its new version. The rest: as many for new rows as the heap takes
    // at a time.
    [[nodiscard]] TupleTableSlot* stored_slot() const noexcept { return stored_slot_; }
    [[nodiscard]] TupleTableSlot* changed_slot() const noexcept { return changed_slot_; }
    [[nodiscard]] std::vector<TupleTableSlot*>& insert_slots() noexcept { return insert_slots_; }
    // Makes one of those slots ready; runs inside a guard.
    TupleTableSlot* insert_slot(std::size_t index);

private:
    void open();
    void open_columns();
    void find_key_index();

    Oid relation_;
    const std::vector<direct_column>* given_;
    const std::vector<int>* key_;
    move_columns moving_;
    const char* changed_at_name_;

    Relation heap_ = nullptr;
    Snapshot snapshot_ = nullptr;
    EState* executor_ = nullptr;
    ResultRelInfo* result_ = nullptr;
    int key_index_ = 0;
    std::vector<stored_column> columns_;
    std::vector<filled_column> filled_;
    AttrNumber changed_at_ = InvalidAttrNumber;
    AttrNumber id_ = InvalidAttrNumber;
    Oid id_type_ = InvalidOid;
    TupleTableSlot* stored_slot_ = nullptr;
    TupleTableSlot* changed_slot_ = nullptr;
    std::vector<TupleTableSlot*> insert_slots_;
    arena memory_;
};

}  // namespace forecast_warehouse::postgres
