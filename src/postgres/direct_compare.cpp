#include "postgres/direct_compare.hpp"

#include <algorithm>

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// A scan of the range of a batch stops after this many times the rows that it has compared. The rest is
// looked up row by row.
constexpr std::size_t patience = 4;
constexpr std::size_t patience_at_first = 2000;

// Fewer rows are looked up one by one: a range would read rows outside the batch, each from the heap.
constexpr std::size_t min_for_range = 10;

// A value of a fixed-width type as a number that sorts alike.
std::int64_t as_number(Oid type, Datum value) {
    return type == INT8OID || type == TIMESTAMPTZOID ? DatumGetInt64(value)
                                                     : std::int64_t{DatumGetInt32(value)};
}

// Runs inside a guard.
RegProcedure index_operator(Relation index, int part, StrategyNumber strategy) {
    const Oid type = index->rd_opcintype[part];
    const Oid found = get_opfamily_member(index->rd_opfamily[part], type, type, static_cast<int16>(strategy));
    return get_opcode(found);
}

bool same_bytes(Datum left, Datum right) {
    auto* one = reinterpret_cast<struct varlena*>(DatumGetPointer(left));
    auto* other = reinterpret_cast<struct varlena*>(DatumGetPointer(right));
    const auto length = VARSIZE_ANY_EXHDR(one);
    return length == VARSIZE_ANY_EXHDR(other) && memcmp(VARDATA_ANY(one), VARDATA_ANY(other), length) == 0;
}

// Runs inside a guard.
bool same_value(Oid type, bool by_value, Datum left, Datum right) {
    if (by_value) {
        return left == right;
    }
    if (type == NUMERICOID) {
        return same_bytes(left, right) || DatumGetBool(DirectFunctionCall2(numeric_eq, left, right));
    }
    return same_bytes(PointerGetDatum(PG_DETOAST_DATUM_PACKED(left)),
                      PointerGetDatum(PG_DETOAST_DATUM_PACKED(right)));
}

// Compares rows with the stored ones; runs inside a guard.
class comparison {
public:
    comparison(direct_table& table, const keep_columns& keep, const std::vector<std::vector<int>>& marks,
               const row_completion* completion)
        : table_(&table), stored_(table.stored_slot()), keep_(keep), marks_(&marks), completion_(completion) {
        if (completion_ != nullptr) {
            stored_values_ = static_cast<Datum*>(palloc0(table.columns().size() * sizeof(Datum)));
            stored_nulls_ = static_cast<bool*>(palloc0(table.columns().size() * sizeof(bool)));
        }
    }

    void compare_all(std::vector<direct_row>& rows) const {
        const bool by_range = rows.size() >= min_for_range && is_ordered_by_number() && has_whole_keys(rows);
        const std::size_t compared = by_range ? compare_range(rows) : 0;
        compare_each(rows, compared);
    }

    // False: a stored row is gone.
    [[nodiscard]] bool compare_replaced(std::vector<direct_row>& rows) const {
        for (direct_row& row : rows) {
            CHECK_FOR_INTERRUPTS();
            if (row.becomes != direct_row::outcome::updated) {
                continue;
            }
            if (!table_tuple_fetch_row_version(table_->heap(), &row.tid, table_->snapshot(), stored_)) {
                return false;
            }
            decide(row);
        }
        ExecClearTuple(stored_);
        return true;
    }

private:
    // Whether the index sorts as the batch does: by numbers.
    [[nodiscard]] bool is_ordered_by_number() const;
    // Whether no row lacks a part of its key. A range of the index has no place for it.
    [[nodiscard]] bool has_whole_keys(const std::vector<direct_row>& rows) const;
    // Less than 0: the row comes before the one in the slot.
    [[nodiscard]] int compare_keys(const row_view& row) const;
    [[nodiscard]] ScanKeyData from_row_on(Relation index, ScanKeyData* parts, const row_view& row) const;
    std::size_t compare_range(std::vector<direct_row>& rows) const;
    void compare_each(std::vector<direct_row>& rows, std::size_t from) const;
    void decide(direct_row& row) const;
    void complete(const row_view& row) const;
    [[nodiscard]] bool differs(const row_view& row) const;
    [[nodiscard]] bool moves(const row_view& row) const;
    [[nodiscard]] bool has_stored_value(const row_view& row, int index) const;
    [[nodiscard]] bool differs_in(const row_view& row, const core::column_set& keeps, int index) const;
    [[nodiscard]] bool is_of_another(const row_view& row) const;

    direct_table* table_;
    TupleTableSlot* stored_;
    keep_columns keep_;
    const std::vector<std::vector<int>>* marks_;
    const row_completion* completion_;
    Datum* stored_values_ = nullptr;  // for the completion
    bool* stored_nulls_ = nullptr;
};

bool comparison::is_ordered_by_number() const {
    for (const int index : table_->key()) {
        if (!table_->columns()[static_cast<std::size_t>(index)].by_value) {
            return false;
        }
    }
    return true;
}

bool comparison::has_whole_keys(const std::vector<direct_row>& rows) const {
    return std::all_of(rows.begin(), rows.end(), [this](const direct_row& each) {
        return std::none_of(table_->key().begin(), table_->key().end(),
                            [&](int column) { return each.row.nulls[column]; });
    });
}

int comparison::compare_keys(const row_view& row) const {
    for (const int index : table_->key()) {
        const direct_table::stored_column& column = table_->columns()[static_cast<std::size_t>(index)];
        bool is_null = false;
        const Datum value = slot_getattr(stored_, column.attribute, &is_null);
        if (is_null) {
            return -1;  // the index has missing values last
        }
        const std::int64_t theirs = as_number(column.type, value);
        const std::int64_t ours = as_number(column.type, row.values[index]);
        if (ours != theirs) {
            return ours < theirs ? -1 : 1;
        }
    }
    return 0;
}

// The condition (a, b, c) >= (1, 2, 3) on an index; its parts go into the given array.
ScanKeyData comparison::from_row_on(Relation index, ScanKeyData* parts, const row_view& row) const {
    const std::vector<int>& key = table_->key();
    if (key.size() == 1) {
        ScanKeyData only;
        ScanKeyInit(&only, 1, BTGreaterEqualStrategyNumber,
                    index_operator(index, 0, BTGreaterEqualStrategyNumber), row.values[key.front()]);
        return only;
    }
    const std::size_t last = key.size() - 1;
    for (std::size_t part = 0; part <= last; ++part) {
        const Oid type = index->rd_opcintype[part];
        ScanKeyEntryInitialize(
            &parts[part], SK_ROW_MEMBER | (part == last ? SK_ROW_END : 0), static_cast<AttrNumber>(part + 1),
            BTGreaterEqualStrategyNumber, type, InvalidOid,
            get_opfamily_proc(index->rd_opfamily[part], type, type, BTORDER_PROC), row.values[key[part]]);
    }
    ScanKeyData whole{};
    whole.sk_flags = SK_ROW_HEADER;
    whole.sk_attno = 1;
    whole.sk_strategy = BTGreaterEqualStrategyNumber;
    whole.sk_argument = PointerGetDatum(parts);
    return whole;
}

// One scan of the index, from the first row to the leading key of the last one, beside the rows. Returns how
// many rows were compared.
std::size_t comparison::compare_range(std::vector<direct_row>& rows) const {
    Relation index = table_->key_index();
    const int leading = table_->key().front();
    ScanKeyData first[INDEX_MAX_KEYS];
    ScanKeyData range[2];
    range[0] = from_row_on(index, first, rows.front().row);
    ScanKeyInit(&range[1], 1, BTLessEqualStrategyNumber, index_operator(index, 0, BTLessEqualStrategyNumber),
                rows.back().row.values[leading]);
    IndexScanDesc scan = begin_index_scan(table_->heap(), index, table_->snapshot(), 2);
    index_rescan(scan, range, 2, nullptr, 0);
    std::size_t next = 0;
    std::size_t visited = 0;
    bool patient = true;
    while (next < rows.size() && patient && index_getnext_slot(scan, ForwardScanDirection, stored_)) {
        CHECK_FOR_INTERRUPTS();
        ++visited;
        int order = 1;
        while (next < rows.size() && (order = compare_keys(rows[next].row)) < 0) {
            ++next;
        }
        if (next < rows.size() && order == 0) {
            decide(rows[next++]);
        }
        patient = visited < patience * next + patience_at_first;
    }
    ExecClearTuple(stored_);
    index_endscan(scan);
    return patient ? rows.size() : next;
}

// One look-up in the index for each row. A missing part of a key is equal to another missing one.
void comparison::compare_each(std::vector<direct_row>& rows, std::size_t from) const {
    if (from == rows.size()) {
        return;
    }
    Relation index = table_->key_index();
    const std::vector<int>& key = table_->key();
    const int parts = static_cast<int>(key.size());
    ScanKeyData wanted[INDEX_MAX_KEYS];
    for (int part = 0; part < parts; ++part) {
        ScanKeyEntryInitialize(&wanted[part], 0, static_cast<AttrNumber>(part + 1), BTEqualStrategyNumber,
                               index->rd_opcintype[part], index->rd_indcollation[part],
                               index_operator(index, part, BTEqualStrategyNumber), Datum{0});
    }
    IndexScanDesc scan = begin_index_scan(table_->heap(), index, table_->snapshot(), parts);
    for (std::size_t row = from; row < rows.size(); ++row) {
        CHECK_FOR_INTERRUPTS();
        for (int part = 0; part < parts; ++part) {
            const int column = key[static_cast<std::size_t>(part)];
            wanted[part].sk_argument = rows[row].row.values[column];
            wanted[part].sk_flags = rows[row].row.nulls[column] ? SK_ISNULL | SK_SEARCHNULL : 0;
        }
        index_rescan(scan, wanted, parts, nullptr, 0);
        if (index_getnext_slot(scan, ForwardScanDirection, stored_)) {
            decide(rows[row]);
        }
    }
    ExecClearTuple(stored_);
    index_endscan(scan);
}

void comparison::decide(direct_row& row) const {
    if (completion_ != nullptr && completion_->concerns(row.row)) {
        complete(row.row);
    }
    row.tid = stored_->tts_tid;
    row.becomes = !differs(row.row)        ? direct_row::outcome::unchanged
                  : is_of_another(row.row) ? direct_row::outcome::rejected
                                           : direct_row::outcome::updated;
    row.moves = row.becomes == direct_row::outcome::updated && moves(row.row);
}

bool comparison::moves(const row_view& row) const {
    const move_columns& moving = table_->moving();
    return moving.same >= 0 && has_stored_value(row, moving.same) && !has_stored_value(row, moving.other);
}

bool comparison::has_stored_value(const row_view& row, int index) const {
    bool is_null = false;
    const Datum stored =
        slot_getattr(stored_, table_->columns()[static_cast<std::size_t>(index)].attribute, &is_null);
    return !is_null && !row.nulls[index] && row.values[index] == stored;
}

void comparison::complete(const row_view& row) const {
    for (std::size_t index = 0; index < table_->columns().size(); ++index) {
        stored_values_[index] =
            slot_getattr(stored_, table_->columns()[index].attribute, &stored_nulls_[index]);
    }
    completion_->complete(row, {stored_values_, stored_nulls_});
}

bool comparison::differs(const row_view& row) const {
    const core::column_set& keeps = keep_.of(row);
    for (std::size_t index = 0; index < table_->columns().size(); ++index) {
        if (differs_in(row, keeps, static_cast<int>(index))) {
            return true;
        }
    }
    return false;
}

bool comparison::differs_in(const row_view& row, const core::column_set& keeps, int index) const {
    const direct_table::stored_column& column = table_->columns()[static_cast<std::size_t>(index)];
    if (column.is_key || keeps.contains(index)) {
        return false;
    }
    bool is_null = false;
    const Datum theirs = slot_getattr(stored_, column.attribute, &is_null);
    return is_null != row.nulls[index] ||
           (!is_null && !same_value(column.type, column.by_value, row.values[index], theirs));
}

bool comparison::is_of_another(const row_view& row) const {
    const core::column_set& keeps = keep_.of(row);
    return std::any_of(marks_->begin(), marks_->end(), [&](const std::vector<int>& columns) {
        return std::all_of(columns.begin(), columns.end(),
                           [&](int column) { return differs_in(row, keeps, column); });
    });
}

}  // namespace

void compare_rows(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep,
                  const std::vector<std::vector<int>>& marks, const row_completion* completion) {
    guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(table.memory());
        if (RelationGetNumberOfBlocks(table.heap()) > 0) {
            comparison(table, keep, marks, completion).compare_all(rows);
        }
        MemoryContextSwitchTo(caller);
    });
}

void compare_replaced(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep) {
    const std::vector<std::vector<int>> no_marks;
    const bool found = guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(table.memory());
        const bool all = comparison(table, keep, no_marks, nullptr).compare_replaced(rows);
        MemoryContextSwitchTo(caller);
        return all;
    });
    if (!found) {
        throw lost_race();
    }
}

}  // namespace forecast_warehouse::postgres
