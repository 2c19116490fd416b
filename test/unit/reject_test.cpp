#include "core/load/reject.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/load/star.hpp"

namespace forecast_warehouse::core {
namespace {

const std::vector<reject_code> all_codes{
    reject_code::unknown_key,    reject_code::missing_value,      reject_code::negative_value,
    reject_code::out_of_range,   reject_code::too_long,           reject_code::duplicate_grain,
    reject_code::invalid_window, reject_code::overlapping_window, reject_code::dropped_by_trigger,
    reject_code::receipt_reused, reject_code::constraint,         reject_code::known_ahead_differs,
};

// The name of a code, for a column of a feed.
std::string_view code_of(const char* table, const char* column, reject_code code) {
    const feed& feed = *find_feed_of_table(table);
    return name_of(feed, code, column_named(feed, column));
}

// The message of a row; the wrong column is given by its name.
std::string say(const char* table, reject_code code, const char* column, const row_text& row) {
    const feed& feed = *find_feed_of_table(table);
    return describe(feed, {7, code, column_named(feed, column)}, row);
}

const row_text sale{"2024-01-31", "S9", "A-7", "-3", "1.005", "99999999999"};
const row_text price{"A-7", "S9", "2.50", "2024-02-01", "2024-01-31"};
const row_text chain_price{"A-7", std::nullopt, "2.50", "2024-02-01", std::nullopt};
const row_text promotion{"A-7", std::nullopt, "Spring",     "1.5",
                         "-1",  "2024-03-01", "2024-03-31", std::nullopt};
// As long as what arrives: the day of a till line does not.
const row_text line{"R-1",    "3",   "2024-01-31 23:30:00+01", "S9", "A-7", "-3000000000", "1", "-99",
                    "card 7", "till"};
const row_text weather{"2024-01-31", "S9", "-1000", "-0.001", "5", "-0.001", "1", "fog"};
const row_text signal{"2024-01-31", "oil", std::nullopt, "80.5", "t"};
const row_text traffic{"2024-01-31", "S9", "-1", std::nullopt};

TEST(reject, codes_have_the_names_of_the_contract) {
    EXPECT_EQ(code_of("sales_daily", "store_code", reject_code::unknown_key), "UNKNOWN_STORE");
    EXPECT_EQ(code_of("sales_daily", "sku", reject_code::unknown_key), "UNKNOWN_PRODUCT");
    EXPECT_EQ(code_of("sales_daily", "date", reject_code::unknown_key), "UNKNOWN_DATE");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::missing_value), "MISSING_VALUE");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::negative_value), "NEGATIVE_VALUE");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::out_of_range), "OUT_OF_RANGE");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::too_long), "TOO_LONG");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::duplicate_grain), "DUPLICATE_GRAIN");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::invalid_window), "INVALID_WINDOW");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::overlapping_window), "OVERLAPPING_WINDOW");
    EXPECT_EQ(code_of("store", "holiday_calendar", reject_code::unknown_key), "UNKNOWN_CALENDAR");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::dropped_by_trigger), "DROPPED_BY_TRIGGER");
    EXPECT_EQ(code_of("sales_txn", "receipt", reject_code::receipt_reused), "RECEIPT_REUSED");
    EXPECT_EQ(code_of("sales_daily", "quantity", reject_code::constraint), "CONSTRAINT");
    EXPECT_EQ(code_of("exogenous_signal", "known_ahead", reject_code::known_ahead_differs),
              "KNOWN_AHEAD_DIFFERS");
}

// The class that the table's own constraint would raise: PostgreSQL's manual, appendix A.
TEST(reject, codes_mean_the_servers_errors) {
    EXPECT_EQ(sqlstate_of(reject_code::unknown_key), "23503");          // foreign_key_violation
    EXPECT_EQ(sqlstate_of(reject_code::missing_value), "23502");        // not_null_violation
    EXPECT_EQ(sqlstate_of(reject_code::negative_value), "23514");       // check_violation
    EXPECT_EQ(sqlstate_of(reject_code::out_of_range), "22003");         // numeric_value_out_of_range
    EXPECT_EQ(sqlstate_of(reject_code::too_long), "22001");             // string_data_right_truncation
    EXPECT_EQ(sqlstate_of(reject_code::duplicate_grain), "21000");      // cardinality_violation
    EXPECT_EQ(sqlstate_of(reject_code::invalid_window), "23514");       // check_violation
    EXPECT_EQ(sqlstate_of(reject_code::overlapping_window), "23P01");   // exclusion_violation
    EXPECT_EQ(sqlstate_of(reject_code::dropped_by_trigger), "09000");   // triggered_action_exception
    EXPECT_EQ(sqlstate_of(reject_code::receipt_reused), "23505");       // unique_violation
    EXPECT_EQ(sqlstate_of(reject_code::constraint), "23000");           // integrity_constraint_violation
    EXPECT_EQ(sqlstate_of(reject_code::known_ahead_differs), "23514");  // check_violation
    EXPECT_EQ(sqlstate_of(reject_code::not_listed), "22003");           // as of out_of_range
}

TEST(reject, names_are_short_enough_for_their_column) {
    std::set<std::string_view> names;
    for (const reject_code code : all_codes) {
        EXPECT_EQ(sqlstate_of(code).size(), 5U);
        names.insert(code_of("sales_daily", "quantity", code));
    }
    EXPECT_EQ(names.size(), all_codes.size());
    for (const dimension& each : *sales_star().dimensions) {
        names.insert(each.reject_code);
    }
    EXPECT_EQ(names.size(), all_codes.size() + sales_star().dimensions->size());
    for (const std::string_view name : names) {
        EXPECT_LE(name.size(), 30U) << name;
    }
}

TEST(reject, unknown_keys_name_the_table_where_they_are_not) {
    EXPECT_EQ(say("sales_daily", reject_code::unknown_key, "store_code", sale),
              R"(store_code "S9" does not exist in store)");
    EXPECT_EQ(say("sales_daily", reject_code::unknown_key, "sku", sale),
              R"(sku "A-7" does not exist in product)");
    EXPECT_EQ(say("sales_daily", reject_code::unknown_key, "date", sale),
              R"(date "2024-01-31" does not exist in calendar)");
    EXPECT_EQ(say("price_history", reject_code::unknown_key, "store_code", price),
              R"(store_code "S9" does not exist in store)");
    EXPECT_EQ(say("sales_txn", reject_code::unknown_key, "store_code", line),
              R"(store_code "S9" does not exist in store)");
    EXPECT_EQ(say("weather_daily", reject_code::unknown_key, "date", weather),
              R"(date "2024-01-31" does not exist in calendar)");
}

// A till line's day does not arrive; the moment that it is derived from does.
TEST(reject, an_unknown_day_of_a_line_is_reported_by_its_time) {
    EXPECT_EQ(say("sales_txn", reject_code::unknown_key, "sold_at", line),
              R"(sold_at "2024-01-31 23:30:00+01" does not exist in calendar)");
}

TEST(reject, missing_values_say_whether_they_could_have_been_derived) {
    EXPECT_EQ(say("store", reject_code::missing_value, "name", {"S1", std::nullopt}), "name is missing");
    EXPECT_EQ(say("sales_daily", reject_code::missing_value, "quantity", sale), "quantity is missing");
    EXPECT_EQ(say("sales_daily", reject_code::missing_value, "unit_price", sale),
              "unit_price is missing and cannot be derived from the row's other values");
}

TEST(reject, numbers_are_shown_with_what_does_not_hold_them) {
    EXPECT_EQ(say("sales_daily", reject_code::negative_value, "quantity", sale),
              R"(quantity "-3" is negative)");
    EXPECT_EQ(say("promotion", reject_code::negative_value, "discount_amount", promotion),
              R"(discount_amount "-1" is negative)");
    EXPECT_EQ(say("sales_daily", reject_code::out_of_range, "quantity", sale),
              R"(quantity "-3" is out of range for type numeric(14,4))");
    EXPECT_EQ(say("sales_daily", reject_code::out_of_range, "total_amount", sale),
              R"(total_amount "99999999999" is out of range for type numeric(12,2))");
    EXPECT_EQ(say("product", reject_code::out_of_range, "base_price", {"A", "Apple", "", "", "NaN", "1"}),
              R"(base_price "NaN" is out of range for type numeric(10,2))");
    EXPECT_EQ(say("promotion", reject_code::out_of_range, "discount_pct", promotion),
              R"(discount_pct "1.5" is not between 0 and 1)");
    EXPECT_EQ(say("traffic_daily", reject_code::negative_value, "visits", traffic),
              R"(visits "-1" is negative)");
    EXPECT_EQ(say("weather_daily", reject_code::negative_value, "precipitation_mm", weather),
              R"(precipitation_mm "-0.001" is negative)");
}

// Below zero, too, where a column may be there.
TEST(reject, numbers_of_either_sign_are_out_of_range_on_either_side) {
    EXPECT_EQ(say("sales_txn", reject_code::out_of_range, "quantity", line),
              R"(quantity "-3000000000" is out of range for type numeric(14,4))");
    EXPECT_EQ(say("weather_daily", reject_code::out_of_range, "temp_min_c", weather),
              R"(temp_min_c "-1000" is out of range for type numeric(5,2))");
    EXPECT_EQ(say("weather_daily", reject_code::out_of_range, "snow_mm", weather),
              R"(snow_mm "1" is out of range for type numeric(7,2))");
}

TEST(reject, decimals_are_counted) {
    row_text row = sale;
    row[3] = "0.00001";
    EXPECT_EQ(say("sales_daily", reject_code::too_many_decimals, "quantity", row),
              R"(quantity "0.00001" has more than 4 decimals)");
    EXPECT_EQ(name_of(*find_feed_of_table("sales_daily"), reject_code::too_many_decimals, 3), "OUT_OF_RANGE");
    EXPECT_EQ(sqlstate_of(reject_code::too_many_decimals), sqlstate_of(reject_code::out_of_range));
}

TEST(reject, moments_must_be_points_in_time) {
    for (const char* moment : {"infinity", "-infinity"}) {
        row_text row = line;
        row[2] = moment;
        EXPECT_EQ(say("sales_txn", reject_code::out_of_range, "sold_at", row),
                  "sold_at \"" + std::string(moment) + "\" is not a point in time");
    }
}

TEST(reject, derived_numbers_are_named_apart) {
    EXPECT_EQ(say("sales_daily", reject_code::out_of_range, "total_amount",
                  {"2024-01-31", "S9", "A-7", "3", "1.005", std::nullopt}),
              "total_amount, derived, is out of range for type numeric(12,2)");
    EXPECT_EQ(say("sales_daily", reject_code::out_of_range, "unit_price",
                  {"2024-01-31", "S9", "A-7", "3", std::nullopt, "1"}),
              "unit_price, derived, is out of range for type numeric(10,2)");
    row_text row = line;
    row[6] = std::nullopt;
    EXPECT_EQ(say("sales_txn", reject_code::negative_value, "unit_price", row),
              "unit_price, derived, is negative");
    EXPECT_EQ(say("sales_txn", reject_code::missing_value, "unit_price", row),
              "unit_price is missing and cannot be derived from the row's other values");
    row[6] = "-0.5";
    EXPECT_EQ(say("sales_txn", reject_code::negative_value, "unit_price", row),
              R"(unit_price "-0.5" is negative)");
}

TEST(reject, sums_are_reported_by_their_grain) {
    const feed& sales = *find_feed_of_table("sales_daily");
    const auto quantity = static_cast<std::int8_t>(column_named(sales, "quantity"));
    const auto amount = static_cast<std::int8_t>(column_named(sales, "total_amount"));
    EXPECT_EQ(
        describe(sales, {7, reject_code::out_of_range, quantity, true}, sale),
        R"(quantity, summed over grain (date "2024-01-31", store "S9", sku "A-7"), is out of range for type numeric(14,4))");
    EXPECT_EQ(
        describe(sales, {7, reject_code::out_of_range, amount, true}, sale),
        R"(total_amount, summed over grain (date "2024-01-31", store "S9", sku "A-7"), is out of range for type numeric(12,2))");
    EXPECT_EQ(
        describe(sales, {7, reject_code::missing_value, amount, true}, sale),
        R"(total_amount is missing in some rows of grain (date "2024-01-31", store "S9", sku "A-7"), and cannot be summed)");
    const feed& lines = *find_feed_of_table("sales_txn");
    EXPECT_EQ(
        describe(
            lines,
            {7, reject_code::out_of_range, static_cast<std::int8_t>(column_named(lines, "quantity")), true},
            line),
        R"(quantity, summed over grain (store "S9", receipt "R-1", line_no "3"), is out of range for type numeric(14,4))");
    const feed& visits = *find_feed_of_table("traffic_daily");
    EXPECT_EQ(
        describe(visits,
                 {7, reject_code::out_of_range,
                  static_cast<std::int8_t>(column_named(visits, "transactions")), true},
                 traffic),
        R"(transactions, summed over grain (date "2024-01-31", store "S9"), is out of range for type integer)");
}

TEST(reject, days_of_windows_must_be_days) {
    EXPECT_EQ(say("price_history", reject_code::out_of_range, "valid_to",
                  {"A-7", std::nullopt, "1", "2024-01-01", "infinity"}),
              R"(valid_to "infinity" is not a day)");
}

TEST(reject, long_texts_are_reported_by_their_beginning) {
    const std::string code =
        "This code is much too long for a column of 20 characters, and goes on beyond sixty";
    EXPECT_EQ(say("store", reject_code::too_long, "code", {code, "x"}),
              "code \"" + code.substr(0, 60) + "...\" is longer than 20 characters");
    std::string letters;
    for (int count = 0; count < 70; ++count) {
        letters += "é";
    }
    EXPECT_EQ(
        say("store", reject_code::too_long, "code", {letters, "x"}),
        "code \"" + letters.substr(0, 60 * std::string("é").size()) + "...\" is longer than 20 characters");
    EXPECT_EQ(say("product", reject_code::too_long, "name", {"A", "x"}),
              R"(name "x" is longer than 200 characters)");
}

TEST(reject, duplicates_are_reported_by_their_grain) {
    EXPECT_EQ(say("store", reject_code::duplicate_grain, "code", {"S1", "x"}),
              R"(more than one row for grain (code "S1"))");
    EXPECT_EQ(say("product", reject_code::duplicate_grain, "sku", {"A", "x"}),
              R"(more than one row for grain (sku "A"))");
    EXPECT_EQ(say("sales_daily", reject_code::duplicate_grain, "date", sale),
              R"(more than one row for grain (date "2024-01-31", store "S9", sku "A-7"))");
    EXPECT_EQ(say("price_history", reject_code::duplicate_grain, "sku", price),
              R"(more than one row for grain (sku "A-7", store "S9", valid_from "2024-02-01"))");
    EXPECT_EQ(say("price_history", reject_code::duplicate_grain, "sku", chain_price),
              R"(more than one row for grain (sku "A-7", all stores, valid_from "2024-02-01"))");
    EXPECT_EQ(
        say("promotion", reject_code::duplicate_grain, "sku", promotion),
        R"(more than one row for grain (sku "A-7", all stores, name "Spring", start_date "2024-03-01"))");
    EXPECT_EQ(say("sales_txn", reject_code::duplicate_grain, "receipt", line),
              R"(more than one row for grain (store "S9", receipt "R-1", line_no "3"))");
    EXPECT_EQ(say("weather_daily", reject_code::duplicate_grain, "date", weather),
              R"(more than one row for grain (date "2024-01-31", store "S9"))");
}

TEST(reject, windows_are_reported_by_both_days) {
    EXPECT_EQ(say("price_history", reject_code::invalid_window, "valid_to", price),
              R"(valid_to "2024-01-31" is before valid_from "2024-02-01")");
    EXPECT_EQ(say("promotion", reject_code::invalid_window, "end_date", promotion),
              R"(end_date "2024-03-31" is before start_date "2024-03-01")");
}

// Days as PostgreSQL counts them: 2024-02-01 is 8797 days after 2000-01-01.
TEST(reject, overlapping_windows_are_both_reported) {
    constexpr day_number february = 8797;
    const auto overlapping = [](const char* table, const char* column, const row_text& row,
                                const overlap& windows) {
        const feed& feed = *find_feed_of_table(table);
        return describe(
            feed, {7, reject_code::overlapping_window, column_named(feed, column), false, windows}, row);
    };
    EXPECT_EQ(
        overlapping("price_history", "valid_from", price,
                    {{february, february + 28}, {february - 31, february}}),
        R"(window from "2024-02-01" to "2024-02-29" overlaps window from "2024-01-01" to "2024-02-01" by 1 day (sku "A-7", store "S9"))");
    EXPECT_EQ(
        overlapping("price_history", "valid_from", chain_price,
                    {{february, no_end}, {february - 31, february + 2}}),
        R"(window from "2024-02-01" on overlaps window from "2024-01-01" to "2024-02-03" by 3 days (sku "A-7", all stores))");
    EXPECT_EQ(
        overlapping("promotion", "start_date", promotion, {{february, no_end}, {february, no_end}}),
        R"(window from "2024-02-01" on overlaps window from "2024-02-01" on (sku "A-7", all stores, name "Spring"))");
}

TEST(reject, days_of_windows_are_written_in_all_of_the_servers_range) {
    EXPECT_EQ(day_text(0), "2000-01-01");
    EXPECT_EQ(day_text(8825), "2024-02-29");
    EXPECT_EQ(day_text(-730119), "0001-01-01");
    EXPECT_EQ(day_text(-730120), "0001-12-31 BC");
    EXPECT_EQ(day_text(-2451545), "4714-11-24 BC");    // the first day of PostgreSQL
    EXPECT_EQ(day_text(2145031948), "5874897-12-31");  // the last one
}

TEST(reject, grain_is_shown_for_a_person) {
    EXPECT_EQ(describe_grain(*find_feed_of_table("sales_daily"), sale),
              R"(date "2024-01-31", store "S9", sku "A-7")");
    EXPECT_EQ(describe_grain(calendar_feed(), {"2024-01-31"}), R"(date "2024-01-31")");
    EXPECT_EQ(describe_grain(*find_feed_of_table("store"), {std::nullopt, "x"}), "code (missing)");
}

// Sentences end without a full stop, because they are put into others; whatever the code and the row.
TEST(reject, every_code_has_a_text_for_every_feed) {
    for (const feed& each : feeds()) {
        const row_text row(arriving_columns(each).size(), "x");
        for (const reject_code code : all_codes) {
            const bool of_windows =
                code == reject_code::invalid_window || code == reject_code::overlapping_window;
            for (std::size_t column = 0; column < row.size() && (each.windowed || !of_windows); ++column) {
                const std::string text = describe(each, {1, code, static_cast<int>(column)}, row);
                EXPECT_FALSE(text.empty()) << each.table << " " << name_of(each, code, 0);
                EXPECT_NE(text.back(), '.') << text;
            }
        }
    }
}

TEST(reject, an_end_on_the_first_day_is_not_after_it) {
    const row_text empty{"A-7", "S9", "2.50", "2024-02-01", "2024-02-01"};
    EXPECT_EQ(say("price_history", reject_code::invalid_window, "valid_to", empty),
              R"(valid_to "2024-02-01" is not after valid_from "2024-02-01")");
    EXPECT_EQ(say("price_history", reject_code::invalid_window, "valid_to", price),
              R"(valid_to "2024-01-31" is before valid_from "2024-02-01")");
}

TEST(reject, a_text_of_a_list_names_the_list) {
    row_text product(arriving_columns(*find_feed_of_table("product")).size(), std::nullopt);
    product[12] = "Growth";
    EXPECT_EQ(code_of("product", "lifecycle_stage", reject_code::not_listed), "OUT_OF_RANGE");
    EXPECT_EQ(
        say("product", reject_code::not_listed, "lifecycle_stage", product),
        R"(lifecycle_stage "Growth" is not planned, introduction, growth, maturity, decline or discontinued)");
}

TEST(reject, days_in_the_wrong_order_are_both_shown) {
    row_text store(arriving_columns(*find_feed_of_table("store")).size(), std::nullopt);
    store[9] = "2024-02-02";
    store[10] = "2024-02-01";
    EXPECT_EQ(say("store", reject_code::invalid_window, "closed_on", store),
              R"(closed_on "2024-02-01" is before opened_on "2024-02-02")");
}

TEST(reject, a_need_is_reported_with_its_reason) {
    row_text promoted{"A-7",        std::nullopt, "Spring",     std::nullopt,
                      std::nullopt, "2024-03-01", "2024-03-31", "pct_off"};
    EXPECT_EQ(say("promotion", reject_code::missing_value, "discount_pct", promoted),
              R"(kind "pct_off" needs discount_pct)");
    promoted.back() = "markdown";
    EXPECT_EQ(say("promotion", reject_code::missing_value, "discount_pct", promoted),
              R"(kind "markdown" needs discount_pct or discount_amount)");
    promoted.back() = std::nullopt;
    EXPECT_EQ(say("promotion", reject_code::missing_value, "name", promoted), "name is missing");
}

TEST(reject, a_reused_receipt_names_the_line) {
    EXPECT_EQ(
        say("sales_txn", reject_code::receipt_reused, "receipt", line),
        R"(the line is of another sale than the one in sales_txn (store "S9", receipt "R-1", line_no "3"))");
}

TEST(reject, a_signal_of_another_kind_is_named) {
    EXPECT_EQ(say("exogenous_signal", reject_code::known_ahead_differs, "known_ahead", signal),
              R"(known_ahead "t" differs from that of the other rows of signal_name "oil")");
    EXPECT_EQ(describe_grain(*find_feed_of_table("exogenous_signal"), signal),
              R"(date "2024-01-31", signal_name "oil", all stores)");
}

TEST(reject, a_constraint_is_named) {
    reject violation{7, reject_code::constraint, 0};
    violation.violated = R"(check constraint "ck_mine" of table "sales_daily")";
    EXPECT_EQ(describe(*find_feed_of_table("sales_daily"), violation, sale),
              R"(the row violates check constraint "ck_mine" of table "sales_daily")");
}

}  // namespace
}  // namespace forecast_warehouse::core
