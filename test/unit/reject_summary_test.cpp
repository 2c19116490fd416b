#include "core/load/reject_summary.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "core/load/star.hpp"

namespace forecast_warehouse::core {
namespace {

const feed& sales = *find_feed_of_table("sales_daily");

class reject_summary_test : public testing::Test {
protected:
    void add(std::int64_t row_number, reject_code code, const char* column, const char* value) {
        const int position = column_named(sales, column);
        row_text row{"2024-01-31", "S1", "A", "1", "1", "1"};
        row[static_cast<std::size_t>(position)] = value;
        summary.add({row_number, code, position}, row);
    }

    reject_summary summary{sales, 2};
};

TEST_F(reject_summary_test, a_text_is_reported_once_with_its_rows) {
    for (const std::int64_t row : {2, 3, 5, 8, 9}) {
        add(row, reject_code::unknown_key, "store_code", "S9");
    }
    add(10, reject_code::negative_value, "quantity", "-1");
    EXPECT_EQ(summary.lines(6),
              "\nrows 2, 3, 5 and 2 more: UNKNOWN_STORE, store_code \"S9\" does not exist in store"
              "\nrow 10: NEGATIVE_VALUE, quantity \"-1\" is negative");
    EXPECT_EQ(summary.first_text(), "store_code \"S9\" does not exist in store");
    EXPECT_FALSE(summary.days());
}

TEST_F(reject_summary_test, texts_of_one_reason_do_not_crowd_out_another) {
    for (int row = 1; row <= 100; ++row) {
        add(row, reject_code::unknown_key, "sku", ("Z" + std::to_string(row)).c_str());
    }
    add(101, reject_code::unknown_key, "store_code", "S9");
    EXPECT_EQ(summary.lines(101),
              "\nrow 1: UNKNOWN_PRODUCT, sku \"Z1\" does not exist in product"
              "\nrow 2: UNKNOWN_PRODUCT, sku \"Z2\" does not exist in product"
              "\nrow 3: UNKNOWN_PRODUCT, sku \"Z3\" does not exist in product"
              "\nrows 4, 5, 6 and 94 more: UNKNOWN_PRODUCT, with other values"
              "\nrow 101: UNKNOWN_STORE, store_code \"S9\" does not exist in store");
}

TEST_F(reject_summary_test, a_fourth_text_is_reported_too_when_it_is_the_last) {
    for (int row = 1; row <= 5; ++row) {
        add(row, reject_code::unknown_key, "sku", ("Z" + std::to_string(std::min(row, 4))).c_str());
    }
    EXPECT_TRUE(
        summary.lines(5).ends_with("\nrows 4, 5: UNKNOWN_PRODUCT, sku \"Z4\" does not exist in product"))
        << summary.lines(5);
}

TEST_F(reject_summary_test, days_are_reported_by_their_range) {
    for (const char* day : {"2026-06-03", "2026-06-01", "2026-06-03", "2026-06-10"}) {
        add(1, reject_code::unknown_key, "date", day);
    }
    EXPECT_EQ(summary.lines(4),
              "\nrows 1, 1, 1 and 1 more: UNKNOWN_DATE, 3 days of date do not exist in "
              "calendar, from \"2026-06-01\" to \"2026-06-10\"");
    using namespace std::chrono;
    ASSERT_TRUE(summary.days());
    EXPECT_EQ(summary.days()->first, sys_days(2026y / June / 1));
    EXPECT_EQ(summary.days()->last, sys_days(2026y / June / 10));
    EXPECT_EQ(summary.days()->filled_by, "generate_calendar");
}

TEST_F(reject_summary_test, one_day_is_reported_by_itself) {
    add(7, reject_code::unknown_key, "date", "2026-06-01");
    EXPECT_EQ(summary.lines(1), "\nrow 7: UNKNOWN_DATE, date \"2026-06-01\" does not exist in calendar");
}

// generate_calendar() cannot add these.
TEST_F(reject_summary_test, days_beyond_the_calendar_are_no_range) {
    for (const char* day : {"infinity", "0044-03-15 BC", "12024-01-01", "0000-01-01"}) {
        reject_summary each(sales, 2);
        row_text row{day, "S1", "A", "1", "1", "1"};
        each.add({1, reject_code::unknown_key, 0}, row);
        EXPECT_FALSE(each.days()) << day;
        EXPECT_EQ(each.lines(1),
                  "\nrow 1: UNKNOWN_DATE, date \"" + std::string(day) + "\" does not exist in calendar");
    }
}

TEST_F(reject_summary_test, rows_that_are_not_shown_are_counted) {
    add(1, reject_code::unknown_key, "store_code", "S9");
    add(2, reject_code::unknown_key, "sku", "Z");
    add(3, reject_code::negative_value, "quantity", "-1");
    EXPECT_EQ(summary.lines(5),
              "\nrow 1: UNKNOWN_STORE, store_code \"S9\" does not exist in store"
              "\nrow 2: UNKNOWN_PRODUCT, sku \"Z\" does not exist in product"
              "\nand 3 rows more");
}

}  // namespace
}  // namespace forecast_warehouse::core
