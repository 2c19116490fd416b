#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/asof/asof_prices.hpp"
#include "core/asof/asof_promotions.hpp"
#include "core/asof/windows_by_product.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_scan.hpp"

namespace forecast_warehouse::asof {

// Digits of prices behind the point.
inline constexpr int price_scale = 2;

// Reads a row of a table of windows. None: the row does not fit into an index in memory. Then each look-up
// must use the table.
template <class Index>
struct window_source;

template <>
struct window_source<core::asof_prices> {
    static constexpr const char* table = "price_history";
    static constexpr std::array columns = {
        postgres::scan_column{"product_id", INT4OID}, postgres::scan_column{"store_id", INT4OID},
        postgres::scan_column{"valid_from", DATEOID}, postgres::scan_column{"valid_to", DATEOID},
        postgres::scan_column{"id", INT8OID},         postgres::scan_column{"price", NUMERICOID}};
    static std::optional<core::price_window> read(const postgres::row_view& row) noexcept;
};

template <>
struct window_source<core::asof_promotions> {
    static constexpr const char* table = "promotion";
    static constexpr std::array columns = {postgres::scan_column{"product_id", INT4OID},
                                           postgres::scan_column{"store_id", INT4OID},
                                           postgres::scan_column{"start_date", DATEOID},
                                           postgres::scan_column{"end_date", DATEOID},
                                           postgres::scan_column{"id", INT8OID},
                                           postgres::scan_column{"discount_pct", NUMERICOID},
                                           postgres::scan_column{"discount_amount", NUMERICOID}};
    static std::optional<core::promotion_window> read(const postgres::row_view& row) noexcept;
};

// A table of windows as one statement sees it. The windows of the first products are read one product at a
// time, by the index of the table. Once that would be cheaper, the whole table is read.
template <class Index>
class window_reader {
public:
    // fits: whether the memory is still enough. It is called while the index grows.
    window_reader(Oid schema, std::function<bool()> fits);

    // The index in memory, which has the windows of the product. NULL: it is too large, or must not be
    // cached. Then each look-up must use the table.
    const Index* index_for(std::int32_t product) {
        return state_ == state::whole || (state_ == state::some && index_.holds(product)) ? &index_
                                                                                          : read_for(product);
    }

    // Whether a policy of row-level security applies. Then results must not be cached: a policy may depend on
    // a setting that changes between two statements. Known after the first call of index_for.
    [[nodiscard]] bool has_row_security() const noexcept { return state_ == state::row_security; }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return index_.bytes() + unsorted_.bytes() + (pending_.capacity() * sizeof(typename Index::window));
    }

private:
    enum class state : std::uint8_t { unread, some, whole, too_large, row_security };
    using source = window_source<Index>;
    using window = typename Index::window;
    using window_callback = std::function<bool(std::int32_t product, const window& each)>;

    const Index* read_for(std::int32_t product);
    [[nodiscard]] bool whole_is_cheaper() const noexcept;

    // All of them return whether the memory was enough, and each row fits into an index.
    bool read_product(std::int32_t product);
    bool read_whole();
    bool read_in_heap_order();
    bool read_by_product();
    bool index_unsorted();
    bool add_pending(const window& each);
    bool index_pending();

    // Calls take with each row that has a product and a first day. Other rows are never in force.
    bool read(const std::string& condition, const postgres::arguments& arguments,
              const window_callback& take);

    Oid schema_;
    Oid table_ = InvalidOid;
    std::function<bool()> fits_;
    state state_ = state::unread;
    Index index_;

    bool unfit_ = false;        // a row does not fit into an index
    double rows_in_table_ = 0;  // an estimate
    std::int64_t products_read_ = 0;
    std::int64_t rows_read_ = 0;

    std::int32_t product_ = 0;  // of the pending windows
    std::vector<window> pending_;
    core::windows_by_product<window> unsorted_;
};

extern template class window_reader<core::asof_prices>;
extern template class window_reader<core::asof_promotions>;

}  // namespace forecast_warehouse::asof
