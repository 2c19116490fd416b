#include "core/sources/number_format.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::size_t group_digits = 3;
constexpr std::size_t short_digits = 18;

// Takes one text off both ends; whether there was one.
bool strip_one(std::string_view& cell, std::string_view text) noexcept {
    const bool before = !text.empty() && cell.starts_with(text);
    cell.remove_prefix(before ? text.size() : 0);
    const bool behind = !text.empty() && cell.ends_with(text);
    cell.remove_suffix(behind ? text.size() : 0);
    return before || behind;
}

std::string_view strip_all(std::string_view cell, const number_format& format) noexcept {
    bool again = !format.strip.empty();
    while (again) {
        again = false;
        for (const std::string& each : format.strip) {
            if (strip_one(cell, each)) {
                cell = trim_invisible(cell, format.utf8);
                again = true;
            }
        }
    }
    return cell;
}

// Length of the grouping mark at the beginning of a text; 0: none is there. A no-break space is a blank.
std::size_t mark_length(std::string_view text, const number_format& format) noexcept {
    if (format.grouping_mark.empty()) {
        return 0;
    }
    if (text.starts_with(format.grouping_mark)) {
        return format.grouping_mark.size();
    }
    if (format.grouping_mark == " " && format.utf8) {
        for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
            if (text.starts_with(blank)) {
                return blank.size();
            }
        }
    }
    return 0;
}

class number_writer {
public:
    explicit number_writer(number_text& number) noexcept : number_(number) {}

    void put(char byte) noexcept {
        fits_ = fits_ && number_.size < number_text::longest;
        if (fits_) {
            number_.text[number_.size++] = byte;
        }
    }

    void put_digit(char digit, bool behind_mark) noexcept {
        put(digit);
        digits_ += digits_ > 0 || digit != '0' ? 1 : 0;
        number_.is_short = digits_ <= short_digits;
        if (number_.is_short) {
            number_.scaled = number_.scaled * 10 + (digit - '0');
        }
        number_.scale += behind_mark ? 1 : 0;
        number_.is_short = number_.is_short && number_.scale <= static_cast<int>(short_digits);
        number_.is_whole = number_.is_whole && (!behind_mark || digit == '0');
    }

    bool end(bool negative) noexcept {
        number_.text[std::min(number_.size, number_text::longest)] = '\0';
        number_.scaled = negative ? -number_.scaled : number_.scaled;
        return fits_;
    }

private:
    number_text& number_;
    std::size_t digits_ = 0;
    bool fits_ = true;
};

// The digits before the decimal mark; false where the groups are not right.
bool read_integer_part(std::string_view& cell, const number_format& format, number_writer& out) noexcept {
    std::size_t run = 0;
    bool grouped = false;
    while (!cell.empty()) {
        if (is_digit(cell.front())) {
            out.put_digit(cell.front(), false);
            ++run;
            cell.remove_prefix(1);
            continue;
        }
        const std::size_t mark = mark_length(cell, format);
        if (mark == 0) {
            break;
        }
        if (run == 0 || run > group_digits || (grouped && run != group_digits)) {
            return false;
        }
        grouped = true;
        run = 0;
        cell.remove_prefix(mark);
    }
    return grouped ? run == group_digits : true;
}

}  // namespace

bool read_number(std::string_view cell, const number_format& format, number_text& number) noexcept {
    number = {};
    number_writer out(number);
    cell = strip_all(cell, format);
    const bool negative = cell.starts_with('-');
    if (negative || cell.starts_with('+')) {
        cell = strip_all(trim_invisible(cell.substr(1), format.utf8), format);
    }
    if (negative) {
        out.put('-');
    }
    const std::size_t sign = number.size;
    if (!read_integer_part(cell, format, out)) {
        return false;
    }
    bool any = number.size > sign;
    if (!cell.empty() && cell.front() == format.decimal_mark) {
        cell.remove_prefix(1);
        if (!any) {
            out.put_digit('0', false);
        }
        out.put('.');
        any = any || !cell.empty();
        bool digits = false;
        while (!cell.empty() && is_digit(cell.front())) {
            out.put_digit(cell.front(), true);
            digits = true;
            cell.remove_prefix(1);
        }
        any = any && digits;
    }
    return out.end(negative) && any && cell.empty();
}

}  // namespace forecast_warehouse::core
