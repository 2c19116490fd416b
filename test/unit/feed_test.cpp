#include "core/load/star.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace forecast_warehouse::core {
namespace {

std::vector<std::string> names_of(std::span<const feed_column> columns) {
    std::vector<std::string> names;
    for (const feed_column& column : columns) {
        names.emplace_back(column.name);
    }
    return names;
}

std::vector<std::string> names_of(const feed& feed) {
    return names_of(feed.columns);
}

std::vector<std::string> grain_of(const feed& feed) {
    std::vector<std::string> names;
    for (const int column : feed.grain) {
        names.emplace_back(feed.columns[static_cast<std::size_t>(column)].name);
    }
    return names;
}

// The table that a column is a key of; nothing where it is none.
std::string dimension_of(const feed& feed, std::string_view column) {
    const auto& to = feed.columns[static_cast<std::size_t>(column_named(feed, column))].to;
    return to == nullptr ? "" : to->table;
}

const feed& feed_named(const char* table) {
    const feed* found = find_feed_of_table(table);
    EXPECT_NE(found, nullptr) << table;
    return *found;
}

using strings = std::vector<std::string>;

TEST(feed, columns_are_those_of_the_contract) {
    EXPECT_EQ(names_of(feed_named("store")),
              (strings{"code", "name", "region", "city", "store_type", "holiday_calendar", "number",
                       "manager", "location_code", "opened_on", "closed_on"}));
    EXPECT_EQ(names_of(feed_named("product")),
              (strings{"sku", "name", "category", "brand", "base_price", "base_cost", "product_type",
                       "product_type_code", "category_code", "wholesale_price", "launch_date",
                       "discontinue_date", "lifecycle_stage", "pack_size", "subcategory"}));
    EXPECT_EQ(names_of(feed_named("sales_daily")),
              (strings{"date", "store_code", "sku", "quantity", "unit_price", "total_amount"}));
    EXPECT_EQ(names_of(feed_named("price_history")),
              (strings{"sku", "store_code", "price", "valid_from", "valid_to"}));
    EXPECT_EQ(names_of(feed_named("promotion")),
              (strings{"sku", "store_code", "name", "discount_pct", "discount_amount", "start_date",
                       "end_date", "kind"}));
    EXPECT_EQ(names_of(feed_named("inventory_snapshot_daily")),
              (strings{"date", "store_code", "sku", "on_hand_qty", "on_order_qty", "is_stockout"}));
    EXPECT_EQ(names_of(feed_named("sales_txn")),
              (strings{"receipt", "line_no", "sold_at", "store_code", "sku", "quantity", "unit_price",
                       "total_amount", "customer_ref", "channel", "date"}));
    EXPECT_EQ(names_of(feed_named("weather_daily")),
              (strings{"date", "store_code", "temp_min_c", "temp_max_c", "temp_avg_c", "precipitation_mm",
                       "snow_mm", "condition"}));
    EXPECT_EQ(names_of(feed_named("sales_returns")),
              (strings{"date", "store_code", "sku", "reason", "return_quantity", "return_amount"}));
    EXPECT_EQ(names_of(feed_named("traffic_daily")),
              (strings{"date", "store_code", "visits", "transactions"}));
    EXPECT_EQ(names_of(feed_named("store_day")), (strings{"date", "store_code", "is_open", "reason"}));
    EXPECT_EQ(names_of(feed_named("exogenous_signal")),
              (strings{"date", "signal_name", "store_code", "value", "known_ahead"}));
}

// Arriving columns come first, so an index is the same in both. Only the day of a till line does not arrive.
TEST(feed, all_columns_arrive_but_those_that_are_hidden) {
    for (const feed& each : feeds()) {
        SCOPED_TRACE(std::string(each.table));
        const auto arriving = arriving_columns(each);
        EXPECT_EQ(arriving.size(), each.columns.size() - each.hidden);
        EXPECT_EQ(arriving.data(), each.columns.data());
        EXPECT_EQ(each.hidden, each.table == "sales_txn" ? 1U : 0U);
        for (std::size_t position = arriving.size(); position < each.columns.size(); ++position) {
            EXPECT_EQ(each.columns[position].missing, when_missing::derive);
            EXPECT_EQ(std::count(each.grain.begin(), each.grain.end(), static_cast<int>(position)), 0);
        }
    }
    EXPECT_EQ(arriving_columns(calendar_feed()).size(), calendar_feed().columns.size());
    const feed& lines = feed_named("sales_txn");
    EXPECT_EQ(names_of(arriving_columns(lines)),
              (strings{"receipt", "line_no", "sold_at", "store_code", "sku", "quantity", "unit_price",
                       "total_amount", "customer_ref", "channel"}));
    EXPECT_EQ(lines.columns.back().name, "date");
    EXPECT_EQ(dimension_of(lines, "date"), "calendar");
    EXPECT_EQ(lines.columns[static_cast<std::size_t>(column_with_role(lines, column_role::moment))].name,
              "sold_at");
}

// A feed's columns by the names that they have in the table.
TEST(feed, keys_go_into_the_columns_of_ids_and_all_else_keeps_its_name) {
    for (const feed& each : feeds()) {
        for (const feed_column& column : each.columns) {
            const bool has_id = column.to != nullptr && has_surrogate(*column.to);
            EXPECT_EQ(column.target, has_id ? column.to->table + "_id" : column.name)
                << each.table << "." << column.name;
        }
    }
}

TEST(feed, grains_are_those_of_the_contract) {
    EXPECT_EQ(grain_of(feed_named("store")), (strings{"code"}));
    EXPECT_EQ(grain_of(feed_named("product")), (strings{"sku"}));
    EXPECT_EQ(grain_of(feed_named("sales_daily")), (strings{"date", "store_code", "sku"}));
    EXPECT_EQ(grain_of(feed_named("price_history")), (strings{"sku", "store_code", "valid_from"}));
    EXPECT_EQ(grain_of(feed_named("promotion")), (strings{"sku", "store_code", "name", "start_date"}));
    EXPECT_EQ(grain_of(feed_named("inventory_snapshot_daily")), (strings{"date", "store_code", "sku"}));
    EXPECT_EQ(grain_of(feed_named("sales_txn")), (strings{"store_code", "receipt", "line_no"}));
    EXPECT_EQ(grain_of(feed_named("weather_daily")), (strings{"date", "store_code"}));
    EXPECT_EQ(grain_of(feed_named("traffic_daily")), (strings{"date", "store_code"}));
    EXPECT_EQ(grain_of(feed_named("store_day")), (strings{"date", "store_code"}));
    EXPECT_EQ(grain_of(feed_named("sales_returns")), (strings{"date", "store_code", "sku", "reason"}));
    EXPECT_EQ(grain_of(feed_named("exogenous_signal")), (strings{"date", "signal_name", "store_code"}));
}

TEST(feed, dimensions_come_before_the_facts_that_refer_to_them) {
    strings tables;
    for (const feed& each : feeds()) {
        tables.emplace_back(each.table);
    }
    EXPECT_EQ(tables, (strings{"store", "product", "sales_daily", "price_history", "promotion",
                               "inventory_snapshot_daily", "sales_txn", "weather_daily", "traffic_daily",
                               "sales_returns", "store_day", "exogenous_signal"}));
}

TEST(feed, is_found_by_its_table_and_by_its_view) {
    for (const feed& each : feeds()) {
        EXPECT_EQ(each.view, std::string(each.table) + "_feed");
        EXPECT_EQ(find_feed_of_table(each.table), &each);
        EXPECT_EQ(find_feed_of_view(each.view), &each);
        EXPECT_EQ(find_feed_of_view(each.table), nullptr);
        EXPECT_EQ(find_feed_of_table(each.view), nullptr);
    }
    for (const char* other : {"", "Store", "stor", "stores", "calendar", "calendar_feed", "load_batch",
                              "sales_rollup", "schema_versions"}) {
        EXPECT_EQ(find_feed_of_table(other), nullptr) << other;
        EXPECT_EQ(find_feed_of_view(other), nullptr) << other;
    }
}

TEST(feed, columns_are_found_by_name_and_by_role) {
    const feed& sales = feed_named("sales_daily");
    for (std::size_t position = 0; position < sales.columns.size(); ++position) {
        EXPECT_EQ(column_named(sales, sales.columns[position].name), static_cast<int>(position));
    }
    EXPECT_EQ(column_named(sales, "store_id"), -1);
    EXPECT_EQ(column_named(sales, ""), -1);
    EXPECT_EQ(day_column(sales), 0);
    EXPECT_EQ(dimension_of(sales, "date"), "calendar");
    EXPECT_EQ(dimension_of(sales, "store_code"), "store");
    EXPECT_EQ(dimension_of(sales, "sku"), "product");
    EXPECT_EQ(dimension_of(sales, "quantity"), "");
    EXPECT_EQ(column_with_role(sales, column_role::unit_price), 4);
    EXPECT_EQ(column_with_role(sales, column_role::amount), 5);
    EXPECT_EQ(column_with_role(sales, column_role::quantity), 3);
    EXPECT_EQ(column_with_role(sales, column_role::window_start), -1);
    EXPECT_EQ(column_with_role(feed_named("promotion"), column_role::share), 3);
    const feed& lines = feed_named("sales_txn");
    EXPECT_EQ(column_with_role(lines, column_role::dimension_key), 3);
    EXPECT_EQ(column_with_role(lines, column_role::quantity), 5);
    EXPECT_EQ(day_column(lines), 10);
    EXPECT_EQ(day_column(feed_named("store")), -1);
    EXPECT_EQ(column_with_role(feed_named("weather_daily"), column_role::quantity), -1);
    EXPECT_EQ(column_with_role(feed_named("traffic_daily"), column_role::units), 2);
    const feed& stock = feed_named("inventory_snapshot_daily");
    EXPECT_EQ(column_with_role(stock, column_role::units_on_hand), 3);
    EXPECT_EQ(column_with_role(stock, column_role::stockout), 5);
}

TEST(feed, calendar_knows_what_it_was_before_1_2) {
    const strings before{"date", "day_of_week", "month", "quarter", "year", "is_holiday", "holiday_name"};
    strings now = before;
    now.insert(now.end(),
               {"is_weekend", "is_business_day", "days_to_next_holiday", "days_since_last_holiday",
                "prior_year_holiday_date", "fiscal_year", "fiscal_quarter", "fiscal_period", "fiscal_week"});
    EXPECT_EQ(names_of(calendar_feed()), now);
    ASSERT_EQ(calendar_feed().older_forms.size(), 1U);
    EXPECT_EQ(names_of(*calendar_feed().older_forms.front()), before);
    for (const feed* calendar : {&calendar_feed(), calendar_feed().older_forms.front().get()}) {
        EXPECT_EQ(calendar->table, "calendar");
        EXPECT_TRUE(calendar->view.empty());
        EXPECT_EQ(grain_of(*calendar), (strings{"date"}));
        EXPECT_FALSE(calendar->surrogate);
        EXPECT_FALSE(calendar->summable);
        EXPECT_FALSE(calendar->windowed);
    }
}

TEST(feed, stores_had_no_holiday_calendar_before_1_2) {
    ASSERT_EQ(feed_named("store").older_forms.size(), 3U);
    const feed* before = feed_named("store").older_forms.back().get();
    EXPECT_EQ(names_of(*before), (strings{"code", "name", "region", "city", "store_type"}));
    EXPECT_EQ(before->view, "store_feed");
    EXPECT_EQ(grain_of(*before), (strings{"code"}));
}

// The views of stores and products have these columns to this day.
TEST(feed, stores_and_products_had_no_columns_of_orders_before_1_5) {
    EXPECT_EQ(names_of(*feed_named("store").older_forms.at(1)),
              (strings{"code", "name", "region", "city", "store_type", "holiday_calendar"}));
    ASSERT_EQ(feed_named("product").older_forms.size(), 2U);
    EXPECT_EQ(names_of(*feed_named("product").older_forms.back()),
              (strings{"sku", "name", "category", "brand", "base_price", "base_cost"}));
}

// So do the views of promotions and till lines.
TEST(feed, lives_kinds_and_channels_came_with_1_7) {
    EXPECT_EQ(names_of(*feed_named("store").older_forms.front()),
              (strings{"code", "name", "region", "city", "store_type", "holiday_calendar", "number",
                       "manager", "location_code"}));
    EXPECT_EQ(
        names_of(*feed_named("promotion").older_forms.front()),
        (strings{"sku", "store_code", "name", "discount_pct", "discount_amount", "start_date", "end_date"}));
    EXPECT_EQ(names_of(arriving_columns(*feed_named("sales_txn").older_forms.front())),
              (strings{"receipt", "line_no", "sold_at", "store_code", "sku", "quantity", "unit_price",
                       "total_amount", "customer_ref"}));
    EXPECT_EQ(newest_version(feed_named("promotion")), "1.7");
    EXPECT_EQ(newest_version(*feed_named("sales_txn").older_forms.front()), "1.4");
}

TEST(feed, rules_between_values_name_columns_that_there_are) {
    for (const feed& each : feeds()) {
        for (const day_order& days : each.in_order) {
            for (const std::string& day : {days.first, days.last}) {
                const int column = column_named(each, day);
                ASSERT_GE(column, 0) << day;
                EXPECT_EQ(each.columns[static_cast<std::size_t>(column)].type, value_type::date);
            }
        }
        for (const value_need& need : each.needs) {
            const int column = column_named(each, need.column);
            ASSERT_GE(column, 0) << need.column;
            const strings& values = each.columns[static_cast<std::size_t>(column)].values;
            EXPECT_EQ(std::count(values.begin(), values.end(), need.value), 1) << need.value;
            ASSERT_FALSE(need.one_of.empty());
            for (const std::string& name : need.one_of) {
                EXPECT_GE(column_named(each, name), 0) << name;
            }
        }
    }
    EXPECT_EQ(feed_named("store").in_order.size(), 1U);
    EXPECT_EQ(feed_named("product").in_order.size(), 1U);
    EXPECT_EQ(feed_named("promotion").needs.size(), 2U);
}

TEST(feed, quantities_were_integers_before_1_4) {
    const strings quantities{"quantity", "on_hand_qty", "on_order_qty"};
    for (const char* table : {"sales_daily", "inventory_snapshot_daily", "sales_txn"}) {
        SCOPED_TRACE(table);
        // Without the columns of 1.7, which only till lines have.
        const feed& newest = feed_named(table);
        const bool has_newer = newest_version(newest) == "1.7";
        ASSERT_EQ(newest.older_forms.size(), has_newer ? 2U : 1U);
        const feed now = has_newer ? describe(*newest.older_forms.front()) : newest;
        ASSERT_EQ(now.older_forms.size(), 1U);
        const feed& before = *now.older_forms.front();
        EXPECT_EQ(names_of(before), names_of(now));
        for (std::size_t column = 0; column < now.columns.size(); ++column) {
            const bool is_quantity =
                std::count(quantities.begin(), quantities.end(), now.columns[column].name) > 0;
            EXPECT_EQ(now.columns[column].exact, is_quantity);
            EXPECT_EQ(now.columns[column].type == value_type::decimal &&
                          before.columns[column].type == value_type::integer,
                      is_quantity);
            EXPECT_FALSE(before.columns[column].exact);
        }
        EXPECT_EQ(&form_for(now, [](const feed_column&) { return true; }), &now);
        EXPECT_EQ(&form_for(now, [](const feed_column& column) { return column.decimal_since.empty(); }),
                  &before);
    }
}

TEST(feed, money_of_daily_sales_may_be_unknown_since_1_4) {
    for (const feed& each : feeds()) {
        EXPECT_EQ(takes_rows_without_money(each), each.table == "sales_daily") << each.table;
        for (const feed_column& column : each.columns) {
            const bool is_open = each.table == "sales_daily" && is_money(column.role);
            EXPECT_EQ(column.open_since, is_open ? "1.4" : "") << each.table << '.' << column.name;
        }
    }
    const feed& sales = feed_named("sales_daily");
    EXPECT_FALSE(takes_rows_without_money(*sales.older_forms.front()));
    EXPECT_EQ(key_of_dimension(sales, "store"), column_named(sales, "store_code"));
    EXPECT_EQ(key_of_dimension(sales, "product"), column_named(sales, "sku"));
    EXPECT_EQ(key_of_dimension(sales, "promotion"), -1);
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
            const bool looked_up = column.to != nullptr && column.to->is_referenced;
            EXPECT_EQ(column.limit > 0,
                      column.type == value_type::decimal || (column.type == value_type::text && !looked_up));
        }
    }
}

// Returns, discounts and frost.
TEST(feed, only_returns_discounts_temperatures_and_signals_may_be_negative) {
    strings either_sign;
    for (const feed& each : feeds()) {
        for (const feed_column& column : each.columns) {
            if (column.either_sign) {
                either_sign.push_back(std::string(each.table) + "." + std::string(column.name));
                EXPECT_TRUE(column.type == value_type::integer || column.type == value_type::decimal)
                    << either_sign.back();
                EXPECT_EQ(std::count(each.grain.begin(), each.grain.end(),
                                     static_cast<int>(&column - each.columns.data())),
                          0)
                    << either_sign.back();
            }
        }
    }
    EXPECT_EQ(either_sign,
              (strings{"sales_txn.quantity", "sales_txn.unit_price", "sales_txn.total_amount",
                       "weather_daily.temp_min_c", "weather_daily.temp_max_c", "weather_daily.temp_avg_c",
                       "sales_returns.return_amount", "exogenous_signal.value"}));
}

TEST(feed, a_signal_is_known_ahead_in_all_of_its_rows_or_in_none) {
    for (const feed& each : feeds()) {
        EXPECT_EQ(each.shared.has_value(), each.table == "exogenous_signal") << each.table;
    }
    const feed& signals = feed_named("exogenous_signal");
    EXPECT_EQ(signals.shared->name, column_named(signals, "signal_name"));
    EXPECT_EQ(signals.shared->value, column_named(signals, "known_ahead"));
    feed wrong = signals;
    wrong.shared->value = column_named(signals, "value");
    EXPECT_THROW(describe(wrong), std::logic_error);
    wrong.shared = shared_value{-1, column_named(signals, "known_ahead")};
    EXPECT_THROW(describe(wrong), std::logic_error);
}

TEST(feed, limits_are_those_of_the_contract) {
    const auto limits = [](const char* table, const char* name) {
        const feed& feed = feed_named(table);
        const feed_column& column = feed.columns[static_cast<std::size_t>(column_named(feed, name))];
        return std::vector<int>{column.limit, column.scale};
    };
    using pair = std::vector<int>;
    EXPECT_EQ(limits("sales_txn", "receipt"), (pair{50, 0}));
    EXPECT_EQ(limits("sales_txn", "customer_ref"), (pair{50, 0}));
    EXPECT_EQ(limits("sales_txn", "unit_price"), (pair{10, 2}));
    EXPECT_EQ(limits("sales_txn", "total_amount"), (pair{12, 2}));
    for (const char* name : {"temp_min_c", "temp_max_c", "temp_avg_c"}) {
        EXPECT_EQ(limits("weather_daily", name), (pair{5, 2})) << name;
    }
    for (const char* name : {"precipitation_mm", "snow_mm"}) {
        EXPECT_EQ(limits("weather_daily", name), (pair{7, 2})) << name;
    }
    EXPECT_EQ(limits("weather_daily", "condition"), (pair{50, 0}));
}

// Of a day at a store nothing need be known but which day and store it is.
TEST(feed, values_of_weather_and_traffic_are_optional) {
    for (const char* table : {"weather_daily", "traffic_daily"}) {
        const feed& feed = feed_named(table);
        for (std::size_t position = 0; position < feed.columns.size(); ++position) {
            const bool of_grain =
                std::count(feed.grain.begin(), feed.grain.end(), static_cast<int>(position)) > 0;
            EXPECT_EQ(feed.columns[position].missing, of_grain ? when_missing::reject : when_missing::keep)
                << table << "." << feed.columns[position].name;
        }
        EXPECT_EQ(feed.derives, derivation::none) << table;
    }
}

// Before 1.4 a till line had a quantity, and a price that was not negative.
TEST(feed, older_till_lines_are_no_discounts) {
    const feed& lines = feed_named("sales_txn");
    const auto described = [](const feed& form, const char* name) -> const feed_column& {
        return form.columns[static_cast<std::size_t>(column_named(form, name))];
    };
    ASSERT_EQ(lines.older_forms.size(), 2U);
    const feed& older = *lines.older_forms.back();
    EXPECT_TRUE(has_discounts(lines));
    EXPECT_TRUE(has_discounts(*lines.older_forms.front()));
    EXPECT_TRUE(described(lines, "unit_price").either_sign);
    EXPECT_EQ(described(lines, "quantity").missing, when_missing::discount);
    EXPECT_FALSE(has_discounts(older));
    EXPECT_FALSE(described(older, "unit_price").either_sign);
    EXPECT_EQ(described(older, "quantity").missing, when_missing::reject);
    EXPECT_TRUE(described(older, "quantity").either_sign);
    EXPECT_TRUE(described(older, "total_amount").either_sign);
    EXPECT_FALSE(has_discounts(feed_named("sales_daily")));
    EXPECT_FALSE(described(feed_named("sales_daily"), "unit_price").either_sign);
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

// A grain column must be there, except for the store of a chain-wide window and the reason of a return. All
// others may change.
TEST(feed, grain_columns_are_required) {
    for (const feed& each : feeds()) {
        for (const int position : each.grain) {
            const feed_column& column = each.columns[static_cast<std::size_t>(position)];
            const bool whole_chain =
                (each.windowed || each.table == "exogenous_signal") && column.name == "store_code";
            EXPECT_EQ(column.missing, whole_chain               ? when_missing::null
                                      : column.name == "reason" ? when_missing::empty
                                                                : when_missing::reject)
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
        const auto sums = [](const feed_column& column) { return adds_up(column.role); };
        EXPECT_EQ(each.summable, std::any_of(each.columns.begin(), each.columns.end(), sums)) << each.table;
    }
    EXPECT_TRUE(feed_named("sales_daily").summable);
    EXPECT_TRUE(feed_named("inventory_snapshot_daily").summable);
    EXPECT_TRUE(feed_named("sales_txn").summable);
    EXPECT_TRUE(feed_named("traffic_daily").summable);
    EXPECT_TRUE(feed_named("sales_returns").summable);
    EXPECT_FALSE(feed_named("weather_daily").summable);
}

// Amounts are derived where there are prices, and so is what is out of stock.
TEST(feed, derived_values_have_what_they_are_derived_from) {
    for (const feed& each : feeds()) {
        SCOPED_TRACE(std::string(each.table));
        const bool amounts = column_named(each, "unit_price") >= 0 &&
                             column_named(each, "total_amount") >= 0 && column_named(each, "quantity") >= 0;
        EXPECT_EQ(each.derives == derivation::amounts, amounts);
        EXPECT_EQ(each.derives == derivation::stock, column_named(each, "is_stockout") >= 0);
        for (const feed_column& column : arriving_columns(each)) {
            if (column.missing == when_missing::derive) {
                EXPECT_NE(each.derives, derivation::none) << column.name;
            }
        }
    }
    EXPECT_EQ(feed_named("sales_txn").derives, derivation::amounts);
}

}  // namespace
}  // namespace forecast_warehouse::core
