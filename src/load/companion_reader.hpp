#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "core/load/reject.hpp"
#include "load/batch.hpp"
#include "load/row_reader.hpp"
#include "load/target.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// Reads rows that have columns of a companion table behind those of the feed. The companion has rules of its
// own, and gets its values when the rows are in the target.
class companion_reader : public row_reader {
public:
    // The types of the columns that arrive, in the order of columns().
    [[nodiscard]] virtual const std::vector<Oid>& types() const noexcept = 0;

    // The rule of the companion that a row violates, by the row's number; NULL: none.
    [[nodiscard]] virtual const core::reject* violation(std::int64_t row_number) const noexcept = 0;

    // The rows whose grain the target has already, by their numbers.
    virtual std::set<std::int64_t> stored_rows(const target& target, const batch& given) = 0;

    // Writes the values of rows that are in the target now. The target was given the rows in "written", and
    // rejected those of some numbers. ids: of the others; NULL where they are not known. gives_way: whether
    // stored values stay.
    virtual void write(const target& target, const batch& written, const std::set<std::int64_t>& rejected,
                       const std::vector<stored_id>* ids, bool gives_way) = 0;
};

// The ids of so many rows are kept in memory: 120 MB. The ids of more are looked up by the table's grain.
inline constexpr std::int64_t most_recorded_ids = 5'000'000;

// The companion's part of a load; NULL where there is none.
inline companion_reader* companion_of(const std::shared_ptr<row_reader>& reader) noexcept {
    return dynamic_cast<companion_reader*>(reader.get());
}

}  // namespace forecast_warehouse::load
