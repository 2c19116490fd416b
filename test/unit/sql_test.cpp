#include "core/sql.hpp"

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

TEST(sql, qualifies_an_operator_and_puts_it_in_parentheses) {
    EXPECT_EQ(sql::eq("a.id", "$1"), "(a.id OPERATOR(pg_catalog.=) $1)");
    EXPECT_EQ(sql::ne("a", "b"), "(a OPERATOR(pg_catalog.<>) b)");
    EXPECT_EQ(sql::lt("a", "b"), "(a OPERATOR(pg_catalog.<) b)");
    EXPECT_EQ(sql::le("a", "b"), "(a OPERATOR(pg_catalog.<=) b)");
    EXPECT_EQ(sql::gt("a", "b"), "(a OPERATOR(pg_catalog.>) b)");
    EXPECT_EQ(sql::ge("a", "b"), "(a OPERATOR(pg_catalog.>=) b)");
    EXPECT_EQ(sql::divide("a", "b"), "(a OPERATOR(pg_catalog./) b)");
}

TEST(sql, keeps_the_precedence_of_nested_expressions) {
    EXPECT_EQ(sql::gt("4", sql::add("1", "2")), "(4 OPERATOR(pg_catalog.>) (1 OPERATOR(pg_catalog.+) 2))");
    EXPECT_EQ(sql::multiply(sql::subtract("a", "b"), "c"),
              "((a OPERATOR(pg_catalog.-) b) OPERATOR(pg_catalog.*) c)");
}

TEST(sql, asks_for_a_value_of_an_array) {
    EXPECT_EQ(sql::eq_any("s.id", "$3"), "(s.id OPERATOR(pg_catalog.=) ANY ($3))");
}

TEST(sql, asks_for_a_range_with_both_ends) {
    EXPECT_EQ(sql::between("f.date", "$1", "$2"),
              "(f.date OPERATOR(pg_catalog.>=) $1 AND f.date OPERATOR(pg_catalog.<=) $2)");
}

TEST(sql, joins_conditions_and_leaves_out_empty_ones) {
    EXPECT_EQ(sql::all_of({"a", "", "b"}), "a AND b");
    EXPECT_EQ(sql::all_of({"", "a"}), "a");
    EXPECT_EQ(sql::all_of({}), "");
}

}  // namespace
}  // namespace forecast_warehouse::core
