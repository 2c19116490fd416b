#include "functions/window_table.hpp"

#include <utility>

#include <fmt/format.h>

#include "postgres/fixed_point.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::functions {
namespace {

constexpr int price_scale = 2;
constexpr int share_scale = 4;

// Columns of what is read; the table's own begin with the store.
enum column : int { product, store, from, to, id, first_value, second_value };

std::int32_t store_of(const postgres::row_view& row) noexcept {
    return row.nulls[store] ? core::whole_chain : DatumGetInt32(row.values[store]);
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
// ten microseconds, where a row costs 0.15 (rows that lie by product) to 0.65 (that lie anyhow). And what was
// read one by one may have cost a tenth of the whole before the whole is read.
constexpr double rows_of_a_search = 60;
constexpr double share_of_whole = 0.1;

// How often a growing product is weighed, in windows.
constexpr std::size_t pending_step = 4096;

}  // namespace

std::optional<core::price_window> window_source<core::asof_prices>::read(
    const postgres::row_view& row) noexcept {
    const auto price =
        row.nulls[first_value] ? std::nullopt : postgres::fixed_point(row.values[first_value], price_scale);
    if (!price) {
        return std::nullopt;
    }
    return core::price_window{store_of(row), DatumGetDateADT(row.values[from]), end_of(row), *price,
                              DatumGetInt64(row.values[id])};
}

// An amount of NaN is as good as none.
std::optional<core::promotion_window> window_source<core::asof_promotions>::read(
    const postgres::row_view& row) noexcept {
    const auto pct = number_of(row, first_value, share_scale);
    const auto cents = number_of(row, second_value, price_scale);
    if (!pct || *pct > most_pct || !cents) {
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

template <class Book>
window_table<Book>::window_table(Oid schema, std::function<bool()> fits)
    : schema_(schema), fits_(std::move(fits)) {}

template <class Book>
const Book* window_table<Book>::read_for(std::int32_t product) {
    if (state_ == state::untouched) {
        table_ = postgres::table_in(schema_, source::table);
        state_ = postgres::row_security_applies(table_) ? state::guarded : state::some;
    }
    if (state_ == state::too_large || state_ == state::guarded) {
        return nullptr;
    }
    bool fits = false;
    if (whole_is_cheaper()) {
        book_ = Book();
        fits = read("ORDER BY product_id", {});
        state_ = state::whole;
    } else {
        product_ = product;
        fits = read("WHERE product_id OPERATOR(pg_catalog.=) $1",
                    postgres::arguments().add(INT4OID, Int32GetDatum(product)));
        if (fits && !book_.holds(product)) {
            book_.add(product, pending_);
        }
        ++products_read_;
    }
    if (!fits) {
        book_ = Book();
        state_ = state::too_large;
        return nullptr;
    }
    return &book_;
}

template <class Book>
bool window_table<Book>::whole_is_cheaper() const noexcept {
    return products_read_ > 0 &&
           static_cast<double>(rows_read_) + (rows_of_a_search * static_cast<double>(products_read_)) >
               share_of_whole * rows_in_table_;
}

template <class Book>
bool window_table<Book>::read(const std::string& condition, const postgres::arguments& arguments) {
    const std::string table = postgres::quoted(postgres::name_of_schema(schema_), source::table);
    bool fits = true;
    postgres::with_spi([&] {
        postgres::stream(fmt::format("SELECT product_id::pg_catalog.int4, {} FROM {} {}", source::columns,
                                     table, condition),
                         arguments, [&](const postgres::row_view& row) { return fits = take(row); });
    });
    if (fits && !pending_.empty()) {
        close_product();
        fits = fits_();
    }
    pending_ = {};
    if (products_read_ == 0) {
        rows_in_table_ = postgres::estimated_rows(table_);
    }
    return fits;
}

// Windows without a product or a first day are never in force.
template <class Book>
bool window_table<Book>::take(const postgres::row_view& row) {
    if (row.nulls[column::product] || row.nulls[column::from]) {
        return true;
    }
    bool fits = true;
    const std::int32_t product = DatumGetInt32(row.values[column::product]);
    if (!pending_.empty() && product != product_) {
        close_product();
        fits = fits_();
    }
    const auto window = source::read(row);
    if (!window) {
        return false;
    }
    product_ = product;
    pending_.push_back(*window);
    ++rows_read_;
    return pending_.size() % pending_step == 0 ? fits_() : fits;
}

template <class Book>
void window_table<Book>::close_product() {
    book_.add(product_, pending_);
    pending_.clear();
}

template class window_table<core::asof_prices>;
template class window_table<core::asof_promotions>;

}  // namespace forecast_warehouse::functions
