#include "core/feed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace forecast_warehouse::core {
namespace {

std::vector<std::string> names_of(const feed& feed) {
    std::vector<std::string> names;
    for (const feed_column& column : feed.columns) {
        names.emplace_back(column.name);
    }
    return names;
}

std::vector<std::string> grain_of(const feed& feed) {
    std::vector<std::string> names;
    for (const int column : feed.grain) {
        names.emplace_back(feed.columns[static_cast<std::size_t>(column)].name);
    }
    return names;
}

const feed& feed_named(const char* table) {
    const feed* found = find_feed_of_table(table);
    EXPECT_NE(found, nullptr) << table;
    return *found;
}

using strings = std::vector<std::string>;

TEST(feed, columns_are_those_of_the_contract) {
    EXPECT_EQ(names_of(feed_named("store")), (strings{"code", "name", "region", "city", "store_type"}));
    EXPECT_EQ(names_of(feed_named("product")),
              (strings{"sku", "name", "category", "brand", "base_price", "base_cost"}));
    EXPECT_EQ(names_of(feed_named("sales_daily")),
              (strings{"date", "store_code", "sku", "quantity", "unit_price", "total_amount"}));
    EXPECT_EQ(names_of(feed_named("price_history")),
              (strings{"sku", "store_code", "price", "valid_from", "valid_to"}));
    EXPECT_EQ(names_of(feed_named("promotion")), (strings{"sku", "store_code", "name", "discount_pct",
                                                          "discount_amount", "start_date", "end_date"}));
    EXPECT_EQ(names_of(feed_named("inventory_snapshot_daily")),
              (strings{"date", "store_code", "sku", "on_hand_qty", "on_order_qty", "is_stockout"}));
}

TEST(feed, grains_are_those_of_the_contract) {
    EXPECT_EQ(grain_of(feed_named("store")), (strings{"code"}));
    EXPECT_EQ(grain_of(feed_named("product")), (strings{"sku"}));
    EXPECT_EQ(grain_of(feed_named("sales_daily")), (strings{"date", "store_code", "sku"}));
    EXPECT_EQ(grain_of(feed_named("price_history")), (strings{"sku", "store_code", "valid_from"}));
    EXPECT_EQ(grain_of(feed_named("promotion")), (strings{"sku", "store_code", "name", "start_date"}));
    EXPECT_EQ(grain_of(feed_named("inventory_snapshot_daily")), (strings{"date", "store_code", "sku"}));
}

TEST(feed, dimensions_come_before_the_facts_that_refer_to_them) {
    strings tables;
    for (const feed& each : feeds()) {
        tables.emplace_back(each.table);
    }
    EXPECT_EQ(tables, (strings{"store", "product", "sales_daily", "price_history", "promotion",
                               "inventory_snapshot_daily"}));
}

TEST(feed, is_found_by_its_table_and_by_its_view) {
    for (const feed& each : feeds()) {
        EXPECT_EQ(each.view, std::string(each.table) + "_feed");
        EXPECT_EQ(find_feed_of_table(each.table), &each);
        EXPECT_EQ(find_feed_of_view(each.view), &each);
        EXPECT_EQ(find_feed_of_view(each.table), nullptr);
        EXPECT_EQ(find_feed_of_table(each.view), nullptr);
    }
    for (const char* other : {"", "Store", "stor", "stores", "calendar", "calendar_feed", "load_batch"}) {
        EXPECT_EQ(find_feed_of_table(other), nullptr) << other;
        EXPECT_EQ(find_feed_of_view(other), nullptr) << other;
    }
}

TEST(feed, columns_are_found_by_name_and_by_role) {
    const feed& sales = feed_named("sales_daily");
    for (std::size_t place = 0; place < sales.columns.size(); ++place) {
        EXPECT_EQ(column_named(sales, sales.columns[place].name), static_cast<int>(place));
    }
    EXPECT_EQ(column_named(sales, "store_id"), -1);
    EXPECT_EQ(column_named(sales, ""), -1);
    EXPECT_EQ(column_with_role(sales, column_role::date_key), 0);
    EXPECT_EQ(column_with_role(sales, column_role::store_key), 1);
    EXPECT_EQ(column_with_role(sales, column_role::product_key), 2);
    EXPECT_EQ(column_with_role(sales, column_role::quantity), 3);
    EXPECT_EQ(column_with_role(sales, column_role::window_start), -1);
    EXPECT_EQ(column_with_role(feed_named("promotion"), column_role::share), 3);
}

TEST(feed, calendar_comes_with_and_without_its_holidays) {
    EXPECT_EQ(names_of(calendar_feed(false)), (strings{"date", "day_of_week", "month", "quarter", "year"}));
    EXPECT_EQ(names_of(calendar_feed(true)),
              (strings{"date", "day_of_week", "month", "quarter", "year", "is_holiday", "holiday_name"}));
    for (const bool with_holidays : {false, true}) {
        const feed& calendar = calendar_feed(with_holidays);
        EXPECT_EQ(calendar.table, "calendar");
        EXPECT_TRUE(calendar.view.empty());
        EXPECT_EQ(grain_of(calendar), (strings{"date"}));
        EXPECT_FALSE(calendar.surrogate);
        EXPECT_FALSE(calendar.summable);
        EXPECT_FALSE(calendar.windowed);
    }
}

TEST(feed, limits_are_sensible) {
    for (const feed& each : feeds()) {
        for (const feed_column& column : each.columns) {
            SCOPED_TRACE(std::string(each.table) + "." + std::string(column.name));
            if (column.type == value_type::decimal) {
                EXPECT_GT(column.limit, column.scale);
                EXPECT_GT(column.scale, 0);
                EXPECT_LE(column.limit, 18);  // totals are added up in 64 bits
            } else {
                EXPECT_EQ(column.scale, 0);
            }
            const bool looked_up =
                column.role == column_role::store_key || column.role == column_role::product_key;
            EXPECT_EQ(column.limit > 0,
                      column.type == value_type::decimal || (column.type == value_type::text && !looked_up));
        }
    }
}

TEST(feed, names_do_not_repeat) {
    for (const feed& each : feeds()) {
        std::set<std::string_view> names;
        std::set<std::string_view> targets;
        for (const feed_column& column : each.columns) {
            names.insert(column.name);
            targets.insert(column.target);
        }
        EXPECT_EQ(names.size(), each.columns.size()) << each.table;
        EXPECT_EQ(targets.size(), each.columns.size()) << each.table;
    }
}

// A grain column must be there, but for the store of a chain-wide window; all others may change.
TEST(feed, grain_columns_are_required) {
    for (const feed& each : feeds()) {
        for (const int place : each.grain) {
            const feed_column& column = each.columns[static_cast<std::size_t>(place)];
            const bool whole_chain = each.windowed && column.role == column_role::store_key;
            EXPECT_EQ(column.missing, whole_chain ? when_missing::null : when_missing::reject)
                << each.table << "." << column.name;
        }
    }
}

TEST(feed, windows_start_last_in_their_grain_and_end) {
    for (const feed& each : feeds()) {
        const int start = column_with_role(each, column_role::window_start);
        const int end = column_with_role(each, column_role::window_end);
        EXPECT_EQ(each.windowed, start >= 0) << each.table;
        EXPECT_EQ(each.windowed, end >= 0) << each.table;
        if (each.windowed) {
            EXPECT_EQ(each.grain.back(), start) << each.table;
            EXPECT_EQ(std::count(each.grain.begin(), each.grain.end(), end), 0) << each.table;
        }
    }
}

TEST(feed, quantities_are_what_can_be_summed) {
    for (const feed& each : feeds()) {
        EXPECT_EQ(each.summable, column_with_role(each, column_role::quantity) >= 0) << each.table;
    }
    EXPECT_TRUE(feed_named("sales_daily").summable);
    EXPECT_TRUE(feed_named("inventory_snapshot_daily").summable);
}

// A statement's columns that were left out are kept in the bits of a positive 32-bit number.
TEST(feed, columns_are_few_enough_for_a_mask) {
    for (const feed& each : feeds()) {
        EXPECT_LE(each.columns.size(), 30U) << each.table;
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
