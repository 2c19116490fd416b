#include <algorithm>
#include <numeric>

#include "postgres/direct_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/leaf_run.hpp"

// Writing the rows of a batch: into the heap, then into one index after the other.

namespace forecast_warehouse::postgres {
namespace {

// Below that, what a bulk insert sets up costs more than it saves.
constexpr std::size_t bulk_rows = 1000;

}  // namespace

void direct_table::write(std::vector<direct_row>& rows, int kept_column) {
    index_values_.clear();
    index_nulls_.clear();
    index_places_.clear();
    guard([&] { command_ = GetCurrentCommandId(true); });
    insert_heap(rows);
    write_in_key_order(rows, kept_column);
    for (int index = 0; index < result_->ri_NumIndices; ++index) {
        if (index != key_index_ && takes_entries(index)) {
            insert_index(index, order_for(index));
        }
    }
    guard([&] {
        PopActiveSnapshot();
        CommandCounterIncrement();
    });
    batch_.reset();
}

// No index knows the rows yet, so that nobody waits for them and they wait for nobody.
void direct_table::insert_heap(std::vector<direct_row>& rows) {
    const auto fresh =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const direct_row& each) {
            return each.becomes == direct_row::fate::fresh;
        }));
    if (fresh == 0) {
        return;
    }
    index_values_.resize(fresh * indexed_.size());
    index_nulls_.resize(fresh * indexed_.size());
    index_places_.resize(fresh);
    guard([&] {
        BulkInsertState bulk = fresh >= bulk_rows ? GetBulkInsertState() : nullptr;
        std::size_t written = 0;
        std::size_t waiting = 0;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (rows[row].becomes == direct_row::fate::fresh) {
                if (slots_[waiting] == nullptr) {
                    slots_[waiting] = table_slot_create(heap_, nullptr);
                }
                fill_slot(slots_[waiting], rows[row].row);
                note_index_values(written + waiting, slots_[waiting]);
                ++waiting;
            }
            if (waiting == slots_.size() || (row + 1 == rows.size() && waiting > 0)) {
                CHECK_FOR_INTERRUPTS();
                MemoryContext caller = MemoryContextSwitchTo(GetPerTupleMemoryContext(estate_));
                table_multi_insert(heap_, slots_.data(), static_cast<int>(waiting), command_, 0, bulk);
                MemoryContextSwitchTo(caller);
                for (std::size_t slot = 0; slot < waiting; ++slot) {
                    index_places_[written + slot] = slots_[slot]->tts_tid;
                    ExecClearTuple(slots_[slot]);
                }
                written += waiting;
                waiting = 0;
                ResetPerTupleExprContext(estate_);
            }
        }
        if (bulk != nullptr) {
            FreeBulkInsertState(bulk);
        }
    });
}

// A row with the table's defaults where it has no value of its own; runs inside a guard.
void direct_table::fill_slot(TupleTableSlot* slot, const row_view& row) {
    ExecClearTuple(slot);
    std::fill_n(slot->tts_isnull, heap_->rd_att->natts, true);
    for (std::size_t place = 0; place < columns_.size(); ++place) {
        const int attribute = columns_[place].attribute - 1;
        slot->tts_values[attribute] = row.values[place];
        slot->tts_isnull[attribute] = row.nulls[place];
    }
    for (const filled_column& column : filled_) {
        if (column.value != nullptr) {
            slot->tts_values[column.attribute - 1] = ExecEvalExprSwitchContext(
                column.value, GetPerTupleExprContext(estate_), &slot->tts_isnull[column.attribute - 1]);
        }
    }
    ExecStoreVirtualTuple(slot);
    slot->tts_tableOid = RelationGetRelid(heap_);
    if (heap_->rd_att->constr != nullptr) {
        ExecConstraints(result_, slot, estate_);
    }
}

// Values of the row that is being written lie with the batch; defaults do not outlive the heap's page.
void direct_table::note_index_values(std::size_t fresh, TupleTableSlot* slot) {
    for (std::size_t at = 0; at < indexed_.size(); ++at) {
        const int attribute = indexed_[at] - 1;
        const std::size_t to = fresh * indexed_.size() + at;
        Form_pg_attribute form = TupleDescAttr(heap_->rd_att, attribute);
        index_nulls_[to] = slot->tts_isnull[attribute] ? 1 : 0;
        if (slot->tts_isnull[attribute] || form->attbyval) {
            index_values_[to] = slot->tts_values[attribute];
        } else {
            MemoryContext caller = MemoryContextSwitchTo(batch_.get());
            index_values_[to] = datumCopy(slot->tts_values[attribute], false, form->attlen);
            MemoryContextSwitchTo(caller);
        }
    }
}

// The key's index and the changed rows, in the order of the key: here one load may wait for another, and only
// one that always goes forward cannot be waited for in return.
void direct_table::write_in_key_order(std::vector<direct_row>& rows, int kept_column) {
    const bool only_fresh = std::none_of(rows.begin(), rows.end(), [](const direct_row& each) {
        return each.becomes == direct_row::fate::changed;
    });
    if (only_fresh) {
        std::vector<std::uint32_t> order(index_places_.size());
        std::iota(order.begin(), order.end(), 0U);
        insert_index(key_index_, order);
        return;
    }
    const bool lost = guard([&] {
        std::size_t fresh = 0;
        for (direct_row& row : rows) {
            if (row.becomes == direct_row::fate::fresh) {
                insert_index_entry(key_index_, fresh++);
            } else if (row.becomes == direct_row::fate::changed && !update_row(row, kept_column)) {
                return true;
            }
            CHECK_FOR_INTERRUPTS();
        }
        return false;
    });
    if (lost) {
        throw lost_race();
    }
}

// Runs inside a guard.
void direct_table::get_index_values(int index, std::size_t fresh, Datum* values, bool* nulls) const noexcept {
    const IndexInfo* info = result_->ri_IndexRelationInfo[index];
    for (int place = 0; place < info->ii_NumIndexAttrs; ++place) {
        const auto at =
            static_cast<std::size_t>(indexed_at_[static_cast<std::size_t>(info->ii_IndexAttrNumbers[place])]);
        values[place] = index_values_[fresh * indexed_.size() + at];
        nulls[place] = index_nulls_[fresh * indexed_.size() + at] != 0;
    }
}

// Runs inside a guard.
void direct_table::insert_index_entry(int index, std::size_t fresh) {
    Relation relation = result_->ri_IndexRelationDescs[index];
    Datum values[INDEX_MAX_KEYS];
    bool nulls[INDEX_MAX_KEYS];
    get_index_values(index, fresh, values, nulls);
    index_insert(relation, values, nulls, &index_places_[fresh], heap_,
                 relation->rd_index->indisunique ? UNIQUE_CHECK_YES : UNIQUE_CHECK_NO, false,
                 result_->ri_IndexRelationInfo[index]);
}

class direct_table::sorted_entries : public leaf_entries {
public:
    sorted_entries(const direct_table& table, int index, const std::vector<std::uint32_t>& order)
        : table_(&table), index_(index), order_(&order) {}

    [[nodiscard]] std::size_t size() const noexcept override { return order_->size(); }

    void get(std::size_t entry, Datum* values, bool* nulls, ItemPointer place) const noexcept override {
        const std::uint32_t fresh = (*order_)[entry];
        table_->get_index_values(index_, fresh, values, nulls);
        *place = table_->index_places_[fresh];
    }

private:
    const direct_table* table_;
    int index_;
    const std::vector<std::uint32_t>* order_;
};

void direct_table::insert_index(int index, const std::vector<std::uint32_t>& order) {
    Relation relation = result_->ri_IndexRelationDescs[index];
    const sorted_entries entries(*this, index, order);
    guard([&] { insert_in_runs(heap_, relation, result_->ri_IndexRelationInfo[index], entries); });
}

// The fresh rows in the order of an index, where its columns are numbers of 64 bits together; else as they
// are.
std::vector<std::uint32_t> direct_table::order_for(int index) const {
    std::vector<std::uint32_t> order(index_places_.size());
    std::iota(order.begin(), order.end(), 0U);
    const IndexInfo* info = result_->ri_IndexRelationInfo[index];
    int bits = 0;
    for (int place = 0; place < info->ii_NumIndexKeyAttrs; ++place) {
        Form_pg_attribute form = TupleDescAttr(heap_->rd_att, info->ii_IndexAttrNumbers[place] - 1);
        bits += form->attbyval ? form->attlen * 8 : 128;
    }
    if (bits > 64) {
        return order;
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(order.size());
    for (std::size_t row = 0; row < order.size(); ++row) {
        std::uint64_t packed = 0;
        for (int place = 0; place < info->ii_NumIndexKeyAttrs; ++place) {
            const AttrNumber attribute = info->ii_IndexAttrNumbers[place];
            const int width = TupleDescAttr(heap_->rd_att, attribute - 1)->attlen * 8;
            const auto at = static_cast<std::size_t>(indexed_at_[static_cast<std::size_t>(attribute)]);
            const std::uint64_t flipped =
                index_values_[row * indexed_.size() + at] ^ (std::uint64_t{1} << (width - 1));
            packed =
                width == 64 ? flipped : (packed << width) | (flipped & ((std::uint64_t{1} << width) - 1));
        }
        keys[row] = {packed, static_cast<std::uint32_t>(row)};
    }
    if (!std::is_sorted(keys.begin(), keys.end())) {
        std::sort(keys.begin(), keys.end());
    }
    for (std::size_t row = 0; row < order.size(); ++row) {
        order[row] = keys[row].second;
    }
    return order;
}

// Runs inside a guard; false: another session was faster.
bool direct_table::update_row(direct_row& row, int kept_column) {
    if (!table_tuple_fetch_row_version(heap_, &row.place, snapshot_, standing_)) {
        return false;
    }
    slot_getallattrs(standing_);
    const int attributes = heap_->rd_att->natts;
    ExecClearTuple(changed_);
    std::copy_n(standing_->tts_values, attributes, changed_->tts_values);
    std::copy_n(standing_->tts_isnull, attributes, changed_->tts_isnull);
    const std::int32_t kept = DatumGetInt32(row.row.values[kept_column]);
    for (std::size_t place = 0; place < columns_.size(); ++place) {
        if ((kept & (1 << place)) == 0) {
            changed_->tts_values[columns_[place].attribute - 1] = row.row.values[place];
            changed_->tts_isnull[columns_[place].attribute - 1] = row.row.nulls[place];
        }
    }
    if (touched_ != InvalidAttrNumber) {
        changed_->tts_values[touched_ - 1] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
        changed_->tts_isnull[touched_ - 1] = false;
    }
    ExecStoreVirtualTuple(changed_);
    changed_->tts_tableOid = RelationGetRelid(heap_);
    if (heap_->rd_att->constr != nullptr) {
        ExecConstraints(result_, changed_, estate_);
    }
    const bool written = update_tuple(heap_, &row.place, changed_, command_, snapshot_, result_, estate_);
    ExecClearTuple(changed_);
    ExecClearTuple(standing_);
    ResetPerTupleExprContext(estate_);
    return written;
}

}  // namespace forecast_warehouse::postgres
