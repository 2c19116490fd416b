#pragma once

#include <cstdint>
#include <vector>

#include "postgres/direct_table.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The tid of a row as a number that a block can hold; and back.
inline std::int64_t number_of_tid(const ItemPointerData& tid) noexcept {
    return (std::int64_t{ItemPointerGetBlockNumberNoCheck(&tid)} << 16) |
           ItemPointerGetOffsetNumberNoCheck(&tid);
}
inline ItemPointerData tid_of_number(std::int64_t number) noexcept {
    ItemPointerData tid;
    ItemPointerSet(&tid, static_cast<BlockNumber>(number >> 16), static_cast<OffsetNumber>(number & 0xFFFF));
    return tid;
}

// Reads the existing rows of series. The rows of a series are equal in all parts of the key but the last;
// NULLs count as equal. Each series is given by one row. Rows are read series by series, in the order of the
// key.
class series_scan {
public:
    // The columns of a block: the index of the series, and the tid of the row as a number. Then the last part
    // of the key and one more column, both passed by value.
    enum column : int { series_index, tid, last_key, other, columns };

    // The snapshot: that of the table, or a new one.
    enum class moment : std::uint8_t { of_table, now };

    // direct_table::look must have been called before. The table and the series outlive the scan.
    series_scan(direct_table& table, const std::vector<row_view>& series, int other, moment seen);
    series_scan(const series_scan&) = delete;
    series_scan& operator=(const series_scan&) = delete;
    ~series_scan() = default;  // see end()

    // Replaces the block's rows by the next ones; false at the end.
    bool read(row_block& found);

    // Ends the scan. Not called after an error: the abort of the subtransaction ends it.
    void end();

private:
    // Both run inside a guard.
    void begin(direct_table& table, moment seen);
    void enter_series();

    const std::vector<row_view>* series_;
    std::vector<int> parts_;            // indexes in a row of all parts of the key but the last
    std::vector<ScanKeyData> equal_;    // by part: equal to a value
    std::vector<ScanKeyData> missing_;  // by part: is NULL
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
