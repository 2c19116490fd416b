#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sources/csv_line.hpp"
#include "core/sources/file_shape.hpp"
#include "core/sources/source_options.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::sources {

// Makes rows of a wide file long. It keeps nothing of the server's, and of the file no more than a line.
class wide_rows {
public:
    wide_rows(core::file_shape shape, core::source_options options);

    // Adds the rows that a row of the view gives to a store, which has the columns of shape.rows(). Returns
    // their number. line: that of the file, for messages; 0 where it is not known. Raises for a line that has
    // not the columns of the file (22P04).
    std::int64_t add(const postgres::row_view& row, std::int64_t line, postgres::tuple_store& store);
    std::int64_t add(HeapTuple row, TupleDesc description, std::int64_t line, postgres::tuple_store& store);

    // To be called behind the last row. Raises where the last line has no end (22P04).
    void end();

private:
    // A line with line breaks in its cells is put together again.
    static constexpr std::size_t longest_line = std::size_t{64} << 20U;

    void read_texts(const postgres::row_view& row);
    bool split(std::int64_t line);
    std::int64_t put(postgres::tuple_store& store);
    [[nodiscard]] bool is_skipped(std::string_view cell) const noexcept;

    core::file_shape shape_;
    core::source_options options_;
    core::csv_line splitter_;
    std::optional<core::wide_layout> layout_;  // none: the header has not come yet
    std::vector<std::string_view> texts_;      // of the view's columns; those without data are NULL
    std::vector<std::string_view> cells_;
    std::string begun_;  // the beginning of a line that goes on
    std::int64_t begun_at_ = 0;
};

}  // namespace forecast_warehouse::sources
