#include "core/orders/order_day.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string_view>

namespace forecast_warehouse::core {
namespace {

using namespace std::chrono;

void expect_day(std::string_view text, year_month_day day) {
    const auto found = read_order_day(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(*found, sys_days(day)) << text;
}

TEST(order_day, reads_three_forms_with_and_without_a_time) {
    for (const std::string_view text :
         {"1/31/13", "1/31/13 20:54", "1/31/13 5:07:09", "1/31/2013", "1/31/2013 20:54",
          "01/31/2013 20:54:01", "2013-01-31", "2013-01-31 20:56:10", " 1/31/13 ", "2013-01-31T20:56:10Z"}) {
        expect_day(text, year{2013} / January / 31);
    }
}

TEST(order_day, reads_years_of_two_digits_as_1970_to_2069) {
    expect_day("1/1/13", year{2013} / January / 1);
    expect_day("12/31/69", year{2069} / December / 31);
    expect_day("1/1/70", year{1970} / January / 1);
    expect_day("2/29/12", year{2012} / February / 29);
}

TEST(order_day, refuses_other_forms_and_days_that_do_not_exist) {
    for (const std::string_view text :
         {"", " ", "31/1/2013", "13/1/13", "2/29/13", "1.31.2013", "1/31", "1/31/013", "20130131",
          "1/31/13 25:00", "1/31/13 x", "today", "infinity", "0/1/13", "1/0/13"}) {
        EXPECT_FALSE(read_order_day(text)) << text;
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
