#include "core/sources/source_options.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/ascii.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

constexpr std::array<std::string_view, 14> known{
    "date_format", "timestamp_format", "decimal_mark", "grouping_mark", "strip",
    "null_values", "time_zone",        "day_ends_at",  "on_reject",     "on_duplicate",
    "on_unknown",  "windows",          "unpivot",      "delimiter"};

[[noreturn]] void refuse(const named_option& option, const std::string& hint) {
    const std::string value = option.texts.empty() ? std::string() : " " + quoted(option.texts.front());
    throw failure(sqlstate::invalid_parameter_value,
                  fmt::format("invalid value{} of option {}", value, quoted(option.name)), hint);
}

const std::string& one_text(const named_option& option) {
    if (option.is_list || !option.is_text) {
        refuse(option, "Give one text.");
    }
    return option.texts.front();
}

const std::vector<std::string>& texts(const named_option& option) {
    if (!option.is_text) {
        refuse(option, "Give a text, or a list of texts.");
    }
    return option.texts;
}

bool is_mark(std::string_view text) noexcept {
    const auto is_taken = [](char byte) {
        return is_digit(byte) || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
               byte == '-' || byte == '+' || byte == '\0';
    };
    constexpr std::size_t longest_letter = 4;
    return !text.empty() && text.size() <= longest_letter && !is_taken(text.front());
}

char decimal_mark(const named_option& option) {
    const std::string& text = one_text(option);
    if (text.size() != 1 || !is_mark(text) || text == " ") {
        refuse(option, "Give one character, such as a comma.");
    }
    return text.front();
}

std::string grouping_mark(const named_option& option) {
    const std::string& text = one_text(option);
    if (!text.empty() && !is_mark(text)) {
        refuse(option, "Give one character, such as a point, or an empty text.");
    }
    return text;
}

std::vector<std::string> stripped(const named_option& option) {
    for (const std::string& each : texts(option)) {
        if (std::any_of(each.begin(), each.end(), is_digit)) {
            refuse(option, "Digits cannot be stripped.");
        }
    }
    return option.texts;
}

int day_end(const named_option& option) {
    const int minutes = read_clock(one_text(option));
    if (minutes < 0) {
        refuse(option, "Give a time such as 04:00.");
    }
    return minutes;
}

bool creates_unknown(const named_option& option) {
    const std::string& text = one_text(option);
    if (text != "reject" && text != "create") {
        refuse(option, "Give reject or create.");
    }
    return text == "create";
}

bool is_observed(const named_option& option) {
    if (one_text(option) != "observed") {
        refuse(option, "Give observed, or leave the option out.");
    }
    return true;
}

char delimiter(const named_option& option) {
    const std::string& text = one_text(option);
    if (text.size() != 1 || text == "\"" || text == "\n" || text == "\r" ||
        static_cast<unsigned char>(text.front()) >= 0x80) {
        refuse(option, "Give one character, such as a semicolon.");
    }
    return text.front();
}

bool keeps_zeros(const named_option& option) {
    const std::string& text = one_text(option);
    if (text != "keep" && text != "skip") {
        refuse(option, "Give keep or skip.");
    }
    return text == "keep";
}

unpivot read_unpivot(const named_option& option) {
    unpivot read;
    for (const named_option& each : option.members) {
        if (each.name == "columns") {
            read.columns = texts(each);
        } else if (each.name == "name") {
            read.name = one_text(each);
        } else if (each.name == "value") {
            read.value = one_text(each);
        } else if (each.name == "zeros") {
            read.keeps_zeros = keeps_zeros(each);
        } else {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("unknown member {} of option \"unpivot\"", quoted(each.name)),
                          "Members are columns, name, value, zeros.");
        }
    }
    if (read.columns.empty() || read.name.empty() || read.value.empty()) {
        refuse(option, R"(Give an object, such as {"columns": "d_*", "name": "d", "value": "quantity"}.)");
    }
    return read;
}

void read_option(const named_option& option, source_options& read) {
    if (option.name == "date_format") {
        read.day.emplace(one_text(option));
    } else if (option.name == "timestamp_format") {
        read.moment.emplace(one_text(option));
    } else if (option.name == "decimal_mark") {
        read.numbers.decimal_mark = decimal_mark(option);
    } else if (option.name == "grouping_mark") {
        read.numbers.grouping_mark = grouping_mark(option);
    } else if (option.name == "strip") {
        read.numbers.strip = stripped(option);
    } else if (option.name == "null_values") {
        read.null_values = texts(option);
    } else if (option.name == "time_zone") {
        read.time_zone = one_text(option);
    } else if (option.name == "day_ends_at") {
        read.day_ends_at = day_end(option);
    } else if (option.name == "on_reject") {
        read.on_reject = one_text(option);
    } else if (option.name == "on_duplicate") {
        read.on_duplicate = one_text(option);
    } else if (option.name == "on_unknown") {
        read.creates_unknown = creates_unknown(option);
    } else if (option.name == "windows") {
        read.observed = is_observed(option);
    } else if (option.name == "unpivot") {
        read.wide = read_unpivot(option);
    } else if (option.name == "delimiter") {
        read.delimiter = delimiter(option);
    } else {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("unknown option {}", quoted(option.name)),
                      fmt::format("Options are {}.", fmt::join(known, ", ")));
    }
}

// Without these a number is another one: -5, (5) of an accountant, or .5.
void expect_strippable(const source_options& options) {
    const std::string_view mark(&options.numbers.decimal_mark, 1);
    constexpr std::array<std::string_view, 4> signs{"", "(", ")", "\u2212"};
    for (const std::string& each : options.numbers.strip) {
        std::string_view rest = each;
        rest.remove_prefix(rest.starts_with('-') || rest.starts_with('+') ? 1 : 0);
        const bool is_sign = std::find(signs.begin(), signs.end(), rest) != signs.end();
        if (!each.empty() && (is_sign || rest == mark)) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("invalid value {} of option \"strip\"", quoted(each)),
                          "Signs and the decimal mark are parts of a number.");
        }
    }
}

}  // namespace

source_options read_options(std::span<const named_option> options) {
    source_options read;
    for (const named_option& each : options) {
        read_option(each, read);
    }
    if (read.numbers.grouping_mark == std::string_view(&read.numbers.decimal_mark, 1)) {
        throw failure(
            sqlstate::invalid_parameter_value,
            fmt::format("decimal_mark and grouping_mark are both {}", quoted(read.numbers.grouping_mark)),
            "They must differ. The decimal mark is a point unless decimal_mark is given.");
    }
    expect_strippable(read);
    if (read.moment && !read.moment->has_time()) {
        throw failure(sqlstate::invalid_parameter_value, "timestamp_format has no hours",
                      "Join the columns of day and time in the map, and name both in timestamp_format.");
    }
    return read;
}

bool means_null(std::string_view cell, const source_options& options) noexcept {
    return cell.empty() || std::find(options.null_values.begin(), options.null_values.end(), cell) !=
                               options.null_values.end();
}

bool read_truth(std::string_view cell, bool& truth) noexcept {
    constexpr std::array<std::string_view, 6> yes{"true", "t", "yes", "y", "on", "1"};
    constexpr std::array<std::string_view, 6> no{"false", "f", "no", "n", "off", "0"};
    const auto same = [cell](std::string_view word) {
        return std::equal(cell.begin(), cell.end(), word.begin(), word.end(), [](char left, char right) {
            return (left >= 'A' && left <= 'Z' ? left - 'A' + 'a' : left) == right;
        });
    };
    truth = std::any_of(yes.begin(), yes.end(), same);
    return truth || std::any_of(no.begin(), no.end(), same);
}

}  // namespace forecast_warehouse::core
