#include "asof/window_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/fixed_point.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::asof {
namespace {

constexpr int share_scale = 4;

// Indexes in window_source::columns.
enum column : int { product, store, from, to, id, first_value, second_value };

std::int32_t store_of(const postgres::row_view& row) noexcept {
    return row.nulls[store] ? core::whole_chain : DatumGetInt32(row.values[store]);
}

// Whether a store has the id that means the chain in an index.
bool has_id_of_chain(const postgres::row_view& row) noexcept {
    return !row.nulls[store] && DatumGetInt32(row.values[store]) == core::whole_chain;
}

core::day_number end_of(const postgres::row_view& row) noexcept {
    return row.nulls[to] ? core::no_end : DatumGetDateADT(row.values[to]);
}

// A number of a row; not_a_number for NULL. None: it does not fit.
std::optional<std::int64_t> number_of(const postgres::row_view& row, int column, int scale) noexcept {
    return row.nulls[column] ? std::optional(postgres::not_a_number)
                             : postgres::fixed_point(row.values[column], scale);
}

// A percentage is at most 1. So its product with a price fits 64 bits.
constexpr std::int64_t max_pct = 10000;

// A look-up of one product by the index costs 4 to 10 microseconds. A row of a full read costs 0.08 to 0.15.
// So one look-up costs as much as this many rows. The whole table is read once single look-ups have cost 10%
// of it.
constexpr double rows_of_a_search = 60;
constexpr double share_of_whole = 0.1;

// The memory is checked each time after this number of windows.
constexpr std::size_t fits_step = 4096;

// The family of a type that is read. A type that is missing here does not compile.
consteval postgres::type_family family_of(Oid type) {
    switch (type) {
        case INT4OID:
            return postgres::type_family::integer;
        case INT8OID:
            return postgres::type_family::whole;
        case NUMERICOID:
            return postgres::type_family::decimal;
        case DATEOID:
            return postgres::type_family::date;
        default:
            throw "no family has the type";
    }
}

template <std::size_t Count>
consteval std::array<postgres::shape_column, Count> shape_of(
    const std::array<postgres::scan_column, Count>& columns) {
    std::array<postgres::shape_column, Count> shape{};
    for (std::size_t column = 0; column < Count; ++column) {
        shape.at(column) = {columns.at(column).name, family_of(columns.at(column).type)};
    }
    return shape;
}

}  // namespace

std::optional<core::price_window> window_source<core::asof_prices>::read(
    const postgres::row_view& row) noexcept {
    const auto price =
        row.nulls[first_value] ? std::nullopt : postgres::fixed_point(row.values[first_value], price_scale);
    if (!price || has_id_of_chain(row)) {
        return std::nullopt;
    }
    return core::price_window{store_of(row), DatumGetDateADT(row.values[from]), end_of(row), *price,
                              DatumGetInt64(row.values[id])};
}

// An amount of NaN counts as none. A table without its checks can have a percentage of NaN, or no last day.
// Such rows do not fit, and SQL decides.
std::optional<core::promotion_window> window_source<core::asof_promotions>::read(
    const postgres::row_view& row) noexcept {
    const auto pct = number_of(row, first_value, share_scale);
    const auto cents = number_of(row, second_value, price_scale);
    const bool pct_is_nan = !row.nulls[first_value] && pct == postgres::not_a_number;
    if (!pct || pct_is_nan || *pct > max_pct || !cents || row.nulls[to] || has_id_of_chain(row)) {
        return std::nullopt;
    }
    core::promotion_window window{
        store_of(row), DatumGetDateADT(row.values[from]), end_of(row), {}, {}, DatumGetInt64(row.values[id])};
    if (*pct != postgres::not_a_number) {
        window.pct = static_cast<std::int32_t>(*pct);
    }
    if (*cents != postgres::not_a_number) {
        window.cents = *cents;
    }
    return window;
}

template <class Index>
window_reader<Index>::window_reader(Oid schema, std::function<bool()> fits)
    : schema_(schema), fits_(std::move(fits)) {}

template <class Index>
const Index* window_reader<Index>::read_for(std::int32_t product) {
    if (state_ == state::unread) {
        constexpr auto shape = shape_of(source::columns);
        table_ = postgres::expect_shape(schema_, source::table, shape);
        postgres::watch_table(table_);
        state_ = postgres::row_security_applies(table_) ? state::row_security : state::some;
    }
    if (state_ == state::too_large || state_ == state::row_security) {
        return nullptr;
    }
    const bool whole = whole_is_cheaper();
    const bool fits = whole ? read_whole() : read_product(product);
    pending_ = std::vector<window>();  // {} would keep the memory
    if (!fits) {
        index_ = Index();
        state_ = state::too_large;
        return nullptr;
    }
    if (whole) {
        state_ = state::whole;
    }
    return &index_;
}

template <class Index>
bool window_reader<Index>::whole_is_cheaper() const noexcept {
    return products_read_ > 0 &&
           static_cast<double>(rows_read_) + (rows_of_a_search * static_cast<double>(products_read_)) >
               share_of_whole * rows_in_table_;
}

template <class Index>
bool window_reader<Index>::read_product(std::int32_t product) {
    const bool fits =
        read("WHERE " + core::sql::eq("product_id", "$1"),
             postgres::arguments().add(INT4OID, Int32GetDatum(product)),
             [this](std::int32_t /*product*/, const window& each) { return add_pending(each); });
    if (products_read_ == 0) {
        rows_in_table_ = postgres::estimated_rows(table_);
    }
    ++products_read_;
    product_ = product;
    return fits && index_pending();
}

// Grouping needs more memory than reading product by product, which may still fit.
template <class Index>
bool window_reader<Index>::read_whole() {
    index_ = Index();
    const bool fits = read_in_heap_order();
    unsorted_ = {};
    if (fits || unfit_) {
        return fits;
    }
    index_ = Index();
    return read_by_product();
}

template <class Index>
bool window_reader<Index>::read_in_heap_order() {
    constexpr std::size_t bytes_of_row = sizeof(window) + sizeof(std::uint32_t);
    if (rows_in_table_ * static_cast<double>(bytes_of_row) > static_cast<double>(get_hash_memory_limit())) {
        return false;
    }
    constexpr double room = 1.1;  // for rows that are newer than the estimate
    unsorted_.reserve(static_cast<std::size_t>(std::max(room * rows_in_table_, 0.0)));
    const bool fits = fits_() && read("", {}, [this](std::int32_t product, const window& each) {
                          unsorted_.add(product, each);
                          return unsorted_.size() % fits_step != 0 || fits_();
                      });
    return fits && index_unsorted();
}

template <class Index>
bool window_reader<Index>::index_unsorted() {
    index_.reserve(unsorted_.size());
    return fits_() && unsorted_.each_product([this](std::int32_t product, std::span<window> windows) {
        index_.add(product, windows);
        return fits_();
    });
}

template <class Index>
bool window_reader<Index>::read_by_product() {
    const bool fits = read("ORDER BY product_id", {}, [this](std::int32_t product, const window& each) {
        const bool indexed = pending_.empty() || product == product_ || index_pending();
        product_ = product;
        return indexed && add_pending(each);
    });
    return fits && (pending_.empty() || index_pending());
}

template <class Index>
bool window_reader<Index>::add_pending(const window& each) {
    pending_.push_back(each);
    ++rows_read_;
    return pending_.size() % fits_step != 0 || fits_();
}

template <class Index>
bool window_reader<Index>::index_pending() {
    index_.add(product_, pending_);
    pending_.clear();
    return fits_();
}

template <class Index>
bool window_reader<Index>::read(const std::string& condition, const postgres::arguments& arguments,
                                const window_callback& take) {
    bool fits = true;
    const postgres::row_taker take_row = [&](const postgres::row_view& row) {
        if (!row.nulls[column::product] && !row.nulls[column::from]) {
            const auto window = source::read(row);
            unfit_ = !window;
            fits = window && take(DatumGetInt32(row.values[column::product]), *window);
        }
        return fits;
    };
    if (condition.empty() && postgres::scan_table(table_, source::columns, take_row)) {
        return fits;
    }
    const std::string sql =
        fmt::format("SELECT {} FROM {} {}", postgres::select_list(source::columns),
                    postgres::quoted(postgres::name_of_schema(schema_), source::table), condition);
    std::array<Oid, source::columns.size()> types{};
    std::transform(source::columns.begin(), source::columns.end(), types.begin(),
                   [](const postgres::scan_column& each) { return each.type; });
    postgres::with_spi([&] { postgres::stream(sql, arguments, types, take_row); });
    return fits;
}

template class window_reader<core::asof_prices>;
template class window_reader<core::asof_promotions>;

}  // namespace forecast_warehouse::asof
