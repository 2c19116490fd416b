#include "postgres/rows.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// The owner of the memory of the values of a row.
enum class bytes : std::uint8_t { of_block, of_store };

// Reads the slot's row into a block. Its bytes are copied into the block's memory, unless the store owns
// them. Runs inside a guard.
void read_slot(TupleTableSlot* slot, TupleDesc description, row_block& block, bytes where) {
    MinimalTuple row = reinterpret_cast<MinimalTupleTableSlot*>(slot)->mintuple;
    if (where == bytes::of_block) {
        auto* copy = static_cast<MinimalTuple>(MemoryContextAlloc(block.memory(), row->t_len));
        memcpy(copy, row, row->t_len);
        row = copy;
    }
    HeapTupleData tuple{};
    tuple.t_len = row->t_len + MINIMAL_TUPLE_OFFSET;
    tuple.t_data = reinterpret_cast<HeapTupleHeader>(reinterpret_cast<char*>(row) - MINIMAL_TUPLE_OFFSET);
    const std::size_t index = block.add();
    heap_deform_tuple(&tuple, description, block.values(index), block.nulls(index));
}

// Puts a row of a block into a slot without copying it. Runs inside a guard.
void show_row(TupleTableSlot* slot, const Datum* values, const bool* nulls) {
    ExecClearTuple(slot);
    const auto columns = static_cast<std::size_t>(slot->tts_tupleDescriptor->natts);
    memcpy(slot->tts_values, values, columns * sizeof(Datum));
    memcpy(slot->tts_isnull, nulls, columns * sizeof(bool));
    ExecStoreVirtualTuple(slot);
}

// In kilobytes. A load has two large stores at a time. Rows on disk are slow, since they are written and
// read again.
constexpr int min_memory = 80 * 1024;

// The server's minimum for its own sorts, in kilobytes.
constexpr int min_sort_memory = 1024;

}  // namespace

row_block::row_block(int columns, std::size_t capacity)
    : columns_(columns),
      capacity_(std::min(capacity, largest)),
      values_(std::make_unique_for_overwrite<Datum[]>(capacity_ * stride())),
      nulls_(std::make_unique_for_overwrite<bool[]>(capacity_ * stride())),
      arena_("row block") {}

row_view row_block::add_copy(const row_view& row, TupleDesc description) {
    const row_view copy = view(add());
    guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(memory());
        for (int column = 0; column < columns_; ++column) {
            Form_pg_attribute attribute = TupleDescAttr(description, column);
            copy.nulls[column] = row.nulls[column];
            copy.values[column] = row.nulls[column]
                                      ? Datum{0}
                                      : datumCopy(row.values[column], attribute->attbyval, attribute->attlen);
        }
        MemoryContextSwitchTo(caller);
    });
    return copy;
}

void row_block::clear() {
    size_ = 0;
    arena_.reset();
}

row_type& row_type::add(const char* name, Oid type, int typmod) {
    column added{{}, type, typmod};
    namestrcpy(&added.name, name);
    columns_.push_back(added);
    return *this;
}

TupleDesc row_type::describe() const {
    return guard([this] {
        TupleDesc description = CreateTemplateTupleDesc(static_cast<int>(columns_.size()));
        AttrNumber number = 0;
        for (const column& each : columns_) {
            ++number;
            TupleDescInitEntry(description, number, NameStr(each.name), each.type, each.typmod, 0);
        }
        return description;
    });
}

tuple_store::tuple_store(TupleDesc description)
    : tuple_store(guard([] { return tuplestore_begin_heap(true, false, std::max(work_mem, min_memory)); }),
                  description) {}

tuple_store::tuple_store(Tuplestorestate* state, TupleDesc description)
    : state_(state),
      description_(description),
      slot_(guard([description] { return MakeSingleTupleTableSlot(description, &TTSOpsMinimalTuple); })) {}

void tuple_store::put(row_block& block) {
    guard([&] {
        for (std::size_t row = 0; row < block.size(); ++row) {
            tuplestore_putvalues(state_, description_, block.values(row), block.nulls(row));
        }
    });
}

void tuple_store::put(const std::vector<row_view>& rows) {
    guard([&] {
        for (const row_view& row : rows) {
            tuplestore_putvalues(state_, description_, row.values, row.nulls);
        }
    });
}

bool tuple_store::read(row_block& block) {
    block.clear();
    guard([&] {
        while (!block.full() && tuplestore_gettupleslot(state_, true, false, slot_)) {
            // The caller owns a row that the store read from disk. The store keeps a row that it has in
            // memory.
            read_slot(slot_, description_, block, TTS_SHOULDFREE(slot_) ? bytes::of_block : bytes::of_store);
        }
        ExecClearTuple(slot_);
        CHECK_FOR_INTERRUPTS();
    });
    return block.size() > 0;
}

void tuple_store::rewind() {
    guard([this] { tuplestore_rescan(state_); });
}

void tuple_store::clear() {
    guard([this] { tuplestore_clear(state_); });
}

void tuple_store::end() {
    guard([this] {
        ExecDropSingleTupleTableSlot(slot_);
        tuplestore_end(state_);
    });
}

tuple_sort::tuple_sort(TupleDesc description, const std::vector<sort_key>& keys, int share)
    : description_(description) {
    std::vector<AttrNumber> columns;
    std::vector<Oid> operators;
    std::vector<Oid> collations;
    for (const sort_key& key : keys) {
        columns.push_back(static_cast<AttrNumber>(key.column + 1));
        operators.push_back(guard([&] { return lookup_type_cache(key.type, TYPECACHE_LT_OPR)->lt_opr; }));
        collations.push_back(key.type == TEXTOID || key.type == VARCHAROID ? C_COLLATION_OID : InvalidOid);
    }
    const auto nulls_first = std::make_unique<bool[]>(keys.size());
    std::fill_n(nulls_first.get(), keys.size(), true);
    guard([&] {
        state_ = tuplesort_begin_heap(description, static_cast<int>(keys.size()), columns.data(),
                                      operators.data(), collations.data(), nulls_first.get(),
                                      std::max(maintenance_work_mem / share, min_sort_memory), nullptr,
                                      TUPLESORT_NONE);
    });
    slot_ = guard([description] { return MakeSingleTupleTableSlot(description, &TTSOpsVirtual); });
}

void tuple_sort::put(row_block& block, const std::vector<std::uint32_t>& rows) {
    guard([&] {
        for (const std::uint32_t row : rows) {
            show_row(slot_, block.values(row), block.nulls(row));
            tuplesort_puttupleslot(state_, slot_);
        }
        ExecClearTuple(slot_);
    });
}

void tuple_sort::sort() {
    guard([this] {
        ExecDropSingleTupleTableSlot(slot_);
        slot_ = MakeSingleTupleTableSlot(description_, &TTSOpsMinimalTuple);
        tuplesort_performsort(state_);
    });
}

bool tuple_sort::read_more(row_block& block) {
    const std::size_t before = block.size();
    guard([&] {
        while (!block.full() && tuplesort_gettupleslot(state_, true, false, slot_, nullptr)) {
            read_slot(slot_, description_, block, bytes::of_block);
        }
        ExecClearTuple(slot_);
        CHECK_FOR_INTERRUPTS();
    });
    return block.size() > before;
}

bool tuple_sort::read_words(row_block& block) {
    block.clear();
    const auto columns = static_cast<std::size_t>(description_->natts);
    guard([&] {
        while (!block.full() && tuplesort_gettupleslot(state_, true, false, slot_, nullptr)) {
            slot_getallattrs(slot_);
            const std::size_t row = block.add();
            memcpy(block.values(row), slot_->tts_values, columns * sizeof(Datum));
            memcpy(block.nulls(row), slot_->tts_isnull, columns * sizeof(bool));
        }
        ExecClearTuple(slot_);
        CHECK_FOR_INTERRUPTS();
    });
    return block.size() > 0;
}

void tuple_sort::end() {
    guard([this] {
        ExecDropSingleTupleTableSlot(slot_);
        tuplesort_end(state_);
    });
}

}  // namespace forecast_warehouse::postgres
