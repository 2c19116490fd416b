#include "core/near_name.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

const std::vector<std::string> signals{"cpi", "fuel_price", "oil", "oil_price", "snap", "snap_ca"};

TEST(near_name, has_the_fewest_edits) {
    EXPECT_EQ(near_name("snapp", signals), "snap");
    EXPECT_EQ(near_name("fuelprice", signals), "fuel_price");
    EXPECT_EQ(near_name("oil_pirce", signals), "oil_price");
    EXPECT_EQ(near_name("nap", signals), "snap");
}

TEST(near_name, ignores_the_case_of_letters) {
    EXPECT_EQ(near_name("OIL", signals), "oil");
    EXPECT_EQ(near_name("Snap_CA", signals), "snap_ca");
}

TEST(near_name, is_none_where_a_third_differs) {
    EXPECT_EQ(near_name("unemployment", signals), std::nullopt);
    EXPECT_EQ(near_name("oi", signals), std::nullopt);
    EXPECT_EQ(near_name("", signals), std::nullopt);
    EXPECT_EQ(near_name("oil", {}), std::nullopt);
}

TEST(near_name, is_the_first_of_equal_ones) {
    EXPECT_EQ(near_name("abcd", {"abcx", "abcy"}), "abcx");
    EXPECT_EQ(near_name("abcd", {"abxy", "abcy"}), "abcy");
}

}  // namespace
}  // namespace forecast_warehouse::core
