#include "postgres/series_scan.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {

series_scan::series_scan(direct_table& table, const std::vector<row_view>& series, int other, moment seen)
    : series_(&series),
      parts_(table.key().begin(), table.key().end() - 1),
      equal_(parts_.size()),
      missing_(parts_.size()),
      wanted_(parts_.size()),
      last_key_(table.columns()[static_cast<std::size_t>(table.key().back())].attribute),
      other_(table.columns()[static_cast<std::size_t>(other)].attribute),
      slot_(table.stored_slot()) {
    guard([&] { begin(table, seen); });
}

void series_scan::begin(direct_table& table, moment seen) {
    Relation index = table.key_index();
    for (std::size_t part = 0; part < parts_.size(); ++part) {
        const auto number = static_cast<AttrNumber>(part + 1);
        const Oid type = index->rd_opcintype[part];
        const Oid equal = get_opfamily_member(index->rd_opfamily[part], type, type, BTEqualStrategyNumber);
        ScanKeyEntryInitialize(&equal_[part], 0, number, BTEqualStrategyNumber, type,
                               index->rd_indcollation[part], get_opcode(equal), Datum{0});
        ScanKeyEntryInitialize(&missing_[part], SK_ISNULL | SK_SEARCHNULL, number, InvalidStrategy,
                               InvalidOid, InvalidOid, InvalidOid, Datum{0});
    }
    if (seen == moment::now) {
        own_snapshot_ = RegisterSnapshot(GetLatestSnapshot());
    }
    scan_ = begin_index_scan(table.heap(), index, own_snapshot_ != nullptr ? own_snapshot_ : table.snapshot(),
                             static_cast<int>(parts_.size()));
}

void series_scan::enter_series() {
    const row_view& row = (*series_)[next_];
    for (std::size_t part = 0; part < parts_.size(); ++part) {
        wanted_[part] = row.nulls[parts_[part]] ? missing_[part] : equal_[part];
        if (!row.nulls[parts_[part]]) {
            wanted_[part].sk_argument = row.values[parts_[part]];
        }
    }
    index_rescan(scan_, wanted_.data(), static_cast<int>(wanted_.size()), nullptr, 0);
    entered_ = true;
}

bool series_scan::read(row_block& found) {
    found.clear();
    guard([&] {
        while (!found.full() && next_ < series_->size()) {
            CHECK_FOR_INTERRUPTS();
            if (!entered_) {
                enter_series();
            }
            if (!index_getnext_slot(scan_, ForwardScanDirection, slot_)) {
                ++next_;
                entered_ = false;
                continue;
            }
            const std::size_t row = found.add();
            found.value(row, series_index) = Int32GetDatum(static_cast<std::int32_t>(next_));
            found.value(row, tid) = Int64GetDatum(number_of_tid(slot_->tts_tid));
            found.null(row, series_index) = found.null(row, tid) = false;
            found.value(row, last_key) = slot_getattr(slot_, last_key_, &found.null(row, last_key));
            found.value(row, other) = slot_getattr(slot_, other_, &found.null(row, other));
        }
        ExecClearTuple(slot_);
    });
    return found.size() > 0;
}

void series_scan::end() {
    guard([&] {
        index_endscan(scan_);
        if (own_snapshot_ != nullptr) {
            UnregisterSnapshot(own_snapshot_);
        }
    });
}

}  // namespace forecast_warehouse::postgres
