#pragma once

#include <cstdint>
#include <vector>

#include "postgres/direct_table.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Where a row lies in its table, as a number that a block can hold; and back.
inline std::int64_t number_of(const ItemPointerData& place) noexcept {
    return (std::int64_t{ItemPointerGetBlockNumberNoCheck(&place)} << 16) |
           ItemPointerGetOffsetNumberNoCheck(&place);
}
inline ItemPointerData place_of(std::int64_t number) noexcept {
    ItemPointerData place;
    ItemPointerSet(&place, static_cast<BlockNumber>(number >> 16),
                   static_cast<OffsetNumber>(number & 0xFFFF));
    return place;
}

// Reads the rows of series: those that agree in all parts of the key but the last, a missing value being a
// value like another. One row each names them; what is found comes series by series, in the order of the key.
class series_scan {
public:
    // What a block tells of a row: the number of its series, its place in the table, the last part of its key
    // and one more column, both of them plain words.
    enum column : int { number, place, last_key, other, columns };

    // Through whose eyes: those of the table's snapshot, or of this moment's.
    enum class moment : std::uint8_t { of_table, now };

    // The table must have looked (direct_table::look), and outlive the scan, as must the series.
    series_scan(direct_table& table, const std::vector<row_view>& series, int other, moment seen);
    series_scan(const series_scan&) = delete;
    series_scan& operator=(const series_scan&) = delete;
    ~series_scan() = default;  // see end()

    // Replaces the block's rows by the next ones; false at the end.
    bool read(row_block& found);

    // Ends the scan; not called when an error is on its way, the subtransaction does it then.
    void end();

private:
    // Both run inside a guard.
    void begin(direct_table& table, moment seen);
    void enter_series();

    const std::vector<row_view>* series_;
    std::vector<int> parts_;            // places in a row of all parts of the key but the last
    std::vector<ScanKeyData> equal_;    // by part: that it has a value
    std::vector<ScanKeyData> missing_;  // and that it has none
    std::vector<ScanKeyData> wanted_;
    AttrNumber last_key_;
    AttrNumber other_;
    TupleTableSlot* slot_;
    Snapshot own_snapshot_ = nullptr;
    IndexScanDesc scan_ = nullptr;
    std::size_t next_ = 0;
    bool entered_ = false;
};

}  // namespace forecast_warehouse::postgres
