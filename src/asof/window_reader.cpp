#include "asof/window_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "postgres/fixed_point.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::asof {
namespace {

constexpr int price_scale = 2;
constexpr int share_scale = 4;

// Places in window_source::columns.
enum column : int { product, store, from, to, id, first_value, second_value };

std::int32_t store_of(const postgres::row_view& row) noexcept {
    return row.nulls[store] ? core::whole_chain : DatumGetInt32(row.values[store]);
}

// Whether a store has the number of the whole chain in an index.
bool is_taken_for_chain(const postgres::row_view& row) noexcept {
    return !row.nulls[store] && DatumGetInt32(row.values[store]) == core::whole_chain;
}

core::day_number end_of(const postgres::row_view& row) noexcept {
    return row.nulls[to] ? core::no_end : DatumGetDateADT(row.values[to]);
}

// A number of a row, not_a_number where there is none; nothing when it does not fit.
std::optional<std::int64_t> number_of(const postgres::row_view& row, int place, int scale) noexcept {
    return row.nulls[place] ? std::optional(postgres::not_a_number)
                            : postgres::fixed_point(row.values[place], scale);
}

// A percentage fits while it is a share: times a price it stays within 64 bits.
constexpr std::int64_t most_pct = 10000;

// Finding one product through the index costs as much as reading so many rows of the table from end to end:
// four to ten microseconds, where a row costs 0.08 to 0.15. And what was read one by one may have cost about
// a tenth of the whole before the whole is read.
constexpr double rows_of_a_search = 60;
constexpr double share_of_whole = 0.1;

// How often what grows is weighed, in windows.
constexpr std::size_t fits_step = 4096;

// The types of a column that can be read as the type. A type that is missing here does not compile.
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
    for (std::size_t place = 0; place < Count; ++place) {
        shape.at(place) = {columns.at(place).name, family_of(columns.at(place).type)};
    }
    return shape;
}

}  // namespace

std::optional<core::price_window> window_source<core::asof_prices>::read(
    const postgres::row_view& row) noexcept {
    const auto price =
        row.nulls[first_value] ? std::nullopt : postgres::fixed_point(row.values[first_value], price_scale);
    if (!price || is_taken_for_chain(row)) {
        return std::nullopt;
    }
    return core::price_window{store_of(row), DatumGetDateADT(row.values[from]), end_of(row), *price,
                              DatumGetInt64(row.values[id])};
}

// An amount of NaN is as good as none. A percentage of NaN and a missing last day are for SQL to judge, where
// a table has lost the checks against them.
std::optional<core::promotion_window> window_source<core::asof_promotions>::read(
    const postgres::row_view& row) noexcept {
    const auto pct = number_of(row, first_value, share_scale);
    const auto cents = number_of(row, second_value, price_scale);
    const bool pct_is_nan = !row.nulls[first_value] && pct == postgres::not_a_number;
    if (!pct || pct_is_nan || *pct > most_pct || !cents || row.nulls[to] || is_taken_for_chain(row)) {
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
    if (state_ == state::untouched) {
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
    const bool fits = read("WHERE product_id OPERATOR(pg_catalog.=) $1",
                           postgres::arguments().add(INT4OID, Int32GetDatum(product)),
                           [this](std::int32_t /*product*/, const window& each) { return pend(each); });
    if (products_read_ == 0) {
        rows_in_table_ = postgres::estimated_rows(table_);
    }
    ++products_read_;
    product_ = product;
    return fits && close_product();
}

// What does not fit while it lies anyhow may fit product by product.
template <class Index>
bool window_reader<Index>::read_whole() {
    index_ = Index();
    const bool fits = read_as_it_lies();
    unsorted_ = {};
    if (fits || unfit_) {
        return fits;
    }
    index_ = Index();
    return read_in_order();
}

template <class Index>
bool window_reader<Index>::read_as_it_lies() {
    constexpr std::size_t bytes_of_row = sizeof(window) + sizeof(std::uint32_t);
    if (rows_in_table_ * static_cast<double>(bytes_of_row) > static_cast<double>(get_hash_memory_limit())) {
        return false;
    }
    constexpr double room = 1.1;  // for rows that came since they were counted
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
bool window_reader<Index>::read_in_order() {
    const bool fits = read("ORDER BY product_id", {}, [this](std::int32_t product, const window& each) {
        const bool closed = pending_.empty() || product == product_ || close_product();
        product_ = product;
        return closed && pend(each);
    });
    return fits && (pending_.empty() || close_product());
}

template <class Index>
bool window_reader<Index>::pend(const window& given) {
    pending_.push_back(given);
    ++rows_read_;
    return pending_.size() % fits_step != 0 || fits_();
}

template <class Index>
bool window_reader<Index>::close_product() {
    index_.add(product_, pending_);
    pending_.clear();
    return fits_();
}

template <class Index>
bool window_reader<Index>::read(const std::string& condition, const postgres::arguments& arguments,
                                const taker& take) {
    bool fits = true;
    const postgres::row_taker take_row = [&](const postgres::row_view& row) {
        if (!row.nulls[column::product] && !row.nulls[column::from]) {
            const auto given = source::read(row);
            unfit_ = !given;
            fits = given && take(DatumGetInt32(row.values[column::product]), *given);
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
