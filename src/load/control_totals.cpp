#include "load/control_totals.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "load/target.hpp"
#include "postgres/fixed_point.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"

namespace forecast_warehouse::load {
namespace {

using core::column_role;
using wide = exact_sum::wide;

// Digits of a quantity and of a price after the point: those of their product fit exact_sum.
constexpr int factor_scale = exact_sum::scale / 2;
constexpr std::int64_t factor_unit = 10'000;
constexpr std::int64_t cent = 1'000'000;  // in units of exact_sum

Datum parse(const char* number) {
    return DirectFunctionCall3(numeric_in, CStringGetDatum(number), ObjectIdGetDatum(InvalidOid),
                               Int32GetDatum(-1));
}

// The sum or the difference of two numbers.
std::string combine(PGFunction operation, const std::string& left, const std::string& right) {
    return postgres::guard([&] {
        const Datum result = DirectFunctionCall2(operation, parse(left.c_str()), parse(right.c_str()));
        return DatumGetCString(DirectFunctionCall1(numeric_out, result));
    });
}

std::string write_out(wide units) {
    const bool negative = units < 0;
    std::string digits;
    for (wide rest = negative ? -units : units; rest != 0 || digits.size() < exact_sum::scale + 2;
         rest /= 10) {
        digits += static_cast<char>('0' + static_cast<int>(rest % 10));
        if (digits.size() == exact_sum::scale) {
            digits += '.';
        }
    }
    digits += negative ? "-" : "";
    std::reverse(digits.begin(), digits.end());
    return digits;
}

// The quotient of a number of usual size takes a division of 64 bits. One of 128 bits is slow.
template <std::int64_t divisor>
wide quotient(wide units) noexcept {
    const auto narrow = static_cast<std::int64_t>(units);
    return narrow == units ? wide{narrow / divisor} : units / divisor;
}

// Half away from zero, as the server rounds.
wide round_to_cents(wide units) noexcept {
    const wide half = units < 0 ? -cent / 2 : cent / 2;
    return quotient<cent>(units + half) * cent;
}

// A value of a row: a whole number of units, or a numeric that is none. Nothing where it does not count.
struct number {
    bool counts = false;
    bool is_exact = true;
    wide units = 0;
    Datum numeric = 0;
};

number other_number(Datum numeric) {
    number read{true, false, 0, 0};
    postgres::guard([&] {
        Numeric value = DatumGetNumeric(numeric);
        read.counts = !numeric_is_nan(value) && !numeric_is_inf(value);
        read.numeric = NumericGetDatum(value);
    });
    return read;
}

number read_number(Datum value, Oid type) {
    if (type == INT4OID) {
        return {true, true, wide{DatumGetInt32(value)} * factor_unit * factor_unit, 0};
    }
    if (type == INT8OID) {
        return {true, true, wide{DatumGetInt64(value)} * factor_unit * factor_unit, 0};
    }
    const auto fixed = postgres::signed_fixed_point(value, factor_scale);
    return fixed ? number{true, true, wide{*fixed} * factor_unit, 0} : other_number(value);
}

// quantity x price. units: the quantity, which was read before.
number multiply(const number& units, Datum quantity, Oid type, Datum price) {
    constexpr std::int64_t most = 1'000'000'000;  // so that the product fits
    const auto fixed = postgres::signed_fixed_point(price, factor_scale);
    if (units.counts && units.is_exact && fixed && units.units < wide{most} * factor_unit * factor_unit &&
        units.units > -wide{most} * factor_unit * factor_unit) {
        return {true, true, quotient<factor_unit>(units.units) * *fixed, 0};
    }
    return other_number(postgres::guard([&] {
        return DirectFunctionCall2(
            numeric_mul, type == INT8OID ? DirectFunctionCall1(int8_numeric, quantity) : quantity, price);
    }));
}

void add(exact_sum& sum, const number& value) {
    if (value.counts && value.is_exact) {
        sum.add(value.units);
    } else if (value.counts) {
        sum.add_numeric(value.numeric);
    }
}

number rounded(const number& value) {
    if (!value.counts || value.is_exact) {
        return {value.counts, true, round_to_cents(value.units), 0};
    }
    const Datum cents =
        postgres::guard([&] { return DirectFunctionCall2(numeric_round, value.numeric, Int32GetDatum(2)); });
    return {true, false, 0, cents};
}

// Without zeros at the end, but with at least so many digits after the point.
std::string with_digits(std::string number, int digits) {
    if (number.find('.') == std::string::npos) {
        number += '.';
    }
    number.erase(number.find_last_not_of('0') + 1);
    const std::size_t point = number.find('.');
    const std::size_t wanted = point + 1 + static_cast<std::size_t>(digits);
    number.resize(std::max(number.size(), wanted), '0');
    return number.back() == '.' ? number.substr(0, point) : number;
}

}  // namespace

void exact_sum::subtract(const exact_sum& other) {
    units_ -= other.units_;
    if (!other.others_.empty()) {
        others_ = combine(numeric_sub, others_.empty() ? "0" : others_, other.others_);
    }
}

void exact_sum::add_numeric(Datum numeric) {
    const std::string text(
        postgres::guard([numeric] { return DatumGetCString(DirectFunctionCall1(numeric_out, numeric)); }));
    others_ = others_.empty() ? text : combine(numeric_add, others_, text);
}

std::string exact_sum::text(int digits) const {
    const std::string whole = write_out(units_);
    return with_digits(others_.empty() ? whole : combine(numeric_add, whole, others_), digits);
}

control_totals::control_totals(const core::feed& feed)
    : quantity_(core::column_with_role(feed, column_role::quantity)),
      price_(core::column_with_role(feed, column_role::unit_price)),
      amount_(core::column_with_role(feed, column_role::amount)) {
    // A price that does not arrive is derived from the amount.
    if (price_ >= static_cast<int>(core::arriving_columns(feed).size())) {
        price_ = -1;
    }
    if (quantity_ < 0) {
        quantity_ = core::column_with_role(feed, column_role::units_on_hand);
    }
    if (quantity_ >= 0) {
        const core::feed_column& column = feed.columns[static_cast<std::size_t>(quantity_)];
        arriving_quantity_ = arriving_type(column);
        checked_quantity_ = resolved_type(column);
    }
}

// Reads a row's quantity and amount as it arrived.
template <class Take>
void control_totals::for_arrived(postgres::row_block& block, std::size_t row, Take take) const {
    const bool has_units = has_quantity() && !block.null(row, quantity_);
    number quantity;
    number amount;
    if (has_units) {
        quantity = read_number(block.value(row, quantity_), arriving_quantity_);
    }
    if (has_amount() && !block.null(row, amount_)) {
        amount = read_number(block.value(row, amount_), NUMERICOID);
    } else if (has_amount() && has_units && price_ >= 0 && !block.null(row, price_)) {
        amount =
            multiply(quantity, block.value(row, quantity_), arriving_quantity_, block.value(row, price_));
    }
    take(quantity, amount);
}

void control_totals::receive(postgres::row_block& block) {
    if (!has_quantity() && !has_amount()) {
        return;
    }
    const postgres::inside memory(block.memory());
    for (std::size_t row = 0; row < block.size(); ++row) {
        for_arrived(block, row, [this](const number& quantity, const number& amount) {
            add(quantities_.received, quantity);
            add(quantities_.rounded, quantity);
            add(amounts_.received, amount);
            add(amounts_.rounded, rounded(amount));
        });
    }
}

void control_totals::reject(postgres::row_block& block, std::size_t row) {
    if (!has_quantity() && !has_amount()) {
        return;
    }
    const postgres::inside memory(block.memory());
    for_arrived(block, row, [this](const number& quantity, const number& amount) {
        add(quantities_.rejected, quantity);
        add(quantities_.left_out, quantity);
        add(amounts_.rejected, amount);
        add(amounts_.left_out, rounded(amount));
    });
}

template <class Take>
void control_totals::for_checked(const postgres::row_view& row, Take take) const {
    number quantity;
    number amount;
    if (has_quantity() && !row.nulls[quantity_]) {
        quantity = read_number(row.values[quantity_], checked_quantity_);
    }
    if (has_amount() && !row.nulls[amount_]) {
        amount = read_number(row.values[amount_], NUMERICOID);
    }
    take(quantity, amount);
}

void control_totals::leave_out(const postgres::row_view& row) {
    for_checked(row, [this](const number& quantity, const number& amount) {
        add(quantities_.left_out, quantity);
        add(amounts_.left_out, amount);
    });
}

control_totals::totals control_totals::totals_of(const measure& measure, bool is_known, int digits) const {
    exact_sum landed = measure.rounded;
    landed.subtract(measure.left_out);
    return {measure.received.text(digits), is_known ? std::optional(landed.text(digits)) : std::nullopt,
            measure.rejected.text(digits)};
}

control_totals::totals control_totals::quantities() const {
    return totals_of(quantities_, landed_known_, 0);
}

control_totals::totals control_totals::amounts() const {
    return totals_of(amounts_, landed_known_ && landed_amount_known_, 2);
}

}  // namespace forecast_warehouse::load
