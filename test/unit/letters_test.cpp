#include "core/letters.hpp"

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "core/failure.hpp"

namespace forecast_warehouse::core {
namespace {

// An encoding of ASCII and one letter more.
std::optional<std::string> with_u_umlaut(char32_t letter) {
    return letter == U'ü' ? std::optional<std::string>("\xFC") : std::nullopt;
}

std::optional<std::string> ascii_only(char32_t /*letter*/) {
    return std::nullopt;
}

std::string refusal_of(const std::string& statement) {
    try {
        (void)write_statement(statement, ascii_only);
    } catch (const failure& refused) {
        return refused.what();
    }
    return "taken";
}

TEST(letters, leaves_ascii_alone) {
    const auto written = write_statement("SELECT 'it''s'\n, 2", ascii_only);
    EXPECT_EQ(written.text, "SELECT 'it''s'\n, 2");
    EXPECT_EQ(written.replaced_lines, 0);
}

TEST(letters, writes_escapes_in_the_encoding) {
    const auto written = write_statement("'G\\u00FCemes', '\\U000000FC'", with_u_umlaut);
    EXPECT_EQ(written.text,
              "'G\xFC"
              "emes', '\xFC'");
    EXPECT_EQ(written.replaced_lines, 0);
}

TEST(letters, counts_lines_with_base_letters) {
    const auto written = write_statement("'\\u010D \\u0101'\n'\\u00FC'\n'\\u00E9\\u010D'", with_u_umlaut);
    EXPECT_EQ(written.text, "'c a'\n'\xFC'\n'ec'");
    EXPECT_EQ(written.replaced_lines, 2);
}

TEST(letters, names_section_signs) {
    EXPECT_EQ(write_statement("'\\u00A7 7, \\u00A7\\u00A7 8-9 \\u00A7'", ascii_only).text,
              "'sec. 7, secs. 8-9 sec.'");
}

TEST(letters, writes_other_scripts_in_base_letters) {
    EXPECT_EQ(write_statement("'\\u0416 \\u65E5 \\u03B1'", ascii_only).text, "'Z ri a'");
    EXPECT_EQ(write_statement("'\\U0001D11E'", ascii_only).text, "'?'");
}

// A base letter must not end the string that it is in.
TEST(letters, keeps_strings_closed) {
    EXPECT_EQ(write_statement("'King\\u2019s'", ascii_only).text, "'King''s'");
    EXPECT_EQ(write_utf8("King’s", ascii_only)->text, "King's");
}

TEST(letters, refuses_what_is_no_escape) {
    EXPECT_EQ(refusal_of("'\\n'"), "invalid Unicode escape at character 2: \"\\n'\"");
    EXPECT_EQ(refusal_of("'\\u00F"), "invalid Unicode escape at character 2: \"\\u00F\"");
    EXPECT_EQ(refusal_of("'\\u00Fx'"), "invalid Unicode escape at character 2: \"\\u00Fx'\"");
    EXPECT_EQ(refusal_of("\\"), "invalid Unicode escape at character 1: \"\\\"");
    EXPECT_NE(refusal_of("'\\uD800'"), "taken");
    EXPECT_NE(refusal_of("'\\U00110000'"), "taken");
    EXPECT_NE(refusal_of("'\\u0027'"), "taken");
}

TEST(letters, leaves_names_in_the_encoding_as_they_are) {
    EXPECT_EQ(write_statement("INSERT INTO \"\xC9t\xE9\".t VALUES ('\\u00FC')", with_u_umlaut).text,
              "INSERT INTO \"\xC9t\xE9\".t VALUES ('\xFC')");
    EXPECT_EQ(write_statement("\"Été\"", ascii_only).text, "\"Été\"");
}

TEST(letters, writes_utf8_in_the_encoding) {
    EXPECT_EQ(write_utf8("Güemes č", with_u_umlaut)->text,
              "G\xFC"
              "emes c");
    EXPECT_EQ(write_utf8("Güemes č", with_u_umlaut)->replaced_lines, 1);
    EXPECT_EQ(write_utf8("Güemes", with_u_umlaut)->replaced_lines, 0);
}

TEST(letters, leaves_what_is_not_utf8) {
    EXPECT_FALSE(write_utf8("plain", ascii_only).has_value());
    EXPECT_FALSE(write_utf8("", ascii_only).has_value());
    EXPECT_FALSE(write_utf8("G\xFC"
                            "emes",
                            with_u_umlaut)
                     .has_value());
    EXPECT_FALSE(write_utf8("ü\xFC", with_u_umlaut).has_value());
}

}  // namespace
}  // namespace forecast_warehouse::core
