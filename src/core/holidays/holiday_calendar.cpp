#include "core/holidays/holiday_calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// What the calendar holds.
constexpr int first_year = 1;
constexpr int last_year = 9999;

constexpr std::string_view weekend_category = "weekend";
constexpr std::array<std::string_view, 6> categories{public_category, "bank",   "retail",
                                                     "observance",    "school", "half_day"};
constexpr std::array<std::string_view, 3> actions{"add", "suppress", "workday"};

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string row_name(const holiday_rule& row) {
    return fmt::format(R"(rule of "{}" in holiday calendar "{}")", row.name, row.calendar);
}

// A mistake in a rule, with the row that it stands in.
rule parse(const holiday_rule& row) {
    try {
        return parse_rule(row.rule);
    } catch (const failure& mistake) {
        throw failure(mistake.sqlstate(), fmt::format("{}: {}", row_name(row), mistake.what()),
                      mistake.hint());
    }
}

// The weekend is no holiday, so that its category and its rules belong together.
void check_category(const holiday_rule& row, const rule& rule) {
    if (std::holds_alternative<weekly_rule>(rule)) {
        if (!row.category.empty() && row.category != weekend_category) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("{}: weekly(...) has category \"{}\"", row_name(row), row.category),
                          "Its category is weekend.");
        }
    } else if (!row.category.empty() && !is_one_of(row.category, categories)) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("{}: there is no category \"{}\" for it", row_name(row), row.category),
                      fmt::format("The categories are {}; weekend is that of weekly(...).",
                                  fmt::join(categories.begin(), categories.end(), ", ")));
    }
}

// A name is what omit and suppress go by; * is their word for any.
void check_names(const holiday_rule& row, const rule& rule) {
    if (row.calendar.empty() || row.name.empty()) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("{}: the name of the {} is empty", row_name(row),
                                  row.calendar.empty() ? "calendar" : "holiday"),
                      "Give it a name.");
    }
    if (row.name == any_holiday && !std::holds_alternative<omit_rule>(rule)) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("{}: a holiday cannot be called *", row_name(row)),
                      "* stands for any holiday, in omit rules and in dates that suppress.");
    }
}

void check_year(const holiday_rule& row, const std::optional<int>& year, std::string_view column) {
    if (year && (*year < first_year || *year > last_year)) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("{}: {} {} is not a year of the calendar", row_name(row), column, *year),
                      fmt::format("Give a year from {} to {}, or none.", first_year, last_year));
    }
}

year_limits years_of(const holiday_rule& row) {
    check_year(row, row.from_year, "from_year");
    check_year(row, row.to_year, "to_year");
    const year_limits all;
    const year_limits years{row.from_year.value_or(all.first), row.to_year.value_or(all.last)};
    if (years.last < years.first) {
        throw failure(
            sqlstate::invalid_parameter_value,
            fmt::format("{}: to_year {} is before from_year {}", row_name(row), years.last, years.first),
            "Swap them.");
    }
    return years;
}

std::string category_or_public(const std::string& category) {
    return std::string{category.empty() ? public_category : std::string_view{category}};
}

sys_days first_day_of(int year) {
    return std::chrono::year{year} / std::chrono::January / 1;
}

// The days for which a weekly rule holds, by its limits and by the years of its row.
weekly_days_off limit(const weekly_rule& rule, const year_limits& years) {
    const int first = std::clamp(years.first, first_year, last_year);
    const int last = std::clamp(years.last, first_year, last_year);
    return {rule.days_off, std::max(first_day_of(first), rule.filter.from.value_or(first_supported_day)),
            std::min(first_day_of(last + 1) - days{1}, rule.filter.until.value_or(last_supported_day))};
}

// Days that no weekly rule speaks of would be working days without a weekend, and nobody would notice.
void refuse_gaps(const std::string& calendar, std::vector<weekly_days_off> days_off) {
    std::sort(
        days_off.begin(), days_off.end(),
        [](const weekly_days_off& left, const weekly_days_off& right) { return left.first < right.first; });
    sys_days next = first_supported_day;
    const auto refuse = [&](sys_days last) {
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format("the weekly days off of holiday calendar \"{}\" leave out {} to {}",
                                  calendar, iso_date(next), iso_date(last)),
                      fmt::format("Add a weekly rule for these days, such as weekly(sat,sun) until({}).",
                                  iso_date(last)));
    };
    for (const weekly_days_off& each : days_off) {
        if (next < each.first) {
            refuse(each.first - days{1});
        }
        next = std::max(next, each.last + days{1});
    }
    if (next <= last_supported_day) {
        refuse(last_supported_day);
    }
}

// Puts the rows of one calendar in an order of their own, whatever order the table gives: by name.
void sort_rows(std::vector<const holiday_rule*>& rows) {
    std::sort(rows.begin(), rows.end(), [](const holiday_rule* left, const holiday_rule* right) {
        return std::tie(left->name, left->rule, left->from_year, left->to_year) <
               std::tie(right->name, right->rule, right->from_year, right->to_year);
    });
}

// Reads calendars one after the other, each after those that it includes.
class resolver {
public:
    resolver(std::span<const holiday_rule> rules, std::span<const announced_date> dates) {
        for (const holiday_rule& each : rules) {
            rules_[each.calendar].push_back(&each);
        }
        for (const announced_date& each : dates) {
            dates_[each.calendar].push_back(&each);
        }
    }

    // Gives the place of a calendar, which is read if that has not been done.
    std::size_t resolve(const std::string& name) {
        if (const auto known = places_.find(name); known != places_.end()) {
            return known->second;
        }
        refuse_circle(name);
        path_.push_back(name);
        calendar_part part = read(name);
        path_.pop_back();
        parts_.push_back(std::move(part));
        return places_[name] = parts_.size() - 1;
    }

    [[nodiscard]] std::vector<calendar_part> take_parts() && { return std::move(parts_); }

private:
    void refuse_circle(const std::string& name) const {
        const auto start = std::find(path_.begin(), path_.end(), name);
        if (start != path_.end()) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("holiday calendar \"{}\" includes itself: {} > {}", name,
                                      fmt::join(start, path_.end(), " > "), name),
                          "Delete one of these include: rules.");
        }
        if (path_.size() >= deepest_inclusion) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("holiday calendar \"{}\" includes calendars more than {} deep",
                                      path_.front(), deepest_inclusion),
                          "Include calendars directly.");
        }
    }

    calendar_part read(const std::string& name) {
        const auto rules = rules_.find(name);
        const auto dates = dates_.find(name);
        if (rules == rules_.end() && dates == dates_.end()) {
            refuse_unknown(name);
        }
        calendar_part part;
        part.name = name;
        if (rules != rules_.end()) {
            sort_rows(rules->second);
            for (const holiday_rule* each : rules->second) {
                take_step();
                read_rule(*each, part);
            }
        }
        if (dates != dates_.end()) {
            for (const announced_date* each : dates->second) {
                take_step();
                read_date(*each, part);
            }
        }
        put_in_order(part);
        return part;
    }

    // Of several rows of one day the later one wins, hence a stable sort.
    static void put_in_order(calendar_part& part) {
        for (auto& [name, years] : part.omissions) {
            years.put_together();
        }
        std::stable_sort(
            part.dates.begin(), part.dates.end(),
            [](const announced_date& left, const announced_date& right) { return left.date < right.date; });
    }

    [[noreturn]] void refuse_unknown(const std::string& name) const {
        if (path_.size() < 2) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("there is no holiday calendar \"{}\"", name),
                          "Insert its rules into holiday_rule, or its dates into holiday_date.");
        }
        throw failure(
            sqlstate::invalid_parameter_value,
            fmt::format(R"(holiday calendar "{}" includes "{}", which is not there)", path_.end()[-2], name),
            "Correct the include: rule, or insert the rules of that calendar into holiday_rule.");
    }

    void read_rule(const holiday_rule& row, calendar_part& part) {
        rule parsed = parse(row);
        check_category(row, parsed);
        const year_limits years = years_of(row);
        if (const auto* include = std::get_if<include_rule>(&parsed)) {
            part.inclusions.push_back({resolve(include->calendar), years});
        } else if (const auto* weekly = std::get_if<weekly_rule>(&parsed)) {
            part.days_off.push_back(limit(*weekly, years));
        } else if (std::holds_alternative<omit_rule>(parsed)) {
            part.omissions[row.name].add(years);
        } else if (auto* between = std::get_if<between_rule>(&parsed)) {
            part.betweens.push_back({row.name, category_or_public(row.category), years, *between});
        } else {
            part.days.push_back(
                {row.name, category_or_public(row.category), years, std::get<days_rule>(std::move(parsed))});
        }
    }

    static void read_date(const announced_date& row, calendar_part& part) {
        const std::string row_name =
            fmt::format("date {} of holiday calendar \"{}\"", iso_date(row.date), row.calendar);
        if (!is_one_of(row.action, actions)) {
            throw failure(
                sqlstate::invalid_parameter_value,
                fmt::format("{}: there is no action \"{}\"", row_name, row.action),
                fmt::format("The actions are {}.", fmt::join(actions.begin(), actions.end(), ", ")));
        }
        if (!row.category.empty() && !is_one_of(row.category, categories)) {
            throw failure(
                sqlstate::invalid_parameter_value,
                fmt::format("{}: there is no category \"{}\"", row_name, row.category),
                fmt::format("The categories are {}.", fmt::join(categories.begin(), categories.end(), ", ")));
        }
        part.dates.push_back(row);
        part.dates.back().category = category_or_public(row.category);
    }

    std::map<std::string_view, std::vector<const holiday_rule*>> rules_;
    std::map<std::string_view, std::vector<const announced_date*>> dates_;
    std::map<std::string, std::size_t> places_;
    std::vector<std::string> path_;  // from the calendar asked for to the one being read
    std::vector<calendar_part> parts_;
};

// The part that has the weekend of the last one: that one itself, or the first that it includes and that has
// one.
const calendar_part* find_weekend(std::span<const calendar_part> parts) {
    std::vector<const calendar_part*> weekends;
    for (const calendar_part& part : parts) {
        const calendar_part* found = part.days_off.empty() ? nullptr : &part;
        for (const inclusion& each : part.inclusions) {
            found = found != nullptr ? found : weekends[each.part];
        }
        weekends.push_back(found);
    }
    return weekends.back();
}

}  // namespace

std::span<const std::string_view> holiday_categories() noexcept {
    return categories;
}

void check_rule(const holiday_rule& row) {
    const rule parsed = parse(row);
    check_names(row, parsed);
    check_category(row, parsed);
    static_cast<void>(years_of(row));
}

bool year_limits::contains(sys_days day) const noexcept {
    const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
    return first <= year && year <= last;
}

// Neighbours become one, so that a look-up is a binary search.
void years_of_rows::put_together() {
    std::sort(rows_.begin(), rows_.end(),
              [](const year_limits& left, const year_limits& right) { return left.first < right.first; });
    std::vector<year_limits> merged;
    for (const year_limits& each : rows_) {
        if (merged.empty() || merged.back().last < each.first) {
            merged.push_back(each);
        } else {
            merged.back().last = std::max(merged.back().last, each.last);
        }
    }
    rows_ = std::move(merged);
}

bool years_of_rows::contains(sys_days day) const noexcept {
    const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
    const auto after =
        std::upper_bound(rows_.begin(), rows_.end(), year,
                         [](int wanted, const year_limits& each) { return wanted < each.first; });
    return after != rows_.begin() && year <= std::prev(after)->last;
}

holiday_calendar::holiday_calendar(std::string_view name, std::span<const holiday_rule> rules,
                                   std::span<const announced_date> dates) {
    resolver resolver(rules, dates);
    resolver.resolve(std::string{name});
    parts_ = std::move(resolver).take_parts();
    if (const calendar_part* weekend = find_weekend(parts_)) {
        refuse_gaps(weekend->name, weekend->days_off);
        weekends_ = put_together(weekend->days_off);
    } else {
        weekday_set saturday_and_sunday;
        saturday_and_sunday.set(std::chrono::Saturday.c_encoding()).set(std::chrono::Sunday.c_encoding());
        weekends_ = {{first_supported_day, saturday_and_sunday}};
    }
}

// Walks along the days on which a rule begins or ends, and counts the rules that hold by day of the week.
std::vector<holiday_calendar::weekend> holiday_calendar::put_together(
    const std::vector<weekly_days_off>& rules) {
    std::map<sys_days, std::vector<std::pair<const weekly_days_off*, int>>> changes;
    for (const weekly_days_off& each : rules) {
        if (each.first <= each.last) {
            changes[each.first].emplace_back(&each, 1);
            changes[each.last + days{1}].emplace_back(&each, -1);
        }
    }
    std::array<int, weekday_set{}.size()> holding{};
    std::vector<weekend> weekends;
    for (const auto& [day, changed] : changes) {
        weekend next{day, {}};
        for (std::size_t weekday = 0; weekday < holding.size(); ++weekday) {
            for (const auto& [rule, change] : changed) {
                holding.at(weekday) += rule->weekdays.test(weekday) ? change : 0;
            }
            next.days_off.set(weekday, holding.at(weekday) > 0);
        }
        weekends.push_back(next);
    }
    return weekends;
}

bool holiday_calendar::is_weekend(sys_days day) const noexcept {
    const unsigned weekday = std::chrono::weekday{day}.c_encoding();
    const auto after =
        std::upper_bound(weekends_.begin(), weekends_.end(), day,
                         [](sys_days wanted, const weekend& each) { return wanted < each.first; });
    return after != weekends_.begin() && std::prev(after)->days_off.test(weekday);
}

}  // namespace forecast_warehouse::core
