#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/failure.hpp"
#include "core/sources/csv_line.hpp"
#include "core/sources/file_shape.hpp"
#include "core/sources/source_options.hpp"

namespace {

using namespace forecast_warehouse::core;

std::vector<std::string> split(std::string_view line, char delimiter = ',') {
    csv_line splitter(delimiter);
    if (!splitter.split(line)) {
        return {"open"};
    }
    return {splitter.cells().begin(), splitter.cells().end()};
}

using texts = std::vector<std::string>;

TEST(csv_line, splits_at_the_delimiter) {
    EXPECT_EQ(split("a,b,c"), (texts{"a", "b", "c"}));
    EXPECT_EQ(split(""), (texts{""}));
    EXPECT_EQ(split(","), (texts{"", ""}));
    EXPECT_EQ(split("a,"), (texts{"a", ""}));
    EXPECT_EQ(split(" a ; b", ';'), (texts{" a ", " b"}));
    EXPECT_EQ(split("a\tb,c", '\t'), (texts{"a", "b,c"}));
}

// The same answers as those of COPY ... WITH (FORMAT csv).
TEST(csv_line, reads_quotes_as_copy_does) {
    EXPECT_EQ(split(R"("a,b",c)"), (texts{"a,b", "c"}));
    EXPECT_EQ(split(R"("a ""b""",c)"), (texts{R"(a "b")", "c"}));
    EXPECT_EQ(split(R"("")"), (texts{""}));
    EXPECT_EQ(split(R"("""")"), (texts{R"(")"}));
    EXPECT_EQ(split(R"(a"b,c"d,e)"), (texts{"ab,cd", "e"}));
    EXPECT_EQ(split(R"("a"b,"c")"), (texts{"ab", "c"}));
    EXPECT_EQ(split("\"a\nb\",c"), (texts{"a\nb", "c"}));
    EXPECT_EQ(split(R"("a,b)"), (texts{"open"}));
    EXPECT_EQ(split(R"(a,"b"")"), (texts{"open"}));
}

TEST(file_shape, finds_names_by_patterns) {
    EXPECT_TRUE(fits_pattern("d_1802", "d_*"));
    EXPECT_TRUE(fits_pattern("d_", "d_*"));
    EXPECT_FALSE(fits_pattern("id", "d_*"));
    EXPECT_FALSE(fits_pattern("D_1", "d_*"));
    EXPECT_TRUE(fits_pattern("abab", "*ab"));
    EXPECT_TRUE(fits_pattern("axxbxxc", "a*b*c"));
    EXPECT_FALSE(fits_pattern("axxbxx", "a*b*c"));
    EXPECT_TRUE(fits_pattern("", "*"));
    EXPECT_TRUE(fits_pattern("plain", "plain"));
    EXPECT_FALSE(fits_pattern("plain", "plai"));
}

const unpivot days{{"d_*"}, "d", "quantity", true};

std::string refusal(const texts& columns, const unpivot& wide, std::optional<char> delimiter = {}) {
    try {
        static_cast<void>(file_shape(columns, wide, delimiter));
    } catch (const failure& error) {
        return error.what();
    }
    return "accepted";
}

TEST(file_shape, has_a_row_for_each_value) {
    const file_shape shape({"id", "d_1", "store", "d_2"}, days, {});
    EXPECT_TRUE(shape.is_wide());
    EXPECT_FALSE(shape.takes_lines());
    EXPECT_EQ(shape.given(), (texts{"id", "d_1", "store", "d_2"}));
    EXPECT_EQ(shape.rows(), (texts{"id", "store", "d", "quantity"}));
    const wide_layout layout = shape.layout();
    EXPECT_EQ(layout.shared, (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(layout.values, (std::vector<std::size_t>{1, 3}));
    EXPECT_EQ(layout.names, (texts{"d_1", "d_2"}));
}

TEST(file_shape, takes_lines_where_a_view_has_not_the_columns) {
    EXPECT_TRUE(file_shape({"id", "d_*"}, days, {}).takes_lines());
    EXPECT_TRUE(file_shape({"id", "d_1"}, days, ';').takes_lines());
    texts columns{"id"};
    for (int day = 1; day < 1600; ++day) {
        columns.push_back(fmt::format("d_{}", day));
    }
    EXPECT_FALSE(file_shape(columns, days, {}).takes_lines());
    columns.emplace_back("d_1600");
    const file_shape shape(columns, days, {});
    EXPECT_TRUE(shape.takes_lines());
    EXPECT_EQ(shape.given(), (texts{"line"}));
    EXPECT_EQ(shape.rows(), (texts{"id", "d", "quantity"}));
}

std::string header_of(const texts& columns, const std::vector<std::string_view>& header) {
    try {
        const wide_layout layout = file_shape(columns, days, ',').layout_of(header);
        return fmt::format("{} {} {}", fmt::join(layout.shared, "+"), fmt::join(layout.values, "+"),
                           fmt::join(layout.names, "+"));
    } catch (const failure& error) {
        return error.sqlstate() + " " + error.what();
    }
}

TEST(file_shape, compares_the_header) {
    EXPECT_EQ(header_of({"id", "d_*", "x"}, {"id", "d_1", "d_2", "x"}), "0+3 1+2 d_1+d_2");
    EXPECT_EQ(header_of({"id", "d_1", "d_2"}, {"id", "d_1", "d_2"}), "0 1+2 d_1+d_2");
    EXPECT_EQ(header_of({"id", "d_1", "d_2"}, {"id", "d_2", "d_1"}),
              R"(22P04 column name mismatch in header line field 2: got "d_2", expected "d_1")");
    EXPECT_EQ(header_of({"id", "d_*", "x"}, {"id", "x"}),
              R"(22P04 column name mismatch in header line field 2: got "x", expected "d_*")");
    EXPECT_EQ(header_of({"id", "d_*"}, {"id"}),
              R"(22P04 column name mismatch in header line field 2: got none, expected "d_*")");
    EXPECT_EQ(header_of({"id", "d_*"}, {"id", "d_1", "y"}), "22P04 header line has 3 fields, expected 2");
    EXPECT_EQ(header_of({"id", "d_*"}, {"id", "d_1", "d_1"}),
              R"(22P04 column name "d_1" comes twice in the header line)");
    // A column that the source names ends the columns of a pattern.
    EXPECT_EQ(header_of({"id", "d_*", "d_x"}, {"id", "d_1", "d_x"}), "0 1+2 d_1+d_x");
}

TEST(file_shape, refuses_what_cannot_be_loaded) {
    EXPECT_EQ(refusal({"id", "n"}, days), R"(no column fits "d_*" of unpivot)");
    EXPECT_EQ(refusal({"d", "d_1"}, days), R"(column name "d" comes twice)");
    EXPECT_EQ(refusal({"id", "d_1"}, {{"d_*"}, "q", "q", true}), R"(column name "q" comes twice)");
    EXPECT_EQ(refusal({"id", "id", "d_1"}, days), R"(column name "id" comes twice)");
    EXPECT_EQ(refusal({"", "d_1"}, days), R"(column name "" must have 1 to 63 bytes)");
    EXPECT_EQ(refusal({"id", "d_1"}, days, ';'), "accepted");
    EXPECT_THROW(file_shape({"id"}, {}, ';'), failure);
    EXPECT_THROW(file_shape({}, {}, {}), failure);
    EXPECT_THROW(file_shape(texts(1601, "x"), {}, {}), failure);
}

source_options with_unpivot(std::vector<named_option> members) {
    return read_options(std::vector{named_option{"unpivot", false, false, {"{}"}, std::move(members)}});
}

TEST(source_options, reads_unpivot) {
    const named_option columns{"columns", true, true, {"d_*", "e"}};
    const named_option name{"name", false, true, {"d"}};
    const named_option value{"value", false, true, {"q"}};
    const auto read = with_unpivot({columns, name, value}).wide;
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->columns, (texts{"d_*", "e"}));
    EXPECT_EQ(read->name, "d");
    EXPECT_EQ(read->value, "q");
    EXPECT_TRUE(read->keeps_zeros);
    EXPECT_FALSE(with_unpivot({columns, name, value, {"zeros", false, true, {"skip"}}}).wide->keeps_zeros);
    EXPECT_THROW(with_unpivot({columns, name}), failure);
    EXPECT_THROW(with_unpivot({columns, name, value, {"zeros", false, true, {"drop"}}}), failure);
    EXPECT_THROW(with_unpivot({columns, name, value, {"colour", false, true, {"red"}}}), failure);
    EXPECT_THROW(read_options(std::vector{named_option{"unpivot", false, true, {"d_*"}}}), failure);
    EXPECT_THROW(read_options(std::vector{named_option{"delimiter", false, true, {"ab"}}}), failure);
    EXPECT_THROW(read_options(std::vector{named_option{"delimiter", false, true, {"\""}}}), failure);
    EXPECT_EQ(read_options(std::vector{named_option{"delimiter", false, true, {"\t"}}}).delimiter, '\t');
}

}  // namespace
