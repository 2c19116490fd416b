#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/column_set.hpp"
#include "load/faults.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// Reads rows that arrived in another form than the feed's, such as the texts of a file. They are stored as
// they arrived. Each stage that reads them gets them as the feed's rows.
class row_reader {
public:
    row_reader() = default;
    row_reader(const row_reader&) = delete;
    row_reader& operator=(const row_reader&) = delete;
    virtual ~row_reader() = default;

    // Names of the columns that arrive, all of type text.
    [[nodiscard]] virtual const std::vector<std::string>& columns() const noexcept = 0;

    // Adds the rows of a block to another one, as the feed's. The values live as long as both blocks. A value
    // that cannot be read is a fault.
    virtual void read(postgres::row_block& arrived, postgres::row_block& rows, block_faults& faults) = 0;

    // Why a value cannot be read. It follows the name of its column: "2,5O" of column "Qty" is not a number
    virtual std::string explain(const postgres::row_view& arrived, int column) = 0;

    // The columns of the feed that no row gives, and which keep their stored values.
    [[nodiscard]] virtual core::column_set left_out() const = 0;

    // Minutes after midnight at which a business day ends.
    [[nodiscard]] virtual int day_ends_at() const noexcept = 0;
};

}  // namespace forecast_warehouse::load
