#include "core/column_set.hpp"

#include <set>

#include <gtest/gtest.h>

#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

column_set set_of(const std::set<int>& columns) {
    column_set made;
    for (const int column : columns) {
        made.insert(column);
    }
    return made;
}

TEST(column_set, has_what_was_inserted_however_far) {
    const std::set<int> columns{0, 1, 31, 32, 63, 64, 65, 127, 128, 1599};
    const column_set made = set_of(columns);
    for (int column = 0; column < 2000; ++column) {
        EXPECT_EQ(made.contains(column), columns.contains(column)) << column;
    }
}

TEST(column_set, compares_by_its_columns) {
    EXPECT_EQ(set_of({3, 900}), set_of({900, 3}));
    EXPECT_NE(set_of({3}), set_of({3, 900}));
    column_set shrunk = set_of({3, 900});
    shrunk.erase(900);
    EXPECT_EQ(shrunk, set_of({3}));
    shrunk.erase(3);
    shrunk.erase(700);
    EXPECT_TRUE(shrunk.is_empty());
    EXPECT_EQ(shrunk, column_set());
}

TEST(column_set, all_and_all_but_one) {
    for (const int column : {0, 31, 63, 64, 1599}) {
        EXPECT_TRUE(column_set::all().contains(column));
        EXPECT_FALSE(column_set::all_but(column).contains(column));
        EXPECT_TRUE(column_set::all_but(column).contains(column + 1));
    }
    EXPECT_TRUE(column_set::all().is_all());
    EXPECT_FALSE(column_set::all_but(7).is_all());
    EXPECT_FALSE(column_set::all().is_empty());
    EXPECT_NE(column_set::all(), column_set());
}

// Inserts and erases at random, beside a set of the standard library.
TEST(column_set, does_what_a_set_of_numbers_does) {
    random_stream random = stream(7, 1);
    column_set made;
    std::set<int> expected;
    for (int step = 0; step < 20'000; ++step) {
        const auto column = static_cast<int>(random.below(200));
        if (random.one_in(2)) {
            made.insert(column);
            expected.insert(column);
        } else {
            made.erase(column);
            expected.erase(column);
        }
        ASSERT_EQ(made.contains(column), expected.contains(column));
        ASSERT_EQ(made.is_empty(), expected.empty());
    }
    EXPECT_EQ(made, set_of(expected));
}

TEST(keep_sets, number_each_set_once) {
    keep_sets sets;
    EXPECT_FALSE(sets.some_have(0));
    EXPECT_FALSE(sets.all_have(0));
    EXPECT_EQ(sets.number_of(set_of({40, 2})), 0);
    EXPECT_EQ(sets.number_of(column_set()), 1);
    EXPECT_EQ(sets.number_of(set_of({2, 40})), 0);
    EXPECT_EQ(sets.number_of(set_of({2, 41})), 2);
    EXPECT_EQ(sets.size(), 3U);
    EXPECT_TRUE(sets.set(1).is_empty());
    EXPECT_EQ(sets.numbers_with(2), (std::vector<std::int32_t>{0, 2}));
    EXPECT_EQ(sets.numbers_with(41), (std::vector<std::int32_t>{2}));
    EXPECT_TRUE(sets.numbers_with(3).empty());
    EXPECT_TRUE(sets.some_have(2));
    EXPECT_FALSE(sets.all_have(2));
}

TEST(keep_sets, have_the_columns_that_all_rows_leave_out) {
    keep_sets sets;
    sets.number_of(set_of({2, 3}));
    sets.number_of(set_of({3, 100}));
    EXPECT_TRUE(sets.all_have(3));
    EXPECT_FALSE(sets.all_have(2));
    EXPECT_FALSE(sets.all_have(100));
    EXPECT_TRUE(sets.some_have(100));
}

}  // namespace
}  // namespace forecast_warehouse::core
