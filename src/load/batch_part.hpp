#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "load/batch.hpp"
#include "load/batch_rows.hpp"
#include "load/target.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// Rows of a load that are written together: in memory for direct writing, in a store for SQL. Each form is
// made when it is first asked for.
class batch_part {
public:
    // All rows of a batch, which must outlive this.
    batch_part(const core::feed& feed, batch& whole);
    // Some rows in memory, with their row type. They must outlive this.
    batch_part(const core::feed& feed, TupleDesc type, std::vector<postgres::direct_row>& rows);

    [[nodiscard]] std::int64_t size() const noexcept { return size_; }
    [[nodiscard]] TupleDesc type() const noexcept { return type_; }

    // The rows in memory, each as one to insert: an attempt at writing begins.
    [[nodiscard]] std::vector<postgres::direct_row>& in_memory();
    // The rows in a store.
    [[nodiscard]] batch& in_store();
    // The rows that the attempt has not rejected, in a store of their own. The caller ends it.
    [[nodiscard]] batch accepted();

    // Ends the store that was made here.
    void end();

private:
    [[nodiscard]] std::vector<postgres::direct_row>& rows();
    [[nodiscard]] batch copy(bool with_rejected);

    const core::feed* feed_;
    TupleDesc type_;
    std::int64_t size_;
    batch* whole_ = nullptr;
    std::vector<postgres::direct_row>* rows_ = nullptr;
    std::optional<batch_rows> read_;  // of the whole batch
    std::optional<batch> stored_;     // of the rows in memory
};

// Whether two neighbouring rows may be in different parts.
using may_part = std::function<bool(const postgres::row_view& last, const postgres::row_view& next)>;

// Rows of a part. A statement's overhead is small beside the work on so many rows. So is its memory for rows
// and foreign-key events.
inline constexpr std::int64_t part_size = 100'000;

// Visits the rows in parts of that size or a little more.
void for_each_part(const core::feed& feed, batch& all, const may_part& may_part,
                   const std::function<void(batch_part&)>& visit);

}  // namespace forecast_warehouse::load
