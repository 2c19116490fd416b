#include "core/holidays/rule.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "holiday_support.hpp"

namespace forecast_warehouse::core {
namespace {

// The message of the failure that parse_rule() throws, or an empty text.
std::string mistake(const std::string& text) {
    return refusal([&] { static_cast<void>(parse_rule(text)); });
}

TEST(holiday_rule, reads_every_kind) {
    EXPECT_TRUE(std::holds_alternative<omit_rule>(parse_rule("omit")));
    EXPECT_TRUE(std::holds_alternative<between_rule>(parse_rule("between_holidays not_on(sun)")));
    EXPECT_TRUE(std::holds_alternative<weekly_rule>(parse_rule("weekly(fri,sat) from(2006-09-01)")));
    EXPECT_EQ(std::get<include_rule>(parse_rule("include: DE-BY ")).calendar, "DE-BY");
    EXPECT_EQ(std::get<include_rule>(parse_rule("include:Our shops")).calendar, "Our shops");
    for (const char* text : {"07-04",
                             "02-29",
                             "11#4thu",
                             "05#-1mon",
                             "mon<05-25",
                             "mon<=05-25",
                             "mon>05-25",
                             "mon>=05-25",
                             "sun~12-25",
                             "sun<easter-2",
                             "easter",
                             "orthodox+1",
                             "hebrew:tishrei-01",
                             "hebrew:adar_i-14",
                             "islamic:dhu_al_hijjah-10",
                             "islamic_civil:rabi_i-12",
                             "chinese:01-01",
                             "dangi:08-15-1*3",
                             "sun:0@+9",
                             "sun:15@+8",
                             "sun:90@-4",
                             "sun:90@+5:30",
                             "sun:90",
                             "11#4thu+1",
                             "12-24..01-06",
                             "easter-2..easter+1",
                             "01-01*2",
                             "01-20 every(4,1937)",
                             "07-04 on(mon,tue)",
                             "07-04 not_on(sat)",
                             "07-04 from(2006-09-01)",
                             "07-04 until(2006-09-01)",
                             "07-04 move(sat-1,sun+1)",
                             "07-04 also(sun>,sat>>)",
                             "07-04 move(sat-1) also(sun+1)"}) {
        EXPECT_EQ(mistake(text), "") << text;
        EXPECT_TRUE(std::holds_alternative<yearly_rule>(parse_rule(text))) << text;
    }
}

TEST(holiday_rule, parses_each_piece) {
    const auto rule =
        std::get<yearly_rule>(parse_rule("mon>=11#-1thu-3+2*5 every(2,2001) also(sat-1,sun>>)"));
    const auto& anchor = std::get<nth_weekday>(rule.first.anchor);
    EXPECT_EQ(anchor.month, std::chrono::November);
    EXPECT_EQ(anchor.n, -1);
    EXPECT_EQ(anchor.weekday, std::chrono::Thursday);
    EXPECT_EQ(rule.first.offset, -3);
    ASSERT_TRUE(rule.first.search);
    EXPECT_EQ(rule.first.search->weekday, std::chrono::Monday);
    EXPECT_EQ(rule.first.search->where, direction::on_or_after);
    EXPECT_EQ(rule.first.search->offset, 2);
    EXPECT_EQ(rule.length, 5);
    EXPECT_EQ(rule.filter.every->length, 2);
    EXPECT_EQ(rule.filter.every->year, 2001);
    EXPECT_EQ(rule.shifts.at(std::chrono::Saturday.c_encoding())->days, -1);
    EXPECT_TRUE(rule.shifts.at(std::chrono::Saturday.c_encoding())->keeps_base);
    EXPECT_EQ(rule.shifts.at(std::chrono::Sunday.c_encoding())->kind, shift_kind::next_day_without_holiday);
    EXPECT_FALSE(rule.shifts.at(std::chrono::Monday.c_encoding()));
}

TEST(holiday_rule, counts_months_and_zones) {
    const auto anchor_of = [](const char* text) {
        return std::get<yearly_rule>(parse_rule(text)).first.anchor;
    };
    EXPECT_EQ(std::get<month_day>(anchor_of("hebrew:adar-14")).month, 7);
    EXPECT_EQ(std::get<month_day>(anchor_of("islamic:shawwal-01")).month, 10);
    EXPECT_EQ(std::get<sun_day>(anchor_of("sun:90@-3:30")).from_utc, std::chrono::minutes{-210});
    EXPECT_EQ(std::get<sun_day>(anchor_of("sun:90+1")).from_utc, std::chrono::minutes{0});
}

TEST(holiday_rule, takes_spaces_between_pieces) {
    const auto rule = std::get<yearly_rule>(parse_rule("  mon < 05-25 + 1 * 2  also ( sat - 1 , sun >> ) "));
    EXPECT_EQ(rule.first.offset, 1);
    EXPECT_EQ(rule.length, 2);
    EXPECT_EQ(mistake("12-24 .. 01-06"), "");
    EXPECT_EQ(mistake("sun : 15 @ + 8"), "");
}

TEST(holiday_rule, says_where_a_mistake_is) {
    EXPECT_EQ(mistake("11#4th"),
              "expected a weekday (mon, tue, wed, thu, fri, sat, sun) at character 5 of \"11#4th\"");
    EXPECT_EQ(mistake("13-01"), "expected a month of 2 digits, 01 to 12 at character 1 of \"13-01\"");
    EXPECT_EQ(mistake("02-30"), "expected a day that exists at character 1 of \"02-30\"");
    EXPECT_EQ(mistake("7-04"), "expected a month of 2 digits, 01 to 12 at character 1 of \"7-04\"");
    EXPECT_EQ(mistake("07/04"),
              "expected \"-\" and a day, or \"#\" and a weekday at character 3 of \"07/04\"");
    EXPECT_EQ(mistake("mon=05-25"), "expected <, <=, >, >= or ~ at character 4 of \"mon=05-25\"");
    EXPECT_EQ(mistake("11#6thu"), "expected a count from 1 to 5 at character 4 of \"11#6thu\"");
    EXPECT_EQ(mistake("11#0thu"), "expected a count from 1 to 5 at character 4 of \"11#0thu\"");
    EXPECT_EQ(mistake("easter+400"),
              "expected a count of days from 0 to 366 at character 8 of \"easter+400\"");
    EXPECT_EQ(mistake("sun:360"), "expected degrees from 0 to 359 at character 5 of \"sun:360\"");
    EXPECT_EQ(mistake("sun:0@9"), "expected \"-\" at character 7 of \"sun:0@9\"");
    EXPECT_EQ(mistake("07-04 from(2006-02-29)"),
              "expected a day that exists at character 12 of \"07-04 from(2006-02-29)\"");
    EXPECT_EQ(mistake("07-04 also(sat1)"),
              "expected + or - and a count of days, > or >> at character 15 of \"07-04 also(sat1)\"");
    EXPECT_EQ(mistake("07-04 also(sat+0)"),
              "expected a count of days from 1 to 100 at character 16 of \"07-04 also(sat+0)\"");
    EXPECT_EQ(mistake("07-04 off"),
              "expected the end, or a condition or shift (every, on, not_on, from, until, estimated, move, "
              "also) at character 7 of "
              "\"07-04 off\"");
    EXPECT_EQ(mistake("omit 1"), "expected the end at character 6 of \"omit 1\"");
    EXPECT_EQ(mistake("include:"), "expected the name of a calendar at character 9 of \"include:\"");
    EXPECT_EQ(mistake("weekly(sat) on(sat)"),
              "expected the end or a limit (from, until) at character 13 of \"weekly(sat) on(sat)\"");
    EXPECT_EQ(mistake("between_holidays move(sun+1)"),
              "expected the end or a condition (every, on, not_on, from, until) at character 18 of "
              "\"between_holidays move(sun+1)\"");
}

TEST(holiday_rule, names_what_it_could_have_been) {
    EXPECT_EQ(
        mistake(""),
        "expected a day (such as 07-04, 11#4thu, mon<05-25, easter or islamic:shawwal-01) at character 1 "
        "of \"\"");
    EXPECT_EQ(
        mistake("eastern"),
        "expected a day (such as 07-04, 11#4thu, mon<05-25, easter or islamic:shawwal-01) at character 1 "
        "of \"eastern\"");
    EXPECT_NE(mistake("hebrew:nissan-15").find("a month (tishrei, heshvan, kislev"), std::string::npos);
    EXPECT_NE(mistake("hebrew:nissan-15").find("at character 8"), std::string::npos);
    EXPECT_NE(mistake("mon<tue<05-25").find("at character 5"), std::string::npos);
}

TEST(holiday_rule, refuses_the_same_thing_twice) {
    EXPECT_EQ(mistake("07-04 on(mon) on(tue)"),
              "the same condition or shift twice at character 15 of \"07-04 on(mon) on(tue)\"");
    EXPECT_EQ(mistake("07-04 also(mon+1) also(tue+1)"),
              "the same condition or shift twice at character 19 of \"07-04 also(mon+1) also(tue+1)\"");
    EXPECT_EQ(mistake("07-04 move(sat-1) also(sat+1)"),
              "a second shift of the same weekday at character 24 of \"07-04 move(sat-1) also(sat+1)\"");
}

TEST(holiday_rule, counts_characters_and_not_bytes) {
    EXPECT_NE(mistake("07-04 é").find("at character 7"), std::string::npos);
    EXPECT_EQ(mistake("include:Läden"), "");
    EXPECT_NE(mistake("ééé").find("at character 1 "), std::string::npos);
    EXPECT_EQ(mistake("include:" + std::string(192, 'x')), "");
    EXPECT_EQ(mistake("include:" + std::string(193, 'x')),
              "a rule must have at most 200 characters, not 201");
}

TEST(holiday_rule, is_refused_with_a_hint_and_the_class_of_bad_text) {
    try {
        static_cast<void>(parse_rule("11#4th"));
        FAIL();
    } catch (const failure& refused) {
        EXPECT_EQ(refused.sqlstate(), "22P02");
        EXPECT_NE(refused.hint().find("doc/holidays.md"), std::string::npos);
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
