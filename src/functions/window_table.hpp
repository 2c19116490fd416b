#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/asof_prices.hpp"
#include "core/asof_promotions.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::functions {

// What reads a row of a table of windows, in its own columns (window_table::product comes before them).
// Nothing: the row does not fit into a book, and the table must be asked by index.
template <class Book>
struct window_source;

template <>
struct window_source<core::asof_prices> {
    static constexpr const char* table = "price_history";
    static constexpr const char* columns =
        "store_id::pg_catalog.int4, valid_from, valid_to, id::pg_catalog.int8, price";
    static std::optional<core::price_window> read(const postgres::row_view& row) noexcept;
};

template <>
struct window_source<core::asof_promotions> {
    static constexpr const char* table = "promotion";
    static constexpr const char* columns =
        "store_id::pg_catalog.int4, start_date, end_date, id::pg_catalog.int8, discount_pct, discount_amount";
    static std::optional<core::promotion_window> read(const postgres::row_view& row) noexcept;
};

// A table of windows as one statement sees it, read as far as it is asked: the first products one by one
// through the index, the whole table once that is cheaper.
template <class Book>
class window_table {
public:
    // fits: whether the memory is still enough. It is asked while the book grows.
    window_table(Oid schema, std::function<bool()> fits);

    // The book, with what it needs for the product; NULL: too large, or not to be kept. Each probe then asks
    // by index.
    const Book* book_for(std::int32_t product) {
        return state_ == state::whole || (state_ == state::some && book_.holds(product)) ? &book_
                                                                                         : read_for(product);
    }

    // Whether answers may be kept at all. What row-level security shows may depend on anything, such as a
    // setting that changes between two statements: then the server decides probe by probe. Known once the
    // table was asked for.
    [[nodiscard]] bool is_guarded() const noexcept { return state_ == state::guarded; }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return book_.bytes() + (pending_.capacity() * sizeof(typename Book::window));
    }

private:
    enum class state : std::uint8_t { untouched, some, whole, too_large, guarded };
    using source = window_source<Book>;

    const Book* read_for(std::int32_t product);
    [[nodiscard]] bool whole_is_cheaper() const noexcept;
    bool read(const std::string& condition, const postgres::arguments& arguments);
    bool take(const postgres::row_view& row);
    void close_product();

    Oid schema_;
    Oid table_ = InvalidOid;
    std::function<bool()> fits_;
    state state_ = state::untouched;
    Book book_;

    double rows_in_table_ = 0;  // about
    std::int64_t products_read_ = 0;
    std::int64_t rows_read_ = 0;

    std::int32_t product_ = 0;  // whose windows are pending
    std::vector<typename Book::window> pending_;
};

extern template class window_table<core::asof_prices>;
extern template class window_table<core::asof_promotions>;

}  // namespace forecast_warehouse::functions
