#include "postgres/leaf_run.hpp"

#include "postgres/index_order.hpp"

namespace forecast_warehouse::postgres {
namespace {

// The most entries that go onto a page. With fewer entries than the other, an image of the page costs more
// than their own records.
constexpr std::size_t longest_run = 512;
constexpr std::size_t shortest_run = 24;

// An entry as the index stores it.
struct entry {
    Datum values[INDEX_MAX_KEYS];
    bool nulls[INDEX_MAX_KEYS];
    ItemPointerData tid;
};

// One run: the entries that go onto the page at hand.
class leaf_run {
public:
    leaf_run(Relation heap, Relation index, IndexInfo* info, const leaf_entries& entries)
        : heap_(heap),
          index_(index),
          info_(info),
          entries_(&entries),
          unique_(index->rd_index->indisunique),
          possible_(sorts_by_number()) {}

    void insert_all() {
        std::size_t next = 0;
        while (next < entries_->size()) {
            CHECK_FOR_INTERRUPTS();
            const std::size_t inserted = insert_run(next);
            next += inserted > 0 ? inserted : insert_singly(next);
        }
    }

private:
    // The run that begins with an entry, if it is worth it; returns how many entries are in.
    std::size_t insert_run(std::size_t first) {
        entry current;
        entries_->get(first, current.values, current.nulls, &current.tid);
        if (!possible_ || entries_->size() - first < shortest_run || !set_key(current)) {
            return 0;
        }
        Buffer buffer = InvalidBuffer;
        _bt_freestack(search_leaf(index_, heap_, key_, &buffer));
        const std::size_t length = plan_run(first, buffer);
        const bool worth = length >= shortest_run;
        if (worth) {
            CheckForSerializableConflictIn(index_, nullptr, BufferGetBlockNumber(buffer));
            write_run(length, buffer);
        }
        _bt_relbuf(index_, buffer);
        for (std::size_t index = 0; index < length; ++index) {
            pfree(tuples_[index]);
        }
        return worth ? length : 0;
    }

    // As the server does for every entry. A few at a time, so that a page which gets few is not read for
    // each.
    std::size_t insert_singly(std::size_t first) {
        const std::size_t count = Min(shortest_run / 4, entries_->size() - first);
        for (std::size_t index = first; index < first + count; ++index) {
            entry current;
            entries_->get(index, current.values, current.nulls, &current.tid);
            index_insert(index_, current.values, current.nulls, &current.tid, heap_,
                         unique_ ? UNIQUE_CHECK_YES : UNIQUE_CHECK_NO, false, info_);
        }
        return count;
    }

    // Makes an entry the key to search by. False: the server must insert it.
    bool set_key(entry& entry) {
        for (int column = 0; column < info_->ii_NumIndexAttrs; ++column) {
            if (entry.nulls[column]) {
                return false;
            }
        }
        if (key_ == nullptr) {
            IndexTuple tuple = index_form_tuple(RelationGetDescr(index_), entry.values, entry.nulls);
            key_ = _bt_mkscankey(index_, tuple);
            pfree(tuple);
        }
        for (int column = 0; column < info_->ii_NumIndexKeyAttrs; ++column) {
            key_->scankeys[column].sk_argument = entry.values[column];
        }
        tid_ = entry.tid;
        key_->scantid = &tid_;
        return key_->heapkeyspace;
    }

    // Whether follows() knows the order of keys: of integers and days, ascending.
    [[nodiscard]] bool sorts_by_number() const {
        for (int column = 0; column < info_->ii_NumIndexKeyAttrs; ++column) {
            const Oid type = index_->rd_opcintype[column];
            if ((type != INT4OID && type != INT8OID && type != DATEOID) ||
                index_->rd_indoption[column] != 0 || !has_default_order(index_, column)) {
                return false;
            }
        }
        return true;
    }

    // Whether an entry comes after another. A search would not find an entry that was inserted out of order.
    // In a unique index an equal key does not come after.
    [[nodiscard]] bool follows(const entry& previous, const entry& next) const {
        for (int column = 0; column < info_->ii_NumIndexKeyAttrs; ++column) {
            const bool wide = index_->rd_opcintype[column] == INT8OID;
            const std::int64_t left = wide ? DatumGetInt64(previous.values[column])
                                           : std::int64_t{DatumGetInt32(previous.values[column])};
            const std::int64_t right =
                wide ? DatumGetInt64(next.values[column]) : std::int64_t{DatumGetInt32(next.values[column])};
            if (left != right) {
                return left < right;
            }
        }
        ItemPointerData before = previous.tid;
        ItemPointerData after = next.tid;
        return !unique_ && ItemPointerCompare(&before, &after) < 0;
    }

    // Whether the key is behind all keys of a unique index. Then none is equal to it, and no session can add
    // one while the last page is locked.
    [[nodiscard]] bool is_behind_all(Page page) const {
        BTPageOpaque opaque = BTPageGetOpaque(page);
        const OffsetNumber last = PageGetMaxOffsetNumber(page);
        if (!P_RIGHTMOST(opaque) || last < P_FIRSTDATAKEY(opaque)) {
            return false;
        }
        key_->scantid = nullptr;
        return _bt_compare(index_, key_, page, last) > 0;
    }

    // Finds the offsets of the entries that belong on a page and fit. The page is not changed.
    std::size_t plan_run(std::size_t first, Buffer buffer) {
        Page page = BufferGetPage(buffer);
        BTPageOpaque opaque = BTPageGetOpaque(page);
        if (P_IGNORE(opaque) || P_INCOMPLETE_SPLIT(opaque) || (unique_ && !is_behind_all(page))) {
            return 0;
        }
        BTInsertStateData state{};
        state.itup_key = key_;
        state.buf = buffer;
        Size room = PageGetFreeSpace(page);
        std::size_t length = 0;
        entry current;
        entry previous;
        while (length < longest_run && first + length < entries_->size()) {
            entries_->get(first + length, current.values, current.nulls, &current.tid);
            if (length > 0 && !follows(previous, current)) {
                break;
            }
            previous = current;
            if (!set_key(current) || (!P_RIGHTMOST(opaque) && _bt_compare(index_, key_, page, P_HIKEY) > 0)) {
                break;
            }
            IndexTuple tuple = index_form_tuple(RelationGetDescr(index_), current.values, current.nulls);
            tuple->t_tid = current.tid;
            const Size size = MAXALIGN(IndexTupleSize(tuple));
            state.itup = tuple;
            state.itemsz = size;
            state.postingoff = 0;
            if (state.bounds_valid) {
                state.stricthigh = OffsetNumberNext(PageGetMaxOffsetNumber(page));
            }
            const OffsetNumber at = room < size + sizeof(ItemIdData) || size > largest_entry(page)
                                        ? InvalidOffsetNumber
                                        : _bt_binsrch_insert(index_, &state);
            if (at == InvalidOffsetNumber || state.postingoff != 0) {
                pfree(tuple);
                break;
            }
            room -= size + sizeof(ItemIdData);
            tuples_[length] = tuple;
            offsets_[length] = static_cast<OffsetNumber>(at + length);
            ++length;
        }
        return length;
    }

    void write_run(std::size_t length, Buffer buffer) {
        Page page = BufferGetPage(buffer);
        START_CRIT_SECTION();
        for (std::size_t entry = 0; entry < length; ++entry) {
            if (PageAddItem(page, reinterpret_cast<Item>(tuples_[entry]), IndexTupleSize(tuples_[entry]),
                            offsets_[entry], false, false) == InvalidOffsetNumber) {
                elog(PANIC, "failed to add an entry to index \"%s\"", RelationGetRelationName(index_));
            }
        }
        MarkBufferDirty(buffer);
        if (RelationNeedsWAL(index_)) {
            log_newpage_buffer(buffer, true);
        }
        END_CRIT_SECTION();
    }

    Relation heap_;
    Relation index_;
    IndexInfo* info_;
    const leaf_entries* entries_;
    bool unique_;
    bool possible_;
    BTScanInsert key_ = nullptr;
    ItemPointerData tid_{};
    IndexTuple tuples_[longest_run] = {};
    OffsetNumber offsets_[longest_run] = {};
};

}  // namespace

void insert_in_runs(Relation heap, Relation index, IndexInfo* info, const leaf_entries& entries) {
    leaf_run(heap, index, info, entries).insert_all();
}

}  // namespace forecast_warehouse::postgres
