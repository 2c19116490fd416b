#include "postgres/fixed_point.hpp"

#include <cstring>

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// A numeric as it is stored in tables. Its form is private to the server, but cannot change, because
// pg_upgrade does not rewrite tables. It begins with a header of 16 bits. In the long form the weight
// follows. Then come digits to the base of 10,000. The first digit counts 10,000 to the power of the weight.
// Source: src/backend/utils/adt/numeric.c, NumericChoice.
class numeric_view {
public:
    explicit numeric_view(Datum numeric) noexcept {
        const auto* value = reinterpret_cast<const char*>(DatumGetPointer(numeric));
        if (VARATT_IS_EXTENDED(value) && !VARATT_IS_SHORT(value)) {
            return;  // compressed or out of line: never for numbers of a few digits
        }
        bytes_ = VARDATA_ANY(value);
        size_ = VARSIZE_ANY_EXHDR(value);
        header_ = word(0);
        known_ = true;
    }

    [[nodiscard]] bool is_known() const noexcept { return known_; }
    [[nodiscard]] bool is_not_a_number() const noexcept { return (header_ & 0xF000) == 0xC000; }
    [[nodiscard]] bool is_special() const noexcept { return (header_ & 0xC000) == 0xC000; }
    [[nodiscard]] bool is_negative() const noexcept {
        return is_short() ? (header_ & 0x2000) != 0 : (header_ & 0xC000) == 0x4000;
    }
    [[nodiscard]] int weight() const noexcept {
        if (is_short()) {
            return ((header_ & 0x0040) != 0 ? ~0x003F : 0) | (header_ & 0x003F);
        }
        return static_cast<std::int16_t>(word(1));
    }
    // Digits after the point that the number shows.
    [[nodiscard]] int scale() const noexcept {
        return is_short() ? (header_ & 0x1F80) >> 7 : header_ & 0x3FFF;
    }
    [[nodiscard]] int digits() const noexcept { return static_cast<int>(size_ / 2) - first_digit(); }
    [[nodiscard]] int digit(int position) const noexcept { return word(first_digit() + position); }

private:
    [[nodiscard]] bool is_short() const noexcept { return (header_ & 0x8000) != 0; }
    [[nodiscard]] int first_digit() const noexcept { return is_short() ? 1 : 2; }

    // Short values are not aligned.
    [[nodiscard]] std::uint16_t word(int position) const noexcept {
        std::uint16_t word = 0;
        std::memcpy(&word, bytes_ + (2 * static_cast<std::ptrdiff_t>(position)), sizeof(word));
        return word;
    }

    const char* bytes_ = nullptr;
    std::size_t size_ = 0;
    std::uint16_t header_ = 0;
    bool known_ = false;
};

constexpr std::int64_t limit = 10'000'000'000'000;  // so that a share times a price fits 64 bits
constexpr std::int64_t signed_limit = 100'000'000'000'000;

// The number without its sign, in units of its last digit, if it is below a limit.
std::optional<std::int64_t> magnitude(const numeric_view& number, int scale, std::int64_t limit) noexcept {
    constexpr int base = 10000;
    constexpr int base_digits = 4;
    std::int64_t value = 0;
    for (int position = 0; position < number.digits(); ++position) {
        if (value >= limit) {
            return std::nullopt;
        }
        value = value * base + number.digit(position);
    }
    int shift = ((number.weight() - number.digits() + 1) * base_digits) + scale;
    for (; shift < 0 && value % 10 == 0 && value != 0; ++shift) {
        value /= 10;
    }
    for (; shift > 0 && value < limit && value != 0; --shift) {
        value *= 10;
    }
    return (value != 0 && shift != 0) || value >= limit ? std::nullopt : std::optional(value);
}

}  // namespace

std::optional<std::int64_t> fixed_point(Datum numeric, int scale) noexcept {
    const numeric_view number(numeric);
    if (number.is_known() && number.is_not_a_number()) {
        return not_a_number;
    }
    if (!number.is_known() || number.is_special() || number.is_negative()) {
        return std::nullopt;
    }
    return magnitude(number, scale, limit);
}

std::optional<std::int64_t> signed_fixed_point(Datum numeric, int scale) noexcept {
    const numeric_view number(numeric);
    if (!number.is_known() || number.is_special()) {
        return std::nullopt;
    }
    const auto value = magnitude(number, scale, signed_limit);
    return value && number.is_negative() ? std::optional(-*value) : value;
}

int shown_scale(Datum numeric) noexcept {
    return numeric_view(numeric).scale();
}

int needed_scale(std::int64_t value, int scale) noexcept {
    for (; scale > 0 && value % 10 == 0; --scale) {
        value /= 10;
    }
    return scale;
}

Datum trimmed_numeric_unguarded(std::int64_t value, int scale) {
    for (; scale > 0 && value % 10 == 0; --scale) {
        value /= 10;
    }
    return NumericGetDatum(int64_div_fast_to_numeric(value, scale));
}

Datum numeric_of(std::int64_t value, int scale) {
    return guard([=] {
        return value == not_a_number ? DirectFunctionCall3(numeric_in, CStringGetDatum("NaN"), InvalidOid, -1)
                                     : NumericGetDatum(int64_div_fast_to_numeric(value, scale));
    });
}

}  // namespace forecast_warehouse::postgres
