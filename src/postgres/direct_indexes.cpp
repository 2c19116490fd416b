#include "postgres/direct_indexes.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "postgres/guard.hpp"
#include "postgres/leaf_run.hpp"

namespace forecast_warehouse::postgres {

direct_indexes::direct_indexes(direct_table& table) : table_(&table) {
    const ResultRelInfo* result = table.result();
    indexed_at_.assign(static_cast<std::size_t>(table_->heap()->rd_att->natts) + 1, -1);
    for (int index = 0; index < result->ri_NumIndices; ++index) {
        const IndexInfo* info = result->ri_IndexRelationInfo[index];
        for (int column = 0; takes_entries(index) && column < info->ii_NumIndexAttrs; ++column) {
            const AttrNumber attribute = info->ii_IndexAttrNumbers[column];
            int& at = indexed_at_[static_cast<std::size_t>(attribute)];
            if (at < 0) {
                at = static_cast<int>(indexed_.size());
                indexed_.push_back(attribute);
            }
        }
    }
}

void direct_indexes::reserve(std::size_t rows) {
    values_.reserve(rows * indexed_.size());
    nulls_.reserve(rows * indexed_.size());
    tids_.reserve(rows);
}

void direct_indexes::record_values(TupleTableSlot* slot) {
    for (const AttrNumber indexed : indexed_) {
        const int attribute = indexed - 1;
        const Form_pg_attribute form = TupleDescAttr(table_->heap()->rd_att, attribute);
        Datum value = slot->tts_values[attribute];
        if (!slot->tts_isnull[attribute] && !form->attbyval) {
            MemoryContext caller = MemoryContextSwitchTo(table_->memory());
            value = datumCopy(value, false, form->attlen);
            MemoryContextSwitchTo(caller);
        }
        values_.push_back(value);
        nulls_.push_back(slot->tts_isnull[attribute] ? 1 : 0);
    }
}

// Runs inside a guard.
void direct_indexes::get_values(int index, std::size_t entry, Datum* values, bool* nulls) const noexcept {
    const IndexInfo* info = table_->result()->ri_IndexRelationInfo[index];
    for (int column = 0; column < info->ii_NumIndexAttrs; ++column) {
        const auto at = static_cast<std::size_t>(
            indexed_at_[static_cast<std::size_t>(info->ii_IndexAttrNumbers[column])]);
        values[column] = values_[entry * indexed_.size() + at];
        nulls[column] = nulls_[entry * indexed_.size() + at] != 0;
    }
}

void direct_indexes::insert_key_entry(std::size_t entry, bool replaces) {
    Datum values[INDEX_MAX_KEYS];
    bool nulls[INDEX_MAX_KEYS];
    get_values(table_->key_index_number(), entry, values, nulls);
    index_insert(table_->key_index(), values, nulls, &tids_[entry], table_->heap(), UNIQUE_CHECK_YES,
                 replaces, table_->result()->ri_IndexRelationInfo[table_->key_index_number()]);
}

class direct_indexes::sorted_entries : public leaf_entries {
public:
    sorted_entries(const direct_indexes& indexes, int index, const std::vector<std::uint32_t>& order)
        : indexes_(&indexes), index_(index), order_(&order) {}

    [[nodiscard]] std::size_t size() const noexcept override { return order_->size(); }

    void get(std::size_t entry, Datum* values, bool* nulls, ItemPointer tid) const noexcept override {
        const std::uint32_t row = (*order_)[entry];
        indexes_->get_values(index_, row, values, nulls);
        *tid = indexes_->tids_[row];
    }

private:
    const direct_indexes* indexes_;
    int index_;
    const std::vector<std::uint32_t>* order_;
};

void direct_indexes::insert_key_entries(std::size_t first, std::size_t last) {
    std::vector<std::uint32_t> order(last - first);
    std::iota(order.begin(), order.end(), static_cast<std::uint32_t>(first));
    insert_into(table_->key_index_number(), order);
}

void direct_indexes::insert_into_others() {
    for (int index = 0; index < table_->result()->ri_NumIndices; ++index) {
        if (index != table_->key_index_number() && takes_entries(index)) {
            insert_into(index, order_for(index));
        }
    }
}

void direct_indexes::insert_into(int index, const std::vector<std::uint32_t>& order) {
    Relation relation = table_->result()->ri_IndexRelationDescs[index];
    IndexInfo* info = table_->result()->ri_IndexRelationInfo[index];
    const sorted_entries entries(*this, index, order);
    guard([&] { insert_in_runs(table_->heap(), relation, info, entries); });
}

// The columns of an index as one number that sorts alike. They are integers of at most 64 bits together.
std::uint64_t direct_indexes::packed_key(const IndexInfo* info, std::size_t entry) const noexcept {
    std::uint64_t packed = 0;
    for (int column = 0; column < info->ii_NumIndexKeyAttrs; ++column) {
        const AttrNumber attribute = info->ii_IndexAttrNumbers[column];
        const int width = TupleDescAttr(table_->heap()->rd_att, attribute - 1)->attlen * 8;
        const auto at = static_cast<std::size_t>(indexed_at_[static_cast<std::size_t>(attribute)]);
        const std::uint64_t flipped =
            values_[entry * indexed_.size() + at] ^ (std::uint64_t{1} << (width - 1));
        packed = width == 64 ? flipped : (packed << width) | (flipped & ((std::uint64_t{1} << width) - 1));
    }
    return packed;
}

// The entries in the order of an index, if its columns are integers of at most 64 bits together. Otherwise as
// they are. Entries with the same key are in the order of their tids.
std::vector<std::uint32_t> direct_indexes::order_for(int index) const {
    std::vector<std::uint32_t> order(tids_.size());
    std::iota(order.begin(), order.end(), 0U);
    const IndexInfo* info = table_->result()->ri_IndexRelationInfo[index];
    int bits = 0;
    for (int column = 0; column < info->ii_NumIndexKeyAttrs; ++column) {
        Form_pg_attribute form = TupleDescAttr(table_->heap()->rd_att, info->ii_IndexAttrNumbers[column] - 1);
        bits += form->attbyval ? form->attlen * 8 : 128;
    }
    if (bits > 64) {
        return order;
    }
    using sort_entry = std::tuple<std::uint64_t, std::uint64_t, std::uint32_t>;
    std::vector<sort_entry> keys(order.size());
    for (std::size_t row = 0; row < order.size(); ++row) {
        const ItemPointerData tid = tids_[row];
        keys[row] = {packed_key(info, row),
                     (std::uint64_t{ItemPointerGetBlockNumberNoCheck(&tid)} << 16) |
                         ItemPointerGetOffsetNumberNoCheck(&tid),
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

}  // namespace forecast_warehouse::postgres
