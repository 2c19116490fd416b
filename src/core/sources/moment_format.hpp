#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forecast_warehouse::core {

// A day and a time as a file has them. Plain memory, so that it can be written inside a guarded call.
struct moment {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    bool has_offset = false;  // whether the text names its distance from UTC
    int offset = 0;           // in seconds, positive in the east
};

// How a file writes days and times: a format with the names of to_timestamp, but strict. Each part has all of
// its digits, or at least one after FM. The text must have all other characters of the format, too.
class moment_format {
public:
    // Raises for a name that is unknown or comes twice, and for a format without a day (22023).
    explicit moment_format(std::string_view pattern);

    // Whether the format has hours.
    [[nodiscard]] bool has_time() const noexcept { return has_time_; }

    [[nodiscard]] const std::string& pattern() const noexcept { return pattern_; }

    // Reads a trimmed cell; false where it does not have this format, or is no day or time.
    bool read(std::string_view cell, moment& found) const noexcept;

private:
    enum class part : std::uint8_t {
        literal,
        year,
        short_year,
        month,
        month_name,
        day,
        hour,
        hour_of_half,
        minute,
        second,
        fraction,
        half,  // a.m. or p.m.
        offset_hours,
        offset_minutes,
    };
    struct piece {
        part what = part::literal;
        std::size_t digits = 0;
        bool all_digits = true;
        std::string text{};
    };
    struct reading;
    struct name;

    static const name* name_at(std::string_view pattern) noexcept;
    static bool take(const piece& piece, std::string_view& cell, reading& found) noexcept;
    static bool take_offset(const piece& piece, std::string_view& cell, reading& found) noexcept;
    void add_literal(char byte);
    void check(std::string_view pattern) const;

    std::string pattern_;
    std::vector<piece> pieces_;
    bool has_time_ = false;
};

// ISO 8601: 2024-01-31.
bool read_iso_day(std::string_view cell, moment& found) noexcept;

// ISO 8601: 2024-01-31 18:30, with T or a blank between; seconds, fraction and the distance from UTC may
// follow.
bool read_iso_moment(std::string_view cell, moment& found) noexcept;

// The time of a clock, such as 04:30, in minutes; -1 where it is none.
int read_clock(std::string_view text) noexcept;

}  // namespace forecast_warehouse::core
