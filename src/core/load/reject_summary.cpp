#include "core/load/reject_summary.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::sys_days;

constexpr std::size_t shown_rows = 3;
constexpr std::size_t shown_texts = 3;

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

// The day of 2024-01-31, or of 2024-01-31 18:30:00+01; nothing for one that a calendar cannot have.
std::optional<sys_days> read_day(const std::optional<std::string>& value) {
    constexpr std::size_t length = std::string_view("2024-01-31").size();
    const std::string_view text = value ? std::string_view(*value) : std::string_view();
    if (text.size() < length || text[4] != '-' || text[7] != '-' || text.ends_with("BC")) {
        return std::nullopt;
    }
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = number(text.substr(8, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() && is_supported(date) ? std::optional<sys_days>(date) : std::nullopt;
}

bool is_missing_day(const feed& feed, const reject& reject) {
    const dimension* unknown =
        reject.code == reject_code::unknown_key ? dimension_at(feed, reject.column) : nullptr;
    return unknown != nullptr && unknown->natural_key_type == value_type::date;
}

}  // namespace

void reject_summary::rows_of_text::add(std::int64_t row_number) {
    ++count;
    if (first.size() < shown_rows) {
        first.push_back(row_number);
    }
}

std::string reject_summary::rows_of_text::line(std::string_view code, std::string_view what) const {
    const std::int64_t more = count - static_cast<std::int64_t>(first.size());
    return fmt::format("\n{} {}{}: {}, {}", count == 1 ? "row" : "rows", fmt::join(first, ", "),
                       more > 0 ? fmt::format(" and {} more", more) : "", code, what);
}

void reject_summary::add(const reject& reject, const row_text& row) {
    if (first_text_.empty()) {
        first_text_ = describe(*feed_, reject, row);
    }
    reason* found = reason_of(reject);
    if (found == nullptr) {
        return;
    }
    const std::optional<sys_days> day = is_missing_day(*feed_, reject)
                                            ? read_day(row[static_cast<std::size_t>(reject.column)])
                                            : std::nullopt;
    if (day) {
        found->days.insert(*day);
        found->without_day.add(reject.row_number);
    } else {
        text_of(*found, describe(*feed_, reject, row)).add(reject.row_number);
    }
}

reject_summary::reason* reject_summary::reason_of(const reject& reject) {
    const auto found = std::find_if(reasons_.begin(), reasons_.end(), [&](const reason& each) {
        return each.code == reject.code && each.column == reject.column;
    });
    if (found != reasons_.end()) {
        return &*found;
    }
    if (reasons_.size() == most_) {
        return nullptr;
    }
    return &reasons_.emplace_back(reason{reject.code, reject.column, {}, {}, {}, {}});
}

reject_summary::rows_of_text& reject_summary::text_of(reason& reason, std::string&& text) {
    const auto found = std::find_if(reason.texts.begin(), reason.texts.end(),
                                    [&](const rows_of_text& each) { return each.text == text; });
    if (found != reason.texts.end()) {
        return *found;
    }
    if (reason.texts.size() < shown_texts) {
        return reason.texts.emplace_back(rows_of_text{std::move(text), {}, 0});
    }
    if (reason.others.count == 0) {
        reason.others.text = std::move(text);
    } else if (reason.others.text != text) {
        reason.others.text.clear();
    }
    return reason.others;
}

std::string reject_summary::describe_days(const reason& reason) const {
    const std::string_view column = feed_->columns[static_cast<std::size_t>(reason.column)].name;
    const std::string_view table = dimension_at(*feed_, reason.column)->table;
    const std::string first = quoted(iso_date(*reason.days.begin()));
    return reason.days.size() == 1
               ? fmt::format("{} {} does not exist in {}", column, first, table)
               : fmt::format("{} days of {} do not exist in {}, from {} to {}", reason.days.size(), column,
                             table, first, quoted(iso_date(*reason.days.rbegin())));
}

std::string reject_summary::lines(std::int64_t of_all) const {
    std::string text;
    std::int64_t reported = 0;
    for (const reason& each : reasons_) {
        const std::string_view code = name_of(*feed_, each.code, each.column);
        if (each.without_day.count > 0) {
            text += each.without_day.line(code, describe_days(each));
        }
        reported += each.without_day.count + each.others.count;
        for (const rows_of_text& rows : each.texts) {
            text += rows.line(code, rows.text);
            reported += rows.count;
        }
        if (each.others.count > 0) {
            text += each.others.line(code, each.others.text.empty() ? "with other values" : each.others.text);
        }
    }
    return reported == of_all ? text
                              : fmt::format("{}\nand {} more", text, counted(of_all - reported, "row"));
}

std::optional<missing_days> reject_summary::days() const noexcept {
    for (const reason& each : reasons_) {
        if (!each.days.empty()) {
            return missing_days{dimension_at(*feed_, each.column)->filled_by, *each.days.begin(),
                                *each.days.rbegin()};
        }
    }
    return std::nullopt;
}

}  // namespace forecast_warehouse::core
