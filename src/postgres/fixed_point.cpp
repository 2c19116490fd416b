#include "postgres/fixed_point.hpp"

#include <cstring>

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// A numeric as it lies in tables. The server keeps its form to itself, but cannot change it: pg_upgrade takes
// tables over as they are. A header of 16 bits; in the long form the weight follows; then come digits to the
// base of 10,000, the first of them times 10,000 to the power of the weight. Source:
// src/backend/utils/adt/numeric.c, NumericChoice.
class numeric_view {
public:
    explicit numeric_view(Datum numeric) noexcept {
        const auto* value = reinterpret_cast<const char*>(DatumGetPointer(numeric));
        if (VARATT_IS_EXTENDED(value) && !VARATT_IS_SHORT(value)) {
            return;  // compressed, or elsewhere: never so for numbers of a few digits
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
    [[nodiscard]] int digits() const noexcept { return static_cast<int>(size_ / 2) - first_digit(); }
    [[nodiscard]] int digit(int place) const noexcept { return word(first_digit() + place); }

private:
    [[nodiscard]] bool is_short() const noexcept { return (header_ & 0x8000) != 0; }
    [[nodiscard]] int first_digit() const noexcept { return is_short() ? 1 : 2; }

    // Short values lie at any address.
    [[nodiscard]] std::uint16_t word(int place) const noexcept {
        std::uint16_t word = 0;
        std::memcpy(&word, bytes_ + (2 * static_cast<std::ptrdiff_t>(place)), sizeof(word));
        return word;
    }

    const char* bytes_ = nullptr;
    std::size_t size_ = 0;
    std::uint16_t header_ = 0;
    bool known_ = false;
};

constexpr std::int64_t limit = 10'000'000'000'000;  // shares times prices fit 64 bits

}  // namespace

std::optional<std::int64_t> fixed_point(Datum numeric, int scale) noexcept {
    const numeric_view number(numeric);
    if (number.is_known() && number.is_not_a_number()) {
        return not_a_number;
    }
    if (!number.is_known() || number.is_special() || number.is_negative()) {
        return std::nullopt;
    }
    constexpr int base = 10000;
    constexpr int base_digits = 4;
    std::int64_t value = 0;
    for (int place = 0; place < number.digits(); ++place) {
        if (value >= limit) {
            return std::nullopt;
        }
        value = value * base + number.digit(place);
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

Datum numeric_of(std::int64_t value, int scale) {
    return guard([=] {
        return value == not_a_number ? DirectFunctionCall3(numeric_in, CStringGetDatum("NaN"), InvalidOid, -1)
                                     : NumericGetDatum(int64_div_fast_to_numeric(value, scale));
    });
}

}  // namespace forecast_warehouse::postgres
