#include "core/load/star.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/load/reject.hpp"

namespace forecast_warehouse::core {
namespace {

using strings = std::vector<std::string>;

strings columns_named_by(const feed& feed) {
    strings names;
    for (const feed_column& column : feed.columns) {
        names.push_back(column.name);
    }
    return names;
}

dimension_list two_dimensions() {
    return std::make_shared<const std::vector<dimension>>(std::vector<dimension>{
        {"channel", "code", value_type::text, "id", value_type::integer, "UNKNOWN_CHANNEL", "channel",
         "all channels", ""},
        {"week", "monday", value_type::date, "monday", value_type::date, "UNKNOWN_WEEK", "", "", ""}});
}

// A feed of targets, with as many columns of its users as are asked for.
feed target_feed(int own_columns) {
    const dimension_list dimensions = two_dimensions();
    feed made{.table = "target",
              .columns = {make_key(dimensions, "week", "week", "week"),
                          make_key(dimensions, "channel", "channel", "channel_id", when_missing::null),
                          {"amount", "amount", value_type::decimal, column_role::amount, when_missing::reject,
                           12, 2}},
              .grain = {0, 1}};
    for (int column = 0; column < own_columns; ++column) {
        const std::string name = "own_" + std::to_string(column);
        made.columns.push_back({name, name, value_type::text, column_role::value, when_missing::keep, 10});
    }
    made.dimensions = dimensions;
    return describe(std::move(made));
}

TEST(star, locks_dimensions_in_one_order) {
    strings tables;
    for (const dimension& each : *sales_star().dimensions) {
        tables.push_back(each.table);
    }
    EXPECT_EQ(tables, (strings{"store", "product", "calendar", "holiday_calendars", "location"}));
    EXPECT_FALSE((*sales_star().dimensions)[3].is_referenced);
    for (const feed& each : feeds()) {
        EXPECT_EQ(each.dimensions, sales_star().dimensions) << each.table;
    }
    EXPECT_EQ(calendar_feed().dimensions, sales_star().dimensions);
}

TEST(star, of_orders_fills_dimensions_first) {
    const std::vector<feed>& all = orders_star().feeds;
    strings tables;
    for (const feed& each : all) {
        tables.push_back(each.table);
        EXPECT_EQ(each.dimensions, orders_star().dimensions) << each.table;
        EXPECT_EQ(find_feed_of_view(each.view), &each);
    }
    EXPECT_EQ(tables, (strings{"location", "channel", "customer", "reseller", "sales_order_line",
                               "product_target", "sales_target"}));
}

// Loads of both stars lock shared dimensions. Two orders would let them wait for each other.
TEST(star, of_orders_locks_shared_dimensions_in_the_order_of_sales) {
    strings shared;
    for (const dimension& each : *orders_star().dimensions) {
        const dimension_list& of_sales = sales_star().dimensions;
        if (std::any_of(of_sales->begin(), of_sales->end(),
                        [&](const dimension& other) { return other.table == each.table; })) {
            shared.push_back(each.table);
        }
    }
    EXPECT_EQ(shared, (strings{"store", "product", "calendar", "location"}));
}

TEST(star, of_orders_derives_the_last_columns_of_a_line) {
    const feed& lines = *find_feed_of_table("sales_order_line");
    EXPECT_EQ(arriving_columns(lines).back().name, "extended_cost");
    EXPECT_EQ(columns_named_by(lines).back(), "profit");
    const feed_column& location =
        lines.columns[static_cast<std::size_t>(key_of_dimension(lines, "location"))];
    ASSERT_EQ(location.from.size(), 3U);
    EXPECT_EQ(location.from.front().column, "location_id");
    EXPECT_GE(key_of_dimension(lines, location.from.back().table), 0);
}

TEST(star, has_series_of_two_dimensions) {
    ASSERT_EQ(sales_star().series.size(), 2U);
    EXPECT_EQ((*sales_star().dimensions)[sales_star().series[0]].table, "store");
    EXPECT_EQ((*sales_star().dimensions)[sales_star().series[1]].table, "product");
}

TEST(star, may_be_described_at_run_time) {
    feed described = target_feed(1000);
    EXPECT_EQ(described.columns.size(), 1003U);
    // A copy owns all that it needs.
    const feed copy = described;
    described = feed{};
    EXPECT_EQ(copy.columns[1].to->table, "channel");
    EXPECT_EQ(column_named(copy, "own_999"), 1002);
    EXPECT_EQ(day_column(copy), 0);

    const row_text row{"2025-01-06", "fax", "-1"};
    EXPECT_EQ(name_of(copy, reject_code::unknown_key, 1), "UNKNOWN_CHANNEL");
    EXPECT_EQ(describe(copy, {1, reject_code::unknown_key, 1}, row),
              R"(channel "fax" does not exist in channel)");
    EXPECT_EQ(name_of(copy, reject_code::unknown_key, 0), "UNKNOWN_WEEK");
    EXPECT_EQ(describe(copy, {1, reject_code::unknown_key, 0}, row),
              R"(week "2025-01-06" does not exist in week)");
    EXPECT_EQ(describe_grain(copy, {"2025-01-06", std::nullopt, "1"}), R"(week "2025-01-06", all channels)");
    row_text wide(1003);
    wide[1002] = "much too long";
    EXPECT_EQ(describe(copy, {1, reject_code::too_long, 1002}, wide),
              R"(own_999 "much too long" is longer than 10 characters)");
}

TEST(star, gives_each_description_a_number) {
    EXPECT_NE(target_feed(1).number, target_feed(1).number);
    EXPECT_NE(feeds()[0].number, feeds()[1].number);
    EXPECT_NE(feeds()[0].number, 0U);
}

TEST(star, has_a_form_of_a_feed_for_each_version) {
    feed made = target_feed(4);
    made.columns[4].since = "2.1";
    made.columns[5].since = "2.1";
    made.columns[6].since = "2.2";
    const feed described = describe(std::move(made));
    ASSERT_EQ(described.older_forms.size(), 2U);
    EXPECT_EQ(columns_named_by(*described.older_forms[0]),
              (strings{"week", "channel", "amount", "own_0", "own_1", "own_2"}));
    EXPECT_EQ(columns_named_by(*described.older_forms[1]), (strings{"week", "channel", "amount", "own_0"}));

    const auto form_of = [&](const strings& columns) -> const feed* {
        return &form_for(described, [&](const feed_column& column) {
            return std::find(columns.begin(), columns.end(), column.name) != columns.end();
        });
    };
    EXPECT_EQ(form_of(columns_named_by(described)), &described);
    EXPECT_EQ(form_of({"own_3"}), &described);
    EXPECT_EQ(form_of({"own_0", "own_2"}), described.older_forms[0].get());
    EXPECT_EQ(form_of({"own_0"}), described.older_forms[1].get());
    EXPECT_EQ(form_of({}), described.older_forms[1].get());
}

TEST(star, refuses_descriptions_that_cannot_work) {
    EXPECT_THROW(make_key(two_dimensions(), "store", "store", "store_id"), std::logic_error);
    feed without_grain = target_feed(0);
    without_grain.grain = {3};
    EXPECT_THROW(describe(without_grain), std::logic_error);
    feed without_dimension = target_feed(0);
    without_dimension.columns[0].to = nullptr;
    EXPECT_THROW(describe(without_dimension), std::logic_error);
    feed later_grain = target_feed(0);
    later_grain.columns[0].since = "2.1";
    EXPECT_THROW(describe(later_grain), std::logic_error);
    feed before_grain = target_feed(1);
    before_grain.grain = {0, 1, 3};
    before_grain.columns[2].since = "2.1";
    EXPECT_THROW(describe(before_grain), std::logic_error);
}

TEST(star, only_lines_of_sales_have_marks_of_sales) {
    for (const feed& each : feeds()) {
        EXPECT_EQ(sale_marks(each).empty(), each.table != "sales_txn") << each.table;
    }
    const feed& lines = *find_feed_of_table("sales_txn");
    const auto named = [&](const char* name) { return column_named(lines, name); };
    const std::vector<std::vector<int>> expected{{named("date"), named("sold_at")},
                                                 {named("sku"), named("total_amount")}};
    EXPECT_EQ(sale_marks(lines), expected);
}

}  // namespace
}  // namespace forecast_warehouse::core
