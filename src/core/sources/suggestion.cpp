#include "core/sources/suggestion.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/sources/file_meanings.hpp"
#include "core/sources/file_shape.hpp"
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

class adviser {
public:
    explicit adviser(const file_sample& sample) : sample_(sample), meanings_(find_meanings(sample)) {}

    suggestion advise();

private:
    void name_columns();
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

    [[nodiscard]] bool has(meaning what) const { return meanings_.has(what); }
    [[nodiscard]] const column_profile& profile(meaning what) const { return meanings_.profile(what); }
    [[nodiscard]] const wide_columns& wide() const { return meanings_.wide; }
    // The column with a meaning, in an expression.
    [[nodiscard]] std::string column_of(meaning what) const {
        return named(sample_.columns[meanings_.found.at(what)]);
    }
    [[nodiscard]] std::string name_of(std::size_t column) const { return quoted(sample_.columns[column]); }
    // A name for a column of unpivot that no column of the file has.
    [[nodiscard]] std::string wide_name(const char* name) const {
        const bool taken =
            std::find(sample_.columns.begin(), sample_.columns.end(), name) != sample_.columns.end();
        return (taken ? "wide_" : "") + std::string(name);
    }
    void guess(std::string text) { made_.guesses.push_back(std::move(text)); }
    void leave(std::string text) { made_.gaps.push_back(std::move(text)); }
    void option(const char* name, std::string json) { made_.options.emplace_back(name, std::move(json)); }
    void map(const char* to, std::string expression) { made_.map.emplace_back(to, std::move(expression)); }

    const file_sample& sample_;
    file_meanings meanings_;
    suggestion made_;
    std::string grouping_mark_;
};

suggestion adviser::advise() {
    made_.gaps = meanings_.doubts;
    name_columns();
    for (const auto& [what, column] : meanings_.found) {
        guess(fmt::format("column {} is the {}", name_of(column), word_for(what)));
    }
    choose_feed();
    name_options();
    comment_on_rows();
    comment_on_unused();
    return std::move(made_);
}

// The columns as create_source() takes them: a pattern for those of a wide file.
void adviser::name_columns() {
    for (std::size_t column = 0; column < sample_.columns.size(); ++column) {
        if (wide().positions.empty() || (!wide().pattern.empty() && column == wide().positions.front())) {
            made_.columns.push_back(wide().positions.empty() ? sample_.columns[column] : wide().pattern);
        } else if (wide().pattern.empty() || !meanings_.is_value(column)) {
            made_.columns.push_back(sample_.columns[column]);
        }
    }
    made_.takes_lines = !wide().pattern.empty() || made_.columns.size() > file_shape::most_columns;
}

void adviser::choose_feed() {
    const bool has_day = has(meaning::date) || wide().names_are_days || wide().names_are_numbers;
    const bool has_sale = has(meaning::quantity) || has(meaning::amount) || !wide().positions.empty();
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
            "no feed fits these columns. Write the name of a feed, and an expression for each of its "
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
    const std::string date = column_of(meaning::date);
    if (day.has_hours) {
        map("sold_at", date);
        if (!day.format.empty()) {
            option("timestamp_format", json_string(day.format));
        }
    } else {
        map("sold_at", fmt::format("{} || ' ' || {}", date, column_of(meaning::time)));
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
    map_text("channel", meaning::channel);
}

void adviser::suggest_days() {
    made_.feed = "sales_daily_feed";
    guess("the rows are sales of a day, so the feed is sales_daily_feed");
    if (wide().positions.empty()) {
        map_day("date", meaning::date);
    } else {
        map_wide_day();
    }
    map_keys();
    map_number("quantity", meaning::quantity);
    if (!wide().positions.empty()) {
        map("quantity", named(wide_name("value")));
    } else if (!has(meaning::quantity)) {
        leave("no column has the quantity: give an expression for it.");
    }
    map_money();
    if (has(meaning::receipt) && !has(meaning::line_no)) {
        guess("receipts have no numbers of lines, so the sales of a day are summed");
    }
    if (wide().positions.empty() && repeats_grain(sample_, meanings_)) {
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
    const std::string week = column_of(meaning::walmart_week) + "::integer";
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
    map_text("subcategory", meaning::subcategory);
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
    map_text("product.subcategory", meaning::subcategory);
    map_text("product.brand", meaning::brand);
}

void adviser::map_money() {
    const bool both = has(meaning::price) && has(meaning::amount) && has(meaning::quantity);
    if (both && !amounts_fit(sample_, meanings_)) {
        leave("the amounts are not quantity times price: the prices are left out of the map.");
        map_number("total_amount", meaning::amount);
        return;
    }
    map_number("unit_price", meaning::price);
    map_number("total_amount", meaning::amount);
    if (has(meaning::price) || has(meaning::amount)) {
        return;
    }
    if (made_.feed == "sales_daily_feed") {
        guess("no column has a price or an amount: the rows take the price in force (on_missing_money)");
    } else {
        leave("no column has a price or an amount: give an expression for unit_price or total_amount.");
    }
}

void adviser::take_day_format(std::size_t column) {
    const column_profile& day = meanings_.profiles[column];
    if (day.order_is_open) {
        leave(fmt::format("the days in column {} fit {} and {}. The first is taken: look at the file.",
                          name_of(column), quoted(day.format), quoted(day.other_format)));
    }
}

void adviser::map_day(const char* to, meaning what) {
    const std::size_t column = meanings_.found.at(what);
    if (sample_.columns[column] != to) {
        map(to, named(sample_.columns[column]));
    }
    const std::string& format = meanings_.profiles[column].format;
    const bool named_already = std::any_of(made_.options.begin(), made_.options.end(),
                                           [](const auto& each) { return each.first == "date_format"; });
    if (!named_already && !format.empty()) {
        option("date_format", json_string(format));
    } else if (!named_already && meanings_.profiles[column].has_hours) {
        // A moment of ISO 8601 begins with the day.
        std::erase_if(made_.map, [to](const auto& each) { return each.first == to; });
        map(to, fmt::format("left({}, 10)", named(sample_.columns[column])));
    }
    if (meanings_.profiles[column].has_hours) {
        guess(
            fmt::format("the hours in column {} are left out: the option day_ends_at moves sales after "
                        "midnight",
                        name_of(column)));
    }
}

// The name of a wide column is its day, or the number of the day.
void adviser::map_wide_day() {
    std::vector<std::string> columns{wide().pattern};
    if (wide().pattern.empty()) {
        columns.clear();
        for (const std::size_t each : wide().positions) {
            columns.push_back(sample_.columns[each]);
        }
    }
    option("unpivot", fmt::format(R"({{"columns": {}, "name": {}, "value": {}}})",
                                  wide().pattern.empty() ? json_list(columns) : json_string(wide().pattern),
                                  json_string(wide_name("name")), json_string(wide_name("value"))));
    if (made_.takes_lines && sample_.delimiter != ',') {
        option("delimiter", json_string(std::string(1, sample_.delimiter)));
    }
    guess(fmt::format("{} from {} on have the quantities, one column for each day",
                      counted(static_cast<std::int64_t>(wide().positions.size()), "column"),
                      name_of(wide().positions.front())));
    if (wide().names_are_days) {
        map("date", named(wide_name("name")));
        if (!wide().day_format.empty()) {
            option("date_format", json_string(wide().day_format));
        }
        return;
    }
    const std::size_t digits = wide().pattern.size();
    if (wide().pattern == "d_*") {
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
    const std::string& name = sample_.columns[meanings_.found.at(what)];
    const column_profile& each = profile(what);
    std::string expression = named(name);
    const std::string grouping = each.numbers.grouping_mark;
    if (each.has_decimals && each.numbers.decimal_mark != meanings_.decimal_mark) {
        if (!grouping.empty()) {
            expression = fmt::format("replace({}, '{}', '')", expression, grouping == "'" ? "''" : grouping);
        }
        expression = fmt::format("replace({}, '{}', '{}')", expression, each.numbers.decimal_mark,
                                 meanings_.decimal_mark);
    } else if (grouping_mark_.empty() && grouping != std::string(1, meanings_.decimal_mark)) {
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
    const std::string name = column_of(what);
    if (profile(what).is_number && profile(what).has_dot_zero) {
        map(to, fmt::format("split_part({}, '.', 1)", name));
        guess(fmt::format("column {} has codes that were written as numbers with .0",
                          name_of(meanings_.found.at(what))));
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
    for (const std::size_t column : meanings_.used) {
        const column_profile& each = meanings_.profiles[column];
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
    if (meanings_.decimal_mark != '.') {
        option("decimal_mark", json_string(std::string(1, meanings_.decimal_mark)));
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
        if (!meanings_.used.contains(column) && !meanings_.is_value(column)) {
            unused.push_back(sample_.columns[column]);
        }
    }
    if (!unused.empty()) {
        leave("columns without use: " + shown(unused));
    }
}

}  // namespace

suggestion suggest(const file_sample& sample) {
    return adviser(sample).advise();
}

}  // namespace forecast_warehouse::core
