#include "core/text.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

// The same text so many times over.
std::string repeat(const std::string& text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

TEST(text, leaves_short_text_alone) {
    EXPECT_EQ(cut_utf8("", 0), "");
    EXPECT_EQ(cut_utf8("", 5), "");
    EXPECT_EQ(cut_utf8("abc", 5), "abc");
    EXPECT_EQ(cut_utf8("abc", 3), "abc");
}

TEST(text, cuts_at_the_limit) {
    EXPECT_EQ(cut_utf8("abc", 2), "ab");
    EXPECT_EQ(cut_utf8("abc", 1), "a");
    EXPECT_EQ(cut_utf8("abc", 0), "");
}

TEST(text, counts_characters_of_two_three_and_four_bytes_as_one) {
    EXPECT_EQ(cut_utf8("äöü", 3), "äöü");
    EXPECT_EQ(cut_utf8("äöü", 2), "äö");
    EXPECT_EQ(cut_utf8("äöü", 1), "ä");
    EXPECT_EQ(cut_utf8("春節祭", 2), "春節");
    EXPECT_EQ(cut_utf8("🎄🎁🎅", 2), "🎄🎁");
    EXPECT_EQ(cut_utf8("aä春🎄z", 4), "aä春🎄");
    EXPECT_EQ(cut_utf8("aä春🎄z", 3), "aä春");
    EXPECT_EQ(cut_utf8("aä春🎄z", 2), "aä");
}

TEST(text, keeps_every_limit_of_a_hundred) {
    for (const std::string& unit : {std::string{"x"}, std::string{"ß"}, std::string{"€"}, std::string{"🎄"}}) {
        EXPECT_EQ(cut_utf8(repeat(unit, 99), 100), repeat(unit, 99));
        EXPECT_EQ(cut_utf8(repeat(unit, 100), 100), repeat(unit, 100));
        EXPECT_EQ(cut_utf8(repeat(unit, 101), 100), repeat(unit, 100));
    }
}

TEST(text, does_not_part_a_letter_from_its_accent) {
    const std::string accented = "e\u0301";  // one letter to a reader, two characters to varchar
    EXPECT_EQ(cut_utf8("caf" + accented, 5), "caf" + accented);
    EXPECT_EQ(cut_utf8("caf" + accented + "s", 5), "caf" + accented);
    EXPECT_EQ(cut_utf8("caf" + accented + "s", 4), "caf");
    EXPECT_EQ(cut_utf8("caf" + accented + "s", 3), "caf");
    EXPECT_EQ(cut_utf8("xo\u0323\u0302n", 3), "x");  // two marks on one letter
}

TEST(text, does_not_part_joined_characters) {
    const std::string family = "👩\u200D👧";
    EXPECT_EQ(cut_utf8("x" + family + "y", 4), "x" + family);
    EXPECT_EQ(cut_utf8("x" + family + "y", 3), "x");
    EXPECT_EQ(cut_utf8("x" + family + "y", 2), "x");
    EXPECT_EQ(cut_utf8("x❤\uFE0Fy", 2), "x");   // a variation selector
    EXPECT_EQ(cut_utf8("x👍🏽y", 2), "x");  // a skin tone
    EXPECT_EQ(cut_utf8("x👍🏽y", 3), "x👍🏽");
}

TEST(text, cuts_a_group_that_is_longer_than_the_limit) {
    EXPECT_EQ(cut_utf8("e\u0301\u0302\u0303", 2), "e\u0301");
    EXPECT_EQ(cut_utf8("e\u0301", 1), "e");
}

TEST(text, stays_inside_text_that_is_not_utf8) {
    const std::string stray = "ab\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80zz";
    EXPECT_EQ(cut_utf8(stray, 2), stray.substr(0, 14));
    const std::string endless = std::string{'\xF0'}.append(40, '\x80');
    EXPECT_EQ(cut_utf8(endless + "z", 1), endless);
    EXPECT_EQ(cut_utf8("\xF0", 1), "\xF0");
    EXPECT_EQ(cut_utf8("a\xF0", 1), "a");
    EXPECT_EQ(cut_utf8("\xFF\xFF\xFF", 2), "\xFF\xFF");
    EXPECT_EQ(cut_utf8("\x80\x80", 1), "\x80\x80");
}

TEST(text, joins_names_in_their_order) {
    EXPECT_EQ(join_names({}, 100), "");
    EXPECT_EQ(join_names({"Easter Monday"}, 100), "Easter Monday");
    EXPECT_EQ(join_names({"Labour Day", "Ascension"}, 100), "Labour Day / Ascension");
    EXPECT_EQ(join_names({"c", "a", "b"}, 100), "c / a / b");
    EXPECT_EQ(join_names({"", "a", ""}, 100), " / a / ");
}

TEST(text, cuts_joined_names_at_the_limit) {
    const std::string first(60, 'a');
    const std::string second(60, 'b');
    EXPECT_EQ(join_names({first, second}, 100), first + " / " + std::string(37, 'b'));
    EXPECT_EQ(join_names({std::string(99, 'a'), second}, 100), std::string(99, 'a') + " ");
    EXPECT_EQ(join_names({repeat("é", 60), repeat("🎄", 60)}, 100), repeat("é", 60) + " / " + repeat("🎄", 37));
    EXPECT_EQ(join_names({"ab", "cd"}, 7), "ab / cd");
    EXPECT_EQ(join_names({"ab", "cd"}, 6), "ab / c");
}

TEST(text, counts_one_and_many) {
    EXPECT_EQ(counted(1, "row"), "1 row");
    EXPECT_EQ(counted(0, "row"), "0 rows");
    EXPECT_EQ(counted(2, "row"), "2 rows");
    EXPECT_EQ(counted(11, "grain"), "11 grains");
    EXPECT_EQ(counted(21, "id"), "21 ids");
    EXPECT_EQ(counted(std::numeric_limits<std::int64_t>::max(), "row"), "9223372036854775807 rows");
}

// Two bytes a character, as in EUC_JP for most.
std::size_t measure_pairs(std::string_view text, std::size_t max_characters) {
    return std::min(text.size(), 2 * max_characters);
}

TEST(cut_text, asks_the_measure_of_the_encoding) {
    EXPECT_EQ(cut_text("x\xC3\xA4y", 2), "x\xC3\xA4");
    set_text_measure(measure_pairs);
    EXPECT_EQ(cut_text("\xC6\xFC\xCB\xDC\xC6\xFC", 2), "\xC6\xFC\xCB\xDC");
    EXPECT_EQ(join_names({"\xC6\xFC", "\xCB\xDC"}, 1), "\xC6\xFC");
    set_text_measure([](std::string_view, std::size_t) { return in_utf8; });
    EXPECT_EQ(cut_text("x\xC3\xA4y", 2), "x\xC3\xA4");
    set_text_measure(nullptr);
}

TEST(shorten, says_that_something_is_left_out) {
    EXPECT_EQ(shorten("abc", 3), "abc");
    EXPECT_EQ(shorten("abcd", 3), "abc...");
    EXPECT_EQ(shorten("", 3), "");
}

TEST(text, quoted_values_show_what_is_hidden) {
    EXPECT_EQ(quoted("S1 "), "\"S1 \"");
    EXPECT_EQ(quoted(""), "\"\"");
    EXPECT_EQ(quoted("Z\u00FCrich \u20AC \U0001F600"), "\"Z\u00FCrich \u20AC \U0001F600\"");
    EXPECT_EQ(quoted("a\nrow 2: b\t\x7F"), "\"a\\x0Arow 2: b\\x09\\x7F\"");
    EXPECT_EQ(quoted("A\u00A0"), "\"A\\u00A0\"");
    EXPECT_EQ(quoted("\uFEFFA\u200B"), "\"\\uFEFFA\\u200B\"");
    EXPECT_EQ(quoted("\u202Etxt"), "\"\\u202Etxt\"");
}

}  // namespace
}  // namespace forecast_warehouse::core
