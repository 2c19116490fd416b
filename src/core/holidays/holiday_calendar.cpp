#include "core/holidays/holiday_calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>
#include <variant>

#include "core/failure.hpp"
#include "core/interruption.hpp"

namespace forecast_warehouse::core {
namespace {

// Sorts rules by name, so that results do not depend on the order in which a table returns its rows.
void sort_rules(std::vector<holiday_rule>& rules) {
    std::sort(rules.begin(), rules.end(), [](const holiday_rule& left, const holiday_rule& right) {
        return std::tie(left.name, left.rule, left.from_year, left.to_year) <
               std::tie(right.name, right.rule, right.from_year, right.to_year);
    });
}

// Adds a parsed rule to the list of its kind. Rules that include are not for this function.
void add_rule(calendar_part& part, const std::string& name, parsed_row row) {
    if (const auto* weekly = std::get_if<weekly_rule>(&row.parsed)) {
        part.days_off.push_back(days_off_of(*weekly, row.years));
    } else if (std::holds_alternative<omit_rule>(row.parsed)) {
        part.omissions[name].add(row.years);
    } else if (const auto* between = std::get_if<between_rule>(&row.parsed)) {
        part.betweens.push_back({name, std::move(row.category), row.years, *between});
    } else {
        part.yearly.push_back(
            {name, std::move(row.category), row.years, std::get<yearly_rule>(std::move(row.parsed))});
    }
}

// The sort is stable, because the later one of two rows counts.
void add_dates(calendar_part& part, std::vector<announced_date> dates) {
    for (announced_date& each : dates) {
        take_step();
        part.dates.push_back(check_date(std::move(each)));
    }
    std::stable_sort(
        part.dates.begin(), part.dates.end(),
        [](const announced_date& left, const announced_date& right) { return left.date < right.date; });
}

// Reads calendars depth first. Each becomes a part after those that it includes.
class part_reader {
public:
    explicit part_reader(calendar_source& source) : source_(source) {}

    // The index of a calendar's part. Reads the calendar unless that was done before.
    std::size_t part_of(const std::string& name) {
        if (const auto known = part_of_name_.find(name); known != part_of_name_.end()) {
            return known->second;
        }
        refuse_circle(name);
        path_.push_back(name);
        calendar_part part = read(name);
        path_.pop_back();
        parts_.push_back(std::move(part));
        return part_of_name_[name] = parts_.size() - 1;
    }

    [[nodiscard]] std::vector<calendar_part> take_parts() && { return std::move(parts_); }

private:
    calendar_part read(const std::string& name) {
        calendar_rows rows = source_.read(name);
        if (rows.rules.empty() && rows.dates.empty()) {
            refuse_missing(name);
        }
        calendar_part part;
        part.name = name;
        sort_rules(rows.rules);
        for (const holiday_rule& each : rows.rules) {
            take_step();
            parsed_row row = parse_row(each);
            if (const auto* include = std::get_if<include_rule>(&row.parsed)) {
                part.inclusions.push_back({part_of(include->calendar), row.years});
            } else {
                add_rule(part, each.name, std::move(row));
            }
        }
        for (auto& [holiday, years] : part.omissions) {
            years.merge();
        }
        add_dates(part, std::move(rows.dates));
        return part;
    }

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

    [[noreturn]] void refuse_missing(const std::string& name) const {
        if (path_.size() < 2) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("holiday calendar \"{}\" does not exist", name),
                          source_.hint_for_missing());
        }
        throw failure(sqlstate::invalid_parameter_value,
                      fmt::format(R"(holiday calendar "{}" includes "{}", which does not exist)",
                                  path_.end()[-2], name),
                      "Correct the include: rule, or insert the rules of that calendar into holiday_rule.");
    }

    calendar_source& source_;
    std::map<std::string, std::size_t> part_of_name_;
    std::vector<std::string> path_;  // from the calendar asked for to the one being read
    std::vector<calendar_part> parts_;
};

// The part whose weekend the last part has: itself, or the first one that it includes and that has a weekend.
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

void year_set::merge() {
    std::sort(ranges_.begin(), ranges_.end(),
              [](const year_limits& left, const year_limits& right) { return left.first < right.first; });
    std::vector<year_limits> merged;
    for (const year_limits& each : ranges_) {
        if (merged.empty() || merged.back().last < each.first) {
            merged.push_back(each);
        } else {
            merged.back().last = std::max(merged.back().last, each.last);
        }
    }
    ranges_ = std::move(merged);
}

bool year_set::contains(std::chrono::sys_days day) const noexcept {
    const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
    const auto after =
        std::upper_bound(ranges_.begin(), ranges_.end(), year,
                         [](int wanted, const year_limits& each) { return wanted < each.first; });
    return after != ranges_.begin() && year <= std::prev(after)->last;
}

holiday_calendar::holiday_calendar(const std::string& name, calendar_source& source) {
    part_reader reader(source);
    reader.part_of(name);
    parts_ = std::move(reader).take_parts();
    if (const calendar_part* weekend = find_weekend(parts_)) {
        weekends_ = weekend_schedule(weekend->name, weekend->days_off);
    }
}

}  // namespace forecast_warehouse::core
