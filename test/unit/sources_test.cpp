#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/failure.hpp"
#include "core/sources/moment_format.hpp"
#include "core/sources/number_format.hpp"
#include "core/sources/source_options.hpp"
#include "core/text.hpp"

namespace {

using namespace forecast_warehouse::core;

std::optional<std::string> number(std::string_view cell, const number_format& format = {}) {
    number_text read;
    return read_number(cell, format, read)
               ? std::optional<std::string>(std::string(read.text.data(), read.size))
               : std::nullopt;
}

std::optional<std::string> moment_of(bool right, const moment& found) {
    return right ? std::optional<std::string>(fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}",
                                                          found.year, found.month, found.day, found.hour,
                                                          found.minute, found.second, found.microsecond))
                 : std::nullopt;
}

std::optional<std::string> read(const char* pattern, std::string_view cell) {
    moment found;
    const bool right = moment_format(pattern).read(cell, found);
    return moment_of(right, found);
}

std::optional<std::string> iso(std::string_view cell) {
    moment found;
    const bool right = read_iso_moment(cell, found);
    return moment_of(right, found);
}

TEST(sources, trims_blanks_and_invisible_characters) {
    EXPECT_EQ(trim_invisible("  a b \t\r\n", true), "a b");
    EXPECT_EQ(trim_invisible("\xEF\xBB\xBF\xC2\xA0S1\xE2\x80\x8B\xE3\x80\x80", true), "S1");
    EXPECT_EQ(trim_invisible("\xC2\xA0", true), "");
    EXPECT_EQ(trim_invisible("", true), "");
    EXPECT_EQ(trim_invisible("\xC3\xA9", true), "\xC3\xA9");
    EXPECT_EQ(trim_invisible(" \xC2\xA0 ", false), "\xC2\xA0");
    EXPECT_EQ(trim_invisible("\x80\x80\x80", true), "\x80\x80\x80");
}

TEST(sources, reads_numbers_as_the_server_writes_them) {
    EXPECT_EQ(number("12"), "12");
    EXPECT_EQ(number("-2.50"), "-2.50");
    EXPECT_EQ(number("+7"), "7");
    EXPECT_EQ(number(".5"), "0.5");
    EXPECT_EQ(number("007"), "007");
    for (const char* each : {"", "-", "+", ".", "5.", "1.2.3", "1,5", "1 234", "--1", "1e3", "NA", "$1",
                             "0x1", "1-", "\xD9\xA1"}) {
        EXPECT_EQ(number(each), std::nullopt) << each;
    }
}

TEST(sources, reads_numbers_of_other_countries) {
    const number_format german{',', ".", {"\xE2\x82\xAC", "kg"}};
    EXPECT_EQ(number("1.234,50", german), "1234.50");
    EXPECT_EQ(number("12.345.678", german), "12345678");
    EXPECT_EQ(number("0,90 \xE2\x82\xAC", german), "0.90");
    EXPECT_EQ(number("\xE2\x82\xAC -0,90", german), "-0.90");
    EXPECT_EQ(number("-\xE2\x82\xAC 0,90", german), "-0.90");
    EXPECT_EQ(number("0,293kg", german), "0.293");
    for (const char* each :
         {"1.23", "1234.567", ".123", "1..234", "1.234.56", "1,234.5", "1.", "kg", "k g 1"}) {
        EXPECT_EQ(number(each, german), std::nullopt) << each;
    }
    const number_format french{',', " "};
    EXPECT_EQ(number("1 234,5", french), "1234.5");
    EXPECT_EQ(number("1\xC2\xA0"
                     "234,5",
                     french),
              "1234.5");
    EXPECT_EQ(number("1\xE2\x80\xAF"
                     "234,5",
                     french),
              "1234.5");
    EXPECT_EQ(number("1  234", french), std::nullopt);
}

TEST(sources, knows_short_and_whole_numbers) {
    number_text read;
    ASSERT_TRUE(read_number("-12.50", {}, read));
    EXPECT_TRUE(read.is_short);
    EXPECT_FALSE(read.is_whole);
    EXPECT_EQ(read.scaled, -1250);
    EXPECT_EQ(read.scale, 2);
    ASSERT_TRUE(read_number("3.000", {}, read));
    EXPECT_TRUE(read.is_whole);
    ASSERT_TRUE(read_number("999999999999999999", {}, read));
    EXPECT_TRUE(read.is_short);
    EXPECT_EQ(read.scaled, 999999999999999999);
    ASSERT_TRUE(read_number("1000000000000000000", {}, read));
    EXPECT_FALSE(read.is_short);
    EXPECT_FALSE(read_number(std::string(number_text::longest + 1, '1'), {}, read));
    EXPECT_TRUE(read_number(std::string(number_text::longest, '1'), {}, read));
}

TEST(sources, reads_days_and_times_by_a_format) {
    EXPECT_EQ(read("MM/DD/YY HH24:MI", "08/31/19 22:21"), "2019-08-31 22:21:00.000000");
    EXPECT_EQ(read("DD.MM.YYYY", "29.02.2024"), "2024-02-29 00:00:00.000000");
    EXPECT_EQ(read("FMDD/FMMM/YYYY", "1/2/2024"), "2024-02-01 00:00:00.000000");
    EXPECT_EQ(read("YYYY-MM-DD\"T\"HH24:MI:SS.US", "2024-01-31T18:30:05.28"), "2024-01-31 18:30:05.280000");
    EXPECT_EQ(read("DD-MON-YYYY", "03-mar-2024"), "2024-03-03 00:00:00.000000");
    EXPECT_EQ(read("Month DD, YYYY", "August 03, 2024"), "2024-08-03 00:00:00.000000");
    EXPECT_EQ(read("YYMMDD", "690101"), "2069-01-01 00:00:00.000000");
    EXPECT_EQ(read("YYMMDD", "700101"), "1970-01-01 00:00:00.000000");
    for (const char* each : {"8/31/19 22:21", "08/31/19 24:00", "08/31/19 22:60", "31/08/19 22:21",
                             "02/30/19 22:21", "08/31/19 22:21 ", "08/31/19", "08/31/2019 22:21", ""}) {
        EXPECT_EQ(read("MM/DD/YY HH24:MI", each), std::nullopt) << each;
    }
}

TEST(sources, reads_halves_of_the_day_in_any_spelling) {
    for (const char* each : {"PM", "pm", "P.M.", "p.m.", "p. m.", "Pm"}) {
        EXPECT_EQ(read("YYYY-MM-DD HH12:MI AM", std::string("2024-01-31 06:05 ") + each),
                  "2024-01-31 18:05:00.000000")
            << each;
    }
    EXPECT_EQ(read("YYYY-MM-DD HH12:MI a.m.", "2024-01-31 12:05 am"), "2024-01-31 00:05:00.000000");
    EXPECT_EQ(read("YYYY-MM-DD HH12:MI p.m.", "2024-01-31 12:05 PM"), "2024-01-31 12:05:00.000000");
    EXPECT_EQ(read("YYYY-MM-DD HH12:MI AM", "2024-01-31 13:05 PM"), std::nullopt);
    EXPECT_EQ(read("YYYY-MM-DD HH12:MI AM", "2024-01-31 01:05 xm"), std::nullopt);
}

TEST(sources, reads_the_distance_from_utc) {
    moment found;
    ASSERT_TRUE(moment_format("YYYY-MM-DD HH24:MI TZH:TZM").read("2024-01-31 18:30 -05:30", found));
    EXPECT_TRUE(found.has_offset);
    EXPECT_EQ(found.offset, -(5 * 3600 + 30 * 60));
    ASSERT_TRUE(read_iso_moment("2024-01-31T18:30:00+01", found));
    EXPECT_EQ(found.offset, 3600);
    ASSERT_TRUE(read_iso_moment("2024-01-31 18:30Z", found));
    EXPECT_TRUE(found.has_offset);
    EXPECT_EQ(found.offset, 0);
}

TEST(sources, reads_iso_strictly) {
    EXPECT_EQ(iso("2024-01-31 18:30:05.5"), "2024-01-31 18:30:05.500000");
    for (const char* each : {"2024-01-31", "2024-1-31 18:30", "31.01.2024 18:30", "2024-01-31 18",
                             "2024-01-31 18:30:", "2024-01-31 18:30:05.", "2024-01-31 18:30+",
                             "2024-01-31 18:30 +01", "2024-02-30 18:30"}) {
        EXPECT_EQ(iso(each), std::nullopt) << each;
    }
    moment found;
    EXPECT_TRUE(read_iso_day("2024-12-31", found));
    EXPECT_FALSE(read_iso_day("2024-12-31 00:00", found));
    EXPECT_FALSE(read_iso_day("24-12-31", found));
    EXPECT_FALSE(read_iso_day("0000-12-31", found));
}

TEST(sources, refuses_formats_that_say_too_little) {
    for (const char* each : {"", "MM/YYYY", "YYYY-MM-DD YYYY", "YYYY-MM-DD HH12", "YYYY-MM-DD HH24 AM",
                             "YYYY-MM-DD MI", "YYYY-MM-DD Q", "YYYY-MM-DD\"T", "YYYY-MM-DD HH24 TZM",
                             "YYYY-MM-DD HH24 HH12 AM", "YYYY-MM-DD 7"}) {
        EXPECT_THROW(moment_format{each}, failure) << each;
    }
}

TEST(sources, reads_options) {
    const std::vector<named_option> given{{"decimal_mark", false, true, {","}},
                                          {"strip", true, true, {"kg", "$"}},
                                          {"null_values", false, true, {"NA"}},
                                          {"day_ends_at", false, true, {"04:30"}}};
    const source_options options = read_options(given);
    EXPECT_EQ(options.numbers.decimal_mark, ',');
    EXPECT_EQ(options.numbers.strip.size(), 2U);
    EXPECT_TRUE(means_null("NA", options));
    EXPECT_TRUE(means_null("", options));
    EXPECT_FALSE(means_null("na", options));
    EXPECT_EQ(options.day_ends_at, 270);
}

TEST(sources, refuses_wrong_options) {
    const std::vector<named_option> wrong{
        {"colour", false, true, {"red"}},        {"decimal_mark", false, true, {""}},
        {"decimal_mark", false, true, {"5"}},    {"decimal_mark", true, true, {",", "."}},
        {"grouping_mark", false, true, {"."}},   {"grouping_mark", false, true, {"a"}},
        {"strip", false, true, {"5"}},           {"strip", false, false, {"5"}},
        {"strip", true, true, {"kg", "("}},      {"strip", true, true, {"$", "\u2212"}},
        {"day_ends_at", false, true, {"24:00"}}, {"timestamp_format", false, true, {"YYYY-MM-DD"}},
        {"date_format", false, true, {"YYYY"}},
    };
    for (const named_option& each : wrong) {
        EXPECT_THROW(static_cast<void>(read_options(std::vector{each})), failure) << each.name;
    }
}

TEST(sources, reads_truth_values) {
    bool truth = false;
    EXPECT_TRUE(read_truth("Yes", truth));
    EXPECT_TRUE(truth);
    EXPECT_TRUE(read_truth("0", truth));
    EXPECT_FALSE(truth);
    EXPECT_FALSE(read_truth("maybe", truth));
    EXPECT_FALSE(read_truth("", truth));
}

}  // namespace
