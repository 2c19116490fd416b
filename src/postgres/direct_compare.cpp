#include "postgres/direct_table.hpp"
#include "postgres/guard.hpp"

// Looking up what stands in the place of the rows of a batch.

namespace forecast_warehouse::postgres {
namespace {

// A scan of the range between the batch's first and last row is given up when it meets this many times more
// rows than the batch has: from there on each row is looked up by itself.
constexpr std::size_t patience = 4;
constexpr std::size_t patience_at_first = 2000;

// Fewer rows are looked up one by one: the range would meet strangers, each a look into the heap.
constexpr std::size_t least_for_range = 10;

// A value of a fixed-width type as a number that sorts alike.
std::int64_t as_number(Oid type, Datum value) {
    return type == INT8OID || type == TIMESTAMPTZOID ? DatumGetInt64(value)
                                                     : std::int64_t{DatumGetInt32(value)};
}

// Runs inside a guard.
RegProcedure index_operator(Relation index, int place, StrategyNumber strategy) {
    const Oid type = index->rd_opcintype[place];
    const Oid found =
        get_opfamily_member(index->rd_opfamily[place], type, type, static_cast<int16>(strategy));
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

}  // namespace

void direct_table::compare(std::vector<direct_row>& rows, const kept_columns& kept) {
    guard([&] {
        snapshot_ = GetTransactionSnapshot();
        PushActiveSnapshot(snapshot_);
        snapshot_ = GetActiveSnapshot();
        MemoryContext caller = MemoryContextSwitchTo(batch_.get());
        if (RelationGetNumberOfBlocks(heap_) > 0) {
            const bool by_range = rows.size() >= least_for_range && ordered_by_word();
            const std::size_t compared = by_range ? compare_range(rows, kept) : 0;
            compare_each(rows, compared, kept);
        }
        MemoryContextSwitchTo(caller);
    });
}

// Whether the index sorts as the batch does: by numbers.
bool direct_table::ordered_by_word() const {
    for (const int place : key_) {
        if (!columns_[static_cast<std::size_t>(place)].by_value) {
            return false;
        }
    }
    return true;
}

int direct_table::compare_keys(const row_view& row, TupleTableSlot* standing) const {
    for (const int place : key_) {
        const stored_column& column = columns_[static_cast<std::size_t>(place)];
        bool is_null = false;
        const Datum value = slot_getattr(standing, column.attribute, &is_null);
        if (is_null) {
            return -1;  // the index has missing values last
        }
        const std::int64_t theirs = as_number(column.type, value);
        const std::int64_t ours = as_number(column.type, row.values[place]);
        if (ours != theirs) {
            return ours < theirs ? -1 : 1;
        }
    }
    return 0;
}

// The condition (a, b, c) >= (1, 2, 3) on an index, its parts in the given array.
ScanKeyData direct_table::from_row_on(Relation index, ScanKeyData* parts, const row_view& row) const {
    if (key_.size() == 1) {
        ScanKeyData only;
        ScanKeyInit(&only, 1, BTGreaterEqualStrategyNumber,
                    index_operator(index, 0, BTGreaterEqualStrategyNumber), row.values[key_.front()]);
        return only;
    }
    const std::size_t last = key_.size() - 1;
    for (std::size_t place = 0; place <= last; ++place) {
        const Oid type = index->rd_opcintype[place];
        ScanKeyEntryInitialize(
            &parts[place], SK_ROW_MEMBER | (place == last ? SK_ROW_END : 0),
            static_cast<AttrNumber>(place + 1), BTGreaterEqualStrategyNumber, type, InvalidOid,
            get_opfamily_proc(index->rd_opfamily[place], type, type, BTORDER_PROC), row.values[key_[place]]);
    }
    ScanKeyData whole{};
    whole.sk_flags = SK_ROW_HEADER;
    whole.sk_attno = 1;
    whole.sk_strategy = BTGreaterEqualStrategyNumber;
    whole.sk_argument = PointerGetDatum(parts);
    return whole;
}

// One walk through the index from the first row on to the last one's leading key, beside the rows. Returns
// how many rows were compared.
std::size_t direct_table::compare_range(std::vector<direct_row>& rows, const kept_columns& kept) {
    Relation index = result_->ri_IndexRelationDescs[key_index_];
    const int leading = key_.front();
    ScanKeyData first[INDEX_MAX_KEYS];
    ScanKeyData range[2];
    range[0] = from_row_on(index, first, rows.front().row);
    ScanKeyInit(&range[1], 1, BTLessEqualStrategyNumber, index_operator(index, 0, BTLessEqualStrategyNumber),
                rows.back().row.values[leading]);
    IndexScanDesc scan = begin_index_scan(heap_, index, snapshot_, 2);
    index_rescan(scan, range, 2, nullptr, 0);
    std::size_t next = 0;
    std::size_t visited = 0;
    bool patient = true;
    while (next < rows.size() && patient && index_getnext_slot(scan, ForwardScanDirection, standing_)) {
        CHECK_FOR_INTERRUPTS();
        ++visited;
        int order = 1;
        while (next < rows.size() && (order = compare_keys(rows[next].row, standing_)) < 0) {
            ++next;
        }
        if (next < rows.size() && order == 0) {
            judge(rows[next++], standing_, kept);
        }
        patient = visited < patience * next + patience_at_first;
    }
    ExecClearTuple(standing_);
    index_endscan(scan);
    return patient ? rows.size() : next;
}

// One look into the index a row.
void direct_table::compare_each(std::vector<direct_row>& rows, std::size_t from, const kept_columns& kept) {
    if (from == rows.size()) {
        return;
    }
    Relation index = result_->ri_IndexRelationDescs[key_index_];
    const int keys = static_cast<int>(key_.size());
    ScanKeyData wanted[INDEX_MAX_KEYS];
    for (int place = 0; place < keys; ++place) {
        ScanKeyEntryInitialize(&wanted[place], 0, static_cast<AttrNumber>(place + 1), BTEqualStrategyNumber,
                               index->rd_opcintype[place], index->rd_indcollation[place],
                               index_operator(index, place, BTEqualStrategyNumber), Datum{0});
    }
    IndexScanDesc scan = begin_index_scan(heap_, index, snapshot_, keys);
    for (std::size_t row = from; row < rows.size(); ++row) {
        CHECK_FOR_INTERRUPTS();
        for (int place = 0; place < keys; ++place) {
            wanted[place].sk_argument = rows[row].row.values[key_[static_cast<std::size_t>(place)]];
        }
        index_rescan(scan, wanted, keys, nullptr, 0);
        if (index_getnext_slot(scan, ForwardScanDirection, standing_)) {
            judge(rows[row], standing_, kept);
        }
    }
    ExecClearTuple(standing_);
    index_endscan(scan);
}

void direct_table::judge(direct_row& row, TupleTableSlot* standing, const kept_columns& kept) const {
    row.place = standing->tts_tid;
    row.becomes =
        differs(row.row, standing, kept) ? direct_row::outcome::updated : direct_row::outcome::unchanged;
}

bool direct_table::differs(const row_view& row, TupleTableSlot* standing, const kept_columns& kept) const {
    const core::column_set& keeps = kept.of(row);
    for (std::size_t place = 0; place < columns_.size(); ++place) {
        const stored_column& column = columns_[place];
        if (column.is_key || keeps.contains(static_cast<int>(place))) {
            continue;
        }
        bool is_null = false;
        const Datum theirs = slot_getattr(standing, column.attribute, &is_null);
        if (is_null != row.nulls[place] ||
            (!is_null && !same_value(column.type, column.by_value, row.values[place], theirs))) {
            return true;
        }
    }
    return false;
}

}  // namespace forecast_warehouse::postgres
