#include "core/sources/suggestion.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/sources/column_profile.hpp"
#include "core/sources/file_shape.hpp"
#include "core/sources/header_words.hpp"
#include "core/sources/moment_format.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

// A column's name in an expression.
std::string named(std::string_view column) {
    std::string text = "\"";
    for (const char byte : column) {
        text += byte == '"' ? std::string(2, byte) : std::string(1, byte);
    }
    return text + "\"";
}

std::string json_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& each : texts) {
        list += (list.empty() ? "" : ", ") + json_string(each);
    }
    return "[" + list + "]";
}

std::string shown(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& each : texts) {
        list += (list.empty() ? "" : ", ") + quoted(shorten(each, shown_characters));
    }
    return list;
}

bool is_money(const column_profile& profile) noexcept {
    constexpr std::size_t cents = 2;
    return profile.is_number && profile.has_decimals && profile.decimals <= cents;
}

// Columns that are the values of a wide file.
struct wide_columns {
    std::vector<std::size_t> positions{};
    std::string pattern{};  // empty: none
    std::string day_format{};
    bool names_are_days = false;
    bool names_are_numbers = false;
};

// The beginning of a name before its last digits.
std::string_view stem_of(std::string_view name) noexcept {
    return name.substr(0, name.find_last_not_of("0123456789") + 1);
}

class adviser {
public:
    explicit adviser(const file_sample& sample) : sample_(sample) {}

    suggestion advise();

private:
    void find_wide();
    void find_wide_by_stem();
    void find_wide_by_day();
    void find_meanings();
    void find_meanings_of_contents();
    void give(meaning what, std::size_t column);
    [[nodiscard]] bool may_be(meaning what, const column_profile& profile) const noexcept;
    void decide_marks();
    void choose_feed();
    void suggest_sales();
    void suggest_lines_of_receipts();
    void suggest_days();
    void suggest_prices();
    void suggest_stock();
    void suggest_products();
    void suggest_stores();
    void map_keys();
    void create_unknown();
    void map_money();
    void map_day(const char* to, meaning what);
    void map_number(const char* to, meaning what);
    void map_text(const char* to, meaning what);
    void map_wide_day();
    void take_day_format(std::size_t column);
    void name_options();
    void comment_on_rows();
    void comment_on_unused();

    [[nodiscard]] bool has(meaning what) const { return found_.contains(what); }
    [[nodiscard]] const column_profile& profile(meaning what) const { return profiles_[found_.at(what)]; }
    [[nodiscard]] std::string name_of(std::size_t column) const { return quoted(sample_.columns[column]); }
    // A name for a column of unpivot that no column of the file has.
    [[nodiscard]] std::string wide_name(const char* name) const {
        const bool taken =
            std::find(sample_.columns.begin(), sample_.columns.end(), name) != sample_.columns.end();
        return (taken ? "wide_" : "") + std::string(name);
    }
    [[nodiscard]] bool is_value(std::size_t column) const {
        return std::find(wide_.positions.begin(), wide_.positions.end(), column) != wide_.positions.end();
    }
    [[nodiscard]] bool repeats_grain() const;
    [[nodiscard]] bool amounts_fit() const;
    [[nodiscard]] std::optional<double> number_in(const std::string& cell, meaning what) const;
    void guess(std::string text) { made_.guesses.push_back(std::move(text)); }
    void leave(std::string text) { made_.gaps.push_back(std::move(text)); }
    void option(const char* name, std::string json) { made_.options.emplace_back(name, std::move(json)); }
    void map(const char* to, std::string expression) { made_.map.emplace_back(to, std::move(expression)); }

    const file_sample& sample_;
    suggestion made_;
    std::vector<column_profile> profiles_;
    std::map<meaning, std::size_t> found_;
    std::set<std::size_t> used_;
    wide_columns wide_;
    char decimal_mark_ = '.';
    std::string grouping_mark_;
};

suggestion adviser::advise() {
    for (std::size_t column = 0; column < sample_.columns.size(); ++column) {
        profiles_.push_back(profile_column(cells_of(sample_, column), sample_.utf8));
    }
    find_wide();
    decide_marks();
    find_meanings();
    if (!sample_.has_header) {
        find_meanings_of_contents();
    }
    for (const auto& [what, column] : found_) {
        guess(fmt::format("column {} is the {}", name_of(column), word_for(what)));
    }
    choose_feed();
    name_options();
    comment_on_rows();
    comment_on_unused();
    return std::move(made_);
}

// Columns with numbers whose names differ in digits only, or are days.
void adviser::find_wide() {
    constexpr std::size_t fewest = 3;
    find_wide_by_day();
    if (wide_.positions.size() < fewest) {
        wide_ = {};
        find_wide_by_stem();
    }
    if (wide_.positions.size() < fewest) {
        wide_ = {};
    }
    for (std::size_t column = 0; column < sample_.columns.size(); ++column) {
        if (wide_.positions.empty() || (!wide_.pattern.empty() && column == wide_.positions.front())) {
            made_.columns.push_back(wide_.positions.empty() ? sample_.columns[column] : wide_.pattern);
        } else if (wide_.pattern.empty() || !is_value(column)) {
            made_.columns.push_back(sample_.columns[column]);
        }
    }
    made_.takes_lines = !wide_.pattern.empty() || made_.columns.size() > file_shape::most_columns;
}

void adviser::find_wide_by_stem() {
    if (!sample_.has_header) {
        return;
    }
    std::map<std::string_view, std::vector<std::size_t>> by_stem;
    for (std::size_t column = 0; column < sample_.columns.size(); ++column) {
        const std::string& name = sample_.columns[column];
        const std::string_view stem = stem_of(name);
        const bool has_number = stem.size() < name.size() && !stem.empty();
        if (has_number && (profiles_[column].is_number || profiles_[column].filled == 0)) {
            by_stem[stem].push_back(column);
        }
    }
    for (const auto& [stem, columns] : by_stem) {
        const bool is_run = columns.back() - columns.front() + 1 == columns.size();
        if (is_run && columns.size() > wide_.positions.size()) {
            wide_.positions = columns;
            wide_.pattern = std::string(stem) + "*";
            wide_.names_are_numbers = true;
        }
    }
    // The pattern must not take other columns.
    for (std::size_t column = 0; column < sample_.columns.size() && !wide_.pattern.empty(); ++column) {
        if (!is_value(column) && fits_pattern(sample_.columns[column], wide_.pattern)) {
            wide_ = {};
        }
    }
}

void adviser::find_wide_by_day() {
    std::vector<std::string_view> names;
    for (std::size_t column = 0; sample_.has_header && column < sample_.columns.size(); ++column) {
        const column_profile day = profile_column({sample_.columns[column]}, sample_.utf8);
        if (day.is_day && (profiles_[column].is_number || profiles_[column].filled == 0)) {
            wide_.positions.push_back(column);
            names.emplace_back(sample_.columns[column]);
        }
    }
    const column_profile days = profile_column(names, sample_.utf8);
    wide_.names_are_days = days.is_day;
    wide_.day_format = days.format;
    if (!days.is_day) {
        wide_ = {};
    } else if (days.order_is_open) {
        leave(fmt::format("the names of the days fit to {} and to {}. The first is taken.",
                          quoted(days.format), quoted(days.other_format)));
    }
}

bool adviser::may_be(meaning what, const column_profile& profile) const noexcept {
    switch (what) {
        case meaning::date:
        case meaning::valid_from:
        case meaning::valid_to:
            return profile.is_day;
        case meaning::time:
            return profile.is_clock;
        case meaning::quantity:
        case meaning::price:
        case meaning::amount:
        case meaning::on_hand:
        case meaning::on_order:
        case meaning::visits:
            return profile.is_number;
        case meaning::line_no:
        case meaning::walmart_week:
            return profile.is_number && profile.is_whole;
        default:
            return profile.filled > 0;
    }
}

void adviser::give(meaning what, std::size_t column) {
    if (what != meaning::none && !has(what) && !used_.contains(column) && may_be(what, profiles_[column])) {
        found_.emplace(what, column);
        used_.insert(column);
    }
}

// By the names: those that are known as a whole come first.
void adviser::find_meanings() {
    for (const bool wanted : {true, false}) {
        for (std::size_t column = 0; sample_.has_header && column < sample_.columns.size(); ++column) {
            bool exact = false;
            const meaning what = meaning_of(sample_.columns[column], exact);
            if (exact == wanted && !is_value(column)) {
                give(what, column);
            }
        }
    }
    // A name of the product is its key where there is no other.
    if (!has(meaning::product) && has(meaning::product_name)) {
        found_[meaning::product] = found_[meaning::product_name];
        found_.erase(meaning::product_name);
    }
    // A first column without a name that counts the rows numbers the lines of a receipt.
    const bool counts = has(meaning::receipt) && !has(meaning::line_no) && !used_.contains(0) &&
                        sample_.columns[0] == "c1" && profiles_[0].is_number && profiles_[0].is_whole &&
                        profiles_[0].distinct == sample_.rows.size();
    if (counts) {
        give(meaning::line_no, 0);
    }
}

// Without names: days and times, a price with two decimals, a weight or a count, and the longest codes.
void adviser::find_meanings_of_contents() {
    std::vector<std::size_t> keys;
    for (std::size_t column = 0; column < profiles_.size(); ++column) {
        const column_profile& each = profiles_[column];
        constexpr std::size_t code_digits = 5;
        const bool is_code = each.is_number && each.is_whole && !each.has_decimals && !sample_.rows.empty() &&
                             sample_.rows.front()[column].size() >= code_digits;
        if (each.is_day) {
            give(meaning::date, column);
        } else if (each.is_clock) {
            give(meaning::time, column);
        } else if (is_money(each)) {
            give(meaning::price, column);
        } else if (each.is_number && !is_code && !has(meaning::quantity)) {
            give(meaning::quantity, column);
        } else if (is_code || !each.is_number) {
            keys.push_back(column);
        }
    }
    std::stable_sort(keys.begin(), keys.end(), [this](std::size_t left, std::size_t right) {
        return profiles_[left].distinct > profiles_[right].distinct;
    });
    if (!keys.empty() && has(meaning::date)) {
        give(meaning::product, keys.front());
    }
}

// One decimal mark for the file: that of the money, or of most columns.
void adviser::decide_marks() {
    std::map<char, std::size_t> votes;
    for (const column_profile& each : profiles_) {
        if (each.is_number && each.has_decimals && !each.marks_are_open) {
            votes[each.numbers.decimal_mark] += each.numbers.strip.empty() ? 1 : profiles_.size();
        }
    }
    const bool decided = !votes.empty();
    decimal_mark_ = votes[','] > votes['.'] ? ',' : '.';
    for (std::size_t column = 0; column < profiles_.size(); ++column) {
        column_profile& each = profiles_[column];
        if (each.marks_are_open && !is_value(column)) {
            if (decided) {
                decide_mark(each, decimal_mark_);
            }
            leave(
                fmt::format("the marks in column {} may be for decimals or for groups: look at its numbers.",
                            name_of(column)));
        }
    }
}

void adviser::choose_feed() {
    const bool has_day = has(meaning::date) || wide_.names_are_days || wide_.names_are_numbers;
    const bool has_sale = has(meaning::quantity) || has(meaning::amount) || !wide_.positions.empty();
    if (has_day && has(meaning::product) && has(meaning::on_hand) && !has(meaning::quantity)) {
        suggest_stock();
    } else if (has_day && has(meaning::product) && has_sale) {
        suggest_sales();
    } else if (has(meaning::product) && has(meaning::price) &&
               (has_day || has(meaning::valid_from) || has(meaning::walmart_week))) {
        suggest_prices();
    } else if (has(meaning::product) && (has(meaning::product_name) || has(meaning::category))) {
        suggest_products();
    } else if (has(meaning::store) && (has(meaning::store_name) || has(meaning::city))) {
        suggest_stores();
    } else {
        leave(
            "no feed fits to these columns. Write the name of a feed, and an expression for each of its "
            "columns "
            "into the map.");
    }
}

void adviser::suggest_sales() {
    const bool has_moment = has(meaning::date) && (profile(meaning::date).has_hours || has(meaning::time));
    if (has(meaning::receipt) && has(meaning::line_no) && has_moment && has(meaning::quantity)) {
        suggest_lines_of_receipts();
    } else {
        suggest_days();
    }
}

void adviser::suggest_lines_of_receipts() {
    made_.feed = "sales_txn_feed";
    guess("the rows are lines of receipts, so the feed is sales_txn_feed");
    map_text("receipt", meaning::receipt);
    map_number("line_no", meaning::line_no);
    const column_profile& day = profile(meaning::date);
    const std::string date = named(sample_.columns[found_.at(meaning::date)]);
    if (day.has_hours) {
        map("sold_at", date);
        if (!day.format.empty()) {
            option("timestamp_format", json_string(day.format));
        }
    } else {
        map("sold_at",
            fmt::format("{} || ' ' || {}", date, named(sample_.columns[found_.at(meaning::time)])));
        const std::string& clock = profile(meaning::time).clock;
        if (!day.format.empty() || clock.find("FM") != std::string::npos ||
            clock.find("AM") != std::string::npos) {
            option("timestamp_format",
                   json_string((day.format.empty() ? "YYYY-MM-DD" : day.format) + " " + clock));
        }
    }
    leave("the times are read in the time zone of the session. Add the option time_zone of the tills.");
    map_keys();
    map_number("quantity", meaning::quantity);
    map_money();
    map_text("customer_ref", meaning::customer);
}

void adviser::suggest_days() {
    made_.feed = "sales_daily_feed";
    guess("the rows are sales of a day, so the feed is sales_daily_feed");
    if (wide_.positions.empty()) {
        map_day("date", meaning::date);
    } else {
        map_wide_day();
    }
    map_keys();
    map_number("quantity", meaning::quantity);
    if (!wide_.positions.empty()) {
        map("quantity", named(wide_name("value")));
    } else if (!has(meaning::quantity)) {
        leave("no column has the quantity: give an expression for it.");
    }
    map_money();
    if (has(meaning::receipt) && !has(meaning::line_no)) {
        guess("receipts have no numbers of lines, so the sales of a day are summed");
    }
    if (wide_.positions.empty() && repeats_grain()) {
        option("on_duplicate", "\"sum\"");
        guess("a product comes several times on a day, so its rows are summed (on_duplicate)");
    }
}

void adviser::suggest_prices() {
    made_.feed = "price_history_feed";
    guess("the rows are prices from a day on, so the feed is price_history_feed");
    map_text("sku", meaning::product);
    map_text("store_code", meaning::store);
    create_unknown();
    map_number("price", meaning::price);
    if (has(meaning::valid_from) || has(meaning::date)) {
        map_day("valid_from", has(meaning::valid_from) ? meaning::valid_from : meaning::date);
        if (has(meaning::valid_to)) {
            map_day("valid_to", meaning::valid_to);
        }
        return;
    }
    const std::string week = named(sample_.columns[found_.at(meaning::walmart_week)]) + "::integer";
    const std::string day = fmt::format(
        "(ARRAY['2011-01-29', '2012-01-28', '2013-01-26', '2014-01-25', '2015-01-31', '2016-01-30'])"
        "[{0} / 100 - 110]::date + 7 * ({0} % 100 - 1)",
        week);
    map("valid_from", day);
    map("valid_to", day + " + 6");
    guess("weeks are those of the data set M5: 11101 begins on 2011-01-29");
}

void adviser::suggest_stock() {
    made_.feed = "inventory_snapshot_daily_feed";
    guess("the rows are stock of a day, so the feed is inventory_snapshot_daily_feed");
    map_day("date", meaning::date);
    map_keys();
    map_number("on_hand_qty", meaning::on_hand);
    map_number("on_order_qty", meaning::on_order);
}

void adviser::suggest_products() {
    made_.feed = "product_feed";
    guess("the rows are products, so the feed is product_feed");
    map_text("sku", meaning::product);
    map_text("name", has(meaning::product_name) ? meaning::product_name : meaning::product);
    map_text("category", meaning::category);
    map_text("brand", meaning::brand);
    map_number("base_price", meaning::price);
}

void adviser::suggest_stores() {
    made_.feed = "store_feed";
    guess("the rows are stores, so the feed is store_feed");
    map_text("code", meaning::store);
    map_text("name", has(meaning::store_name) ? meaning::store_name : meaning::store);
    map_text("city", meaning::city);
    map_text("region", meaning::region);
}

// Store and product. Those that do not exist are made of what the file says.
void adviser::map_keys() {
    map_text("store_code", meaning::store);
    if (!has(meaning::store)) {
        map("store_code", "'main'");
        leave("no column has the store: every row is of the store \"main\". Give its code.");
    }
    map_text("sku", meaning::product);
    create_unknown();
}

void adviser::create_unknown() {
    option("on_unknown", "\"create\"");
    guess("stores and products that do not exist are made (on_unknown)");
    map_text("store.name", meaning::store_name);
    map_text("store.city", meaning::city);
    map_text("store.region", meaning::region);
    map_text("product.name", meaning::product_name);
    map_text("product.category", meaning::category);
    map_text("product.brand", meaning::brand);
}

void adviser::map_money() {
    const bool both = has(meaning::price) && has(meaning::amount) && has(meaning::quantity);
    if (both && !amounts_fit()) {
        leave("the amounts are not quantity times price: the prices are left out of the map.");
        map_number("total_amount", meaning::amount);
        return;
    }
    map_number("unit_price", meaning::price);
    map_number("total_amount", meaning::amount);
    if (!has(meaning::price) && !has(meaning::amount)) {
        leave("no column has a price or an amount: give an expression for unit_price or total_amount.");
    }
}

void adviser::take_day_format(std::size_t column) {
    const column_profile& day = profiles_[column];
    if (day.order_is_open) {
        leave(fmt::format("the days in column {} fit to {} and to {}. The first is taken: look at the file.",
                          name_of(column), quoted(day.format), quoted(day.other_format)));
    }
}

void adviser::map_day(const char* to, meaning what) {
    const std::size_t column = found_.at(what);
    if (sample_.columns[column] != to) {
        map(to, named(sample_.columns[column]));
    }
    const std::string& format = profiles_[column].format;
    const bool named_already = std::any_of(made_.options.begin(), made_.options.end(),
                                           [](const auto& each) { return each.first == "date_format"; });
    if (!named_already && !format.empty()) {
        option("date_format", json_string(format));
    } else if (!named_already && profiles_[column].has_hours) {
        // A moment of ISO 8601 begins with the day.
        std::erase_if(made_.map, [to](const auto& each) { return each.first == to; });
        map(to, fmt::format("left({}, 10)", named(sample_.columns[column])));
    }
    if (profiles_[column].has_hours) {
        guess(
            fmt::format("the hours in column {} are left out: the option day_ends_at moves sales after "
                        "midnight",
                        name_of(column)));
    }
}

// The name of a wide column is its day, or the number of the day.
void adviser::map_wide_day() {
    std::vector<std::string> columns{wide_.pattern};
    if (wide_.pattern.empty()) {
        columns.clear();
        for (const std::size_t each : wide_.positions) {
            columns.push_back(sample_.columns[each]);
        }
    }
    option("unpivot", fmt::format(R"({{"columns": {}, "name": {}, "value": {}}})",
                                  wide_.pattern.empty() ? json_list(columns) : json_string(wide_.pattern),
                                  json_string(wide_name("name")), json_string(wide_name("value"))));
    if (made_.takes_lines && sample_.delimiter != ',') {
        option("delimiter", json_string(std::string(1, sample_.delimiter)));
    }
    guess(fmt::format("{} from {} on have the quantities, one column for each day",
                      counted(static_cast<std::int64_t>(wide_.positions.size()), "column"),
                      name_of(wide_.positions.front())));
    if (wide_.names_are_days) {
        map("date", named(wide_name("name")));
        if (!wide_.day_format.empty()) {
            option("date_format", json_string(wide_.day_format));
        }
        return;
    }
    const std::size_t digits = wide_.pattern.size();
    if (wide_.pattern == "d_*") {
        map("date",
            fmt::format("date '2011-01-29' + substr({}, {})::integer - 1", named(wide_name("name")), digits));
        guess("the days are those of the data set M5: d_1 is 2011-01-29");
    } else {
        leave(
            fmt::format("no column has the day. Its number is in the names: \"date\": \"date 'DAY' + "
                        "substr(NAME, {})::integer\"",
                        digits));
    }
}

// A number whose marks are not those of the file is rewritten.
void adviser::map_number(const char* to, meaning what) {
    if (!has(what)) {
        return;
    }
    const std::string& name = sample_.columns[found_.at(what)];
    const column_profile& each = profile(what);
    std::string expression = named(name);
    const std::string grouping = each.numbers.grouping_mark;
    if (each.has_decimals && each.numbers.decimal_mark != decimal_mark_) {
        if (!grouping.empty()) {
            expression = fmt::format("replace({}, '{}', '')", expression, grouping == "'" ? "''" : grouping);
        }
        expression =
            fmt::format("replace({}, '{}', '{}')", expression, each.numbers.decimal_mark, decimal_mark_);
    } else if (grouping_mark_.empty() && grouping != std::string(1, decimal_mark_)) {
        grouping_mark_ = grouping;
    } else if (!grouping.empty() && grouping != grouping_mark_) {
        expression = fmt::format("replace({}, '{}', '')", expression, grouping == "'" ? "''" : grouping);
    }
    if (expression != named(to)) {
        map(to, expression);
    }
}

void adviser::map_text(const char* to, meaning what) {
    if (!has(what)) {
        return;
    }
    const std::string name = named(sample_.columns[found_.at(what)]);
    if (profile(what).is_number && profile(what).has_dot_zero) {
        map(to, fmt::format("split_part({}, '.', 1)", name));
        guess(fmt::format("column {} has codes that were written as numbers with .0",
                          name_of(found_.at(what))));
    } else if (name != named(to)) {
        map(to, name);
    }
}

void adviser::name_options() {
    std::vector<std::string> strip;
    std::vector<std::string> nulls;
    const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& texts) {
        for (const std::string& each : texts) {
            if (std::find(to.begin(), to.end(), each) == to.end()) {
                to.push_back(each);
            }
        }
    };
    bool bad = false;
    for (const std::size_t column : used_) {
        const column_profile& each = profiles_[column];
        if (each.is_number || each.is_day) {
            add(strip, each.numbers.strip);
            add(nulls, each.null_words);
        }
        if (each.is_day) {
            take_day_format(column);
        }
        bad = bad || !each.null_words.empty();
        if (!each.unreadable.empty()) {
            bad = true;
            leave(fmt::format("column {} has other texts, too: {}", name_of(column), shown(each.unreadable)));
        }
    }
    if (decimal_mark_ != '.') {
        option("decimal_mark", json_string(std::string(1, decimal_mark_)));
    }
    if (!grouping_mark_.empty()) {
        option("grouping_mark", json_string(grouping_mark_));
    }
    if (!strip.empty()) {
        option("strip", json_list(strip));
    }
    if (!nulls.empty()) {
        option("null_values", json_list(nulls));
    }
    if (bad || sample_.repeated_headers + sample_.blank_rows > 0) {
        option("on_reject", "\"quarantine\"");
        guess("rows that cannot be read are set aside in load_reject (on_reject)");
    }
}

void adviser::comment_on_rows() {
    if (sample_.repeated_headers > 0) {
        guess(fmt::format("rows that repeat the header will be rejected: {} in the sample",
                          sample_.repeated_headers));
    }
    if (sample_.blank_rows > 0) {
        guess(fmt::format("blank rows will be rejected: {} in the sample", sample_.blank_rows));
    }
    if (sample_.other_rows > 0) {
        leave(fmt::format("rows have another number of cells, and COPY will fail there: {} in the sample",
                          sample_.other_rows));
    }
    if (!sample_.has_header) {
        guess("the first row is no header");
    } else if (!sample_.header_fits) {
        guess("a name of the header is empty, too long, or comes twice: the file is loaded with HEADER");
    }
    if (sample_.rows.empty()) {
        leave("the sample has no row of data.");
    }
}

void adviser::comment_on_unused() {
    std::vector<std::string> unused;
    constexpr std::size_t most = 20;
    for (std::size_t column = 0; column < sample_.columns.size() && unused.size() < most; ++column) {
        if (!used_.contains(column) && !is_value(column)) {
            unused.push_back(sample_.columns[column]);
        }
    }
    if (!unused.empty()) {
        leave("columns without use: " + shown(unused));
    }
}

// Whether several rows are of one day, store and product.
bool adviser::repeats_grain() const {
    std::set<std::string> seen;
    for (const std::vector<std::string>& row : sample_.rows) {
        std::string grain;
        for (const meaning each : {meaning::date, meaning::store, meaning::product}) {
            grain += has(each) ? row[found_.at(each)] : "";
            grain += '\n';
        }
        if (!seen.insert(grain).second) {
            return true;
        }
    }
    // Rows of receipts of a larger file repeat it.
    return has(meaning::receipt) || has(meaning::time) ||
           (has(meaning::date) && profile(meaning::date).has_hours);
}

std::optional<double> adviser::number_in(const std::string& cell, meaning what) const {
    number_text number;
    if (!read_number(trim_invisible(cell, sample_.utf8), profile(what).numbers, number)) {
        return std::nullopt;
    }
    return std::strtod(number.text.data(), nullptr);
}

bool adviser::amounts_fit() const {
    for (const std::vector<std::string>& row : sample_.rows) {
        const auto quantity = number_in(row[found_.at(meaning::quantity)], meaning::quantity);
        const auto price = number_in(row[found_.at(meaning::price)], meaning::price);
        const auto amount = number_in(row[found_.at(meaning::amount)], meaning::amount);
        constexpr double half_cent = 0.0051;
        if (quantity && price && amount && std::abs(*quantity * *price - *amount) > half_cent) {
            return false;
        }
    }
    return true;
}

}  // namespace

suggestion suggest(const file_sample& sample) {
    return adviser(sample).advise();
}

}  // namespace forecast_warehouse::core
