#include <algorithm>
#include <numeric>
#include <tuple>

#include "postgres/direct_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/leaf_run.hpp"

// Writing the rows of a batch: into the heap, then into one index after the other.

namespace forecast_warehouse::postgres {
namespace {

// Below that, what a bulk insert sets up costs more than it saves.
constexpr std::size_t bulk_rows = 1000;

}  // namespace

void direct_table::write(std::vector<direct_row>& rows, const kept_columns& kept) {
    const auto written =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const direct_row& each) {
            return each.becomes == direct_row::outcome::inserted ||
                   each.becomes == direct_row::outcome::updated;
        }));
    if (written > 0) {
        reserve_entries(written);
        guard([&] { command_ = GetCurrentCommandId(true); });
        insert_heap(rows);
        write_in_key_order(rows, kept);
        for (int index = 0; index < result_->ri_NumIndices; ++index) {
            if (index != key_index_ && takes_entries(index)) {
                insert_index(index, order_for(index));
            }
        }
    }
    guard([&] {
        PopActiveSnapshot();
        CommandCounterIncrement();
    });
    batch_.reset();
}

// Makes room, so that nothing is allocated where the server may jump.
void direct_table::reserve_entries(std::size_t rows) {
    index_values_.clear();
    index_nulls_.clear();
    index_places_.clear();
    index_values_.reserve(rows * indexed_.size());
    index_nulls_.reserve(rows * indexed_.size());
    index_places_.reserve(rows);
}
// No index knows the rows yet, so that nobody waits for them and they wait for nobody.
void direct_table::insert_heap(std::vector<direct_row>& rows) {
    const auto inserted =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const direct_row& each) {
            return each.becomes == direct_row::outcome::inserted;
        }));
    if (inserted == 0) {
        return;
    }
    guard([&] {
        BulkInsertState bulk = inserted >= bulk_rows ? GetBulkInsertState() : nullptr;
        std::size_t waiting = 0;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (rows[row].becomes == direct_row::outcome::inserted) {
                if (slots_[waiting] == nullptr) {
                    slots_[waiting] = table_slot_create(heap_, nullptr);
                }
                fill_slot(slots_[waiting], rows[row].row);
                record_index_values(slots_[waiting]);
                ++waiting;
            }
            if (waiting == slots_.size() || (row + 1 == rows.size() && waiting > 0)) {
                CHECK_FOR_INTERRUPTS();
                MemoryContext caller = MemoryContextSwitchTo(GetPerTupleMemoryContext(estate_));
                table_multi_insert(heap_, slots_.data(), static_cast<int>(waiting), command_, 0, bulk);
                MemoryContextSwitchTo(caller);
                for (std::size_t slot = 0; slot < waiting; ++slot) {
                    index_places_.push_back(slots_[slot]->tts_tid);
                    ExecClearTuple(slots_[slot]);
                }
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
void direct_table::record_index_values(TupleTableSlot* slot) {
    for (const AttrNumber indexed : indexed_) {
        const int attribute = indexed - 1;
        const Form_pg_attribute form = TupleDescAttr(heap_->rd_att, attribute);
        Datum value = slot->tts_values[attribute];
        if (!slot->tts_isnull[attribute] && !form->attbyval) {
            MemoryContext caller = MemoryContextSwitchTo(batch_.get());
            value = datumCopy(value, false, form->attlen);
            MemoryContextSwitchTo(caller);
        }
        index_values_.push_back(value);
        index_nulls_.push_back(slot->tts_isnull[attribute] ? 1 : 0);
    }
}

// The key's index and the changed rows, in the order of the key: here one load may wait for another, and only
// one that always goes forward cannot be waited for in return. Fresh rows behind the last changed one are the
// many of a usual load, and go in by runs.
void direct_table::write_in_key_order(std::vector<direct_row>& rows, const kept_columns& kept) {
    const auto last_changed = std::find_if(rows.rbegin(), rows.rend(), [](const direct_row& each) {
                                  return each.becomes == direct_row::outcome::updated;
                              }).base();
    const std::size_t all_inserted = index_places_.size();
    std::size_t inserted = 0;
    const bool lost = guard([&] {
        for (auto row = rows.begin(); row != last_changed; ++row) {
            if (row->becomes == direct_row::outcome::inserted) {
                insert_key_entry(inserted++, false);
            } else if (row->becomes == direct_row::outcome::updated && !update_row(*row, kept)) {
                return true;
            }
            CHECK_FOR_INTERRUPTS();
        }
        return false;
    });
    if (lost) {
        throw lost_race();
    }
    std::vector<std::uint32_t> rest(all_inserted - inserted);
    std::iota(rest.begin(), rest.end(), static_cast<std::uint32_t>(inserted));
    insert_index(key_index_, rest);
}

// Runs inside a guard.
void direct_table::get_index_values(int index, std::size_t entry, Datum* values, bool* nulls) const noexcept {
    const IndexInfo* info = result_->ri_IndexRelationInfo[index];
    for (int place = 0; place < info->ii_NumIndexAttrs; ++place) {
        const auto at =
            static_cast<std::size_t>(indexed_at_[static_cast<std::size_t>(info->ii_IndexAttrNumbers[place])]);
        values[place] = index_values_[entry * indexed_.size() + at];
        nulls[place] = index_nulls_[entry * indexed_.size() + at] != 0;
    }
}

// Puts a row into the index of the key; one that replaces another with the same key lets the server clear
// away such entries when the page is full. Runs inside a guard.
void direct_table::insert_key_entry(std::size_t entry, bool replaces) {
    Datum values[INDEX_MAX_KEYS];
    bool nulls[INDEX_MAX_KEYS];
    get_index_values(key_index_, entry, values, nulls);
    index_insert(result_->ri_IndexRelationDescs[key_index_], values, nulls, &index_places_[entry], heap_,
                 UNIQUE_CHECK_YES, replaces, result_->ri_IndexRelationInfo[key_index_]);
}

class direct_table::sorted_entries : public leaf_entries {
public:
    sorted_entries(const direct_table& table, int index, const std::vector<std::uint32_t>& order)
        : table_(&table), index_(index), order_(&order) {}

    [[nodiscard]] std::size_t size() const noexcept override { return order_->size(); }

    void get(std::size_t entry, Datum* values, bool* nulls, ItemPointer place) const noexcept override {
        const std::uint32_t row = (*order_)[entry];
        table_->get_index_values(index_, row, values, nulls);
        *place = table_->index_places_[row];
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

// The columns of an index as one number that sorts alike; they are whole numbers of 64 bits together.
std::uint64_t direct_table::packed_key(const IndexInfo* info, std::size_t entry) const noexcept {
    std::uint64_t packed = 0;
    for (int place = 0; place < info->ii_NumIndexKeyAttrs; ++place) {
        const AttrNumber attribute = info->ii_IndexAttrNumbers[place];
        const int width = TupleDescAttr(heap_->rd_att, attribute - 1)->attlen * 8;
        const auto at = static_cast<std::size_t>(indexed_at_[static_cast<std::size_t>(attribute)]);
        const std::uint64_t flipped =
            index_values_[entry * indexed_.size() + at] ^ (std::uint64_t{1} << (width - 1));
        packed = width == 64 ? flipped : (packed << width) | (flipped & ((std::uint64_t{1} << width) - 1));
    }
    return packed;
}

// The written rows in the order of an index, where its columns are numbers of 64 bits together; else as they
// are. Entries of one key lie in the order of their rows' places.
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
    using sort_entry = std::tuple<std::uint64_t, std::uint64_t, std::uint32_t>;
    std::vector<sort_entry> keys(order.size());
    for (std::size_t row = 0; row < order.size(); ++row) {
        const ItemPointerData place = index_places_[row];
        keys[row] = {packed_key(info, row),
                     (std::uint64_t{ItemPointerGetBlockNumberNoCheck(&place)} << 16) |
                         ItemPointerGetOffsetNumberNoCheck(&place),
                     static_cast<std::uint32_t>(row)};
    }
    if (!std::is_sorted(keys.begin(), keys.end())) {
        std::sort(keys.begin(), keys.end());
    }
    for (std::size_t row = 0; row < order.size(); ++row) {
        order[row] = std::get<2>(keys[row]);
    }
    return order;
}

// Runs inside a guard; false: another session was faster.
bool direct_table::update_row(direct_row& row, const kept_columns& kept) {
    if (!table_tuple_fetch_row_version(heap_, &row.place, snapshot_, standing_)) {
        return false;
    }
    slot_getallattrs(standing_);
    const int attributes = heap_->rd_att->natts;
    ExecClearTuple(changed_);
    std::copy_n(standing_->tts_values, attributes, changed_->tts_values);
    std::copy_n(standing_->tts_isnull, attributes, changed_->tts_isnull);
    const core::column_set& keeps = kept.of(row.row);
    for (std::size_t place = 0; place < columns_.size(); ++place) {
        if (!keeps.contains(static_cast<int>(place))) {
            changed_->tts_values[columns_[place].attribute - 1] = row.row.values[place];
            changed_->tts_isnull[columns_[place].attribute - 1] = row.row.nulls[place];
        }
    }
    changed_->tts_values[touched_ - 1] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
    changed_->tts_isnull[touched_ - 1] = false;
    ExecStoreVirtualTuple(changed_);
    changed_->tts_tableOid = RelationGetRelid(heap_);
    if (heap_->rd_att->constr != nullptr) {
        ExecConstraints(result_, changed_, estate_);
    }
    const replaced outcome = update_tuple(heap_, &row.place, changed_, command_, snapshot_);
    if (outcome == replaced::moved) {
        record_index_values(changed_);
        index_places_.push_back(changed_->tts_tid);
        insert_key_entry(index_places_.size() - 1, true);
    }
    ExecClearTuple(changed_);
    ExecClearTuple(standing_);
    ResetPerTupleExprContext(estate_);
    return outcome != replaced::lost;
}

}  // namespace forecast_warehouse::postgres
