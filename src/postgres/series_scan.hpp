#pragma once

#include <cstdint>
#include <vector>

#include "postgres/direct_table.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The tid of a row as a number that a block can hold; and back.
inline std::int64_t number_of(const ItemPointerData& tid) noexcept {
    return (std::int64_t{ItemPointerGetBlockNumberNoCheck(&tid)} << 16) |
           ItemPointerGetOffsetNumberNoCheck(&tid);
}
inline ItemPointerData tid_of(std::int64_t number) noexcept {
    ItemPointerData tid;
    ItemPointerSet(&tid, static_cast<BlockNumber>(number >> 16), static_cast<OffsetNumber>(number & 0xFFFF));
    return tid;
}

// Reads the rows of series: those that agree in all parts of the key but the last. A missing value equals
// another. One row names each series. The rows come series by series, in the order of the key.
class series_scan {
public:
    // The columns of a block: the number of the series, the tid as a number, the last part of the key,
    // another column. These two are passed by value.
    enum column : int { number, tid, last_key, other, columns };

    // The snapshot: the table's, or a new one.
    enum class moment : std::uint8_t { of_table, now };

    // The table has begun. The table and the series must outlive the scan.
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
    std::vector<int> parts_;            // indexes in a row of all parts of the key but the last
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
