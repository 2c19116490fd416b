#include "core/versions.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/load/star.hpp"
#include "core/staging.hpp"

namespace forecast_warehouse::core {
namespace {

using strings = std::vector<std::string>;
using string_set = std::set<std::string>;

// The numbers of a version: 1.10 is {1, 10}, and comes after 1.9.
std::vector<int> numbers_of(std::string_view name) {
    std::vector<int> numbers;
    const char* at = name.data();
    const char* const end = at + name.size();
    while (at < end) {
        int number = -1;
        const auto [next, error] = std::from_chars(at, end, number);
        EXPECT_EQ(error, std::errc()) << name;
        EXPECT_TRUE(next == end || *next == '.') << name;
        numbers.push_back(number);
        at = next == end ? end : next + 1;
    }
    return numbers;
}

strings columns_of(const requirement& requirement) {
    return {requirement.columns.begin(), requirement.columns.end()};
}

// The tables of which a step demands something.
string_set tables_of(const edge& edge, requirement_kind kind) {
    string_set tables;
    for (const requirement& each : edge.requirements) {
        if (each.kind == kind) {
            EXPECT_TRUE(tables.insert(std::string(each.table)).second) << each.table << " twice";
        }
    }
    return tables;
}

const edge& edge_between(const char* from, const char* to) {
    const edge* found = find_edge(from, to);
    EXPECT_NE(found, nullptr) << from << " to " << to;
    return *found;
}

// Runs a check on every step that there is.
template <class Check>
void for_each_edge(Check check) {
    for (const version& from : versions()) {
        for (const version& to : versions()) {
            if (const edge* found = find_edge(from.name, to.name)) {
                SCOPED_TRACE(std::string(from.name) + " to " + std::string(to.name));
                check(*found);
            }
        }
    }
}

TEST(versions, are_those_of_the_contract) {
    strings names;
    for (const version& each : versions()) {
        names.emplace_back(each.name);
    }
    EXPECT_EQ(names, (strings{"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}));
}

TEST(versions, come_oldest_first) {
    const auto all = versions();
    for (std::size_t index = 1; index < all.size(); ++index) {
        EXPECT_LT(numbers_of(all[index - 1].name), numbers_of(all[index].name)) << all[index].name;
    }
}

// The description of a version is shown in a column, beside others.
TEST(versions, say_what_they_bring_in_a_line) {
    string_set lines;
    for (const version& each : versions()) {
        EXPECT_FALSE(each.brings.empty()) << each.name;
        EXPECT_EQ(each.brings.find('\n'), std::string_view::npos) << each.name;
        EXPECT_NE(each.brings.back(), '.') << each.name;
        lines.emplace(each.brings);
    }
    EXPECT_EQ(lines.size(), versions().size());
}

TEST(versions, are_found_by_their_names) {
    for (const version& each : versions()) {
        EXPECT_EQ(find_version(each.name), &each);
        EXPECT_EQ(find_version(std::string(each.name)), &each);
    }
    for (const char* other : {"", "1", "1.", "1.0.0", "01.0", " 1.0", "1.0 ", "1.10", "2.0", "unpackaged"}) {
        EXPECT_EQ(find_version(other), nullptr) << other;
    }
}

// Each version by one step from the one before it, and back; no step goes further.
TEST(versions, neighbours_have_a_step_each_way_and_others_none) {
    const auto all = versions();
    for (std::size_t from = 0; from < all.size(); ++from) {
        for (std::size_t to = 0; to < all.size(); ++to) {
            const edge* found = find_edge(all[from].name, all[to].name);
            const bool neighbours = from + 1 == to || to + 1 == from;
            EXPECT_EQ(found != nullptr, neighbours) << all[from].name << " to " << all[to].name;
            if (found != nullptr) {
                EXPECT_EQ(found->from, all[from].name);
                EXPECT_EQ(found->to, all[to].name);
            }
        }
    }
    for (const char* other : {"", "1", "0.9", "1.9", "2.0"}) {
        EXPECT_EQ(find_edge("1.0", other), nullptr) << other;
        EXPECT_EQ(find_edge(other, "1.1"), nullptr) << other;
    }
}

TEST(versions, requirements_name_as_many_columns_as_they_need) {
    for_each_edge([](const edge& edge) {
        for (const requirement& each : edge.requirements) {
            SCOPED_TRACE(std::string(each.table));
            const strings columns = columns_of(each);
            switch (each.kind) {
                case requirement_kind::no_dependents:
                case requirement_kind::fits_integer:
                case requirement_kind::whole_numbers:
                case requirement_kind::not_negative:
                    EXPECT_EQ(columns.size(), 1U);
                    break;
                case requirement_kind::unique:
                case requirement_kind::drops_columns:
                case requirement_kind::free_columns:
                case requirement_kind::no_nulls:
                    EXPECT_FALSE(columns.empty());
                    break;
                case requirement_kind::unaltered:
                    EXPECT_FALSE(columns.empty());
                    EXPECT_FALSE(each.checks.empty());
                    for (const std::string_view column : each.defaults) {
                        EXPECT_NE(std::find(columns.begin(), columns.end(), column), columns.end()) << column;
                    }
                    break;
                case requirement_kind::no_users:
                case requirement_kind::free_name:
                case requirement_kind::may_drop_rows:
                    EXPECT_TRUE(columns.empty());
                    break;
            }
            EXPECT_EQ(string_set(columns.begin(), columns.end()).size(), columns.size());
            for (const std::string& column : columns) {
                EXPECT_FALSE(column.empty());
            }
        }
    });
}

TEST(versions, requirements_speak_of_tables_that_there_are) {
    for_each_edge([](const edge& edge) {
        for (const requirement& each : edge.requirements) {
            const bool is_view = each.kind == requirement_kind::no_users;
            EXPECT_TRUE(
                each.kind == requirement_kind::free_name || find_feed_of_table(each.table) != nullptr ||
                each.table == "sales_rollup" || each.table == "load_batch" || each.table == "holiday_rule" ||
                each.table == "holiday_date" || each.table == "feature_set" || each.table == "source" ||
                each.table == "name_alias" || each.table == "order_rollup" || each.table == "customization" ||
                each.table == "adoption" || std::ranges::count(staging_tables, each.table) == 1 ||
                (is_view && (find_feed_of_view(each.table) != nullptr || each.table == "sales_exogenous")))
                << each.table;
        }
    });
}

// A table that a step drops has no requirement but the permission to drop it.
TEST(versions, dropped_tables_need_nothing_else) {
    for_each_edge([](const edge& edge) {
        const string_set dropped = tables_of(edge, requirement_kind::may_drop_rows);
        for (const requirement& each : edge.requirements) {
            // A table that keeps its rows loses values alone.
            const bool keeps = each.kind == requirement_kind::drops_columns;
            if (each.kind != requirement_kind::may_drop_rows && !keeps) {
                EXPECT_EQ(dropped.count(std::string(each.table)), 0U) << each.table;
            }
        }
    });
}

TEST(versions, up_to_1_1_asks_for_one_window_per_first_day) {
    const edge& up = edge_between("1.0", "1.1");
    EXPECT_EQ(tables_of(up, requirement_kind::unique), (string_set{"price_history", "promotion"}));
    for (const requirement& each : up.requirements) {
        if (each.kind == requirement_kind::unique && each.table == "price_history") {
            EXPECT_EQ(columns_of(each), (strings{"product_id", "store_id", "valid_from"}));
        } else if (each.kind == requirement_kind::unique) {
            EXPECT_EQ(columns_of(each), (strings{"product_id", "store_id", "name", "start_date"}));
        }
    }
}

// A window's natural key is the grain of its feed.
TEST(versions, unique_columns_are_the_grain_of_their_feed) {
    for_each_edge([](const edge& edge) {
        for (const requirement& each : edge.requirements) {
            if (each.kind != requirement_kind::unique) {
                continue;
            }
            const feed* feed = find_feed_of_table(each.table);
            ASSERT_NE(feed, nullptr) << each.table;
            strings grain;
            for (const int index : feed->grain) {
                grain.emplace_back(feed->columns[static_cast<std::size_t>(index)].target);
            }
            EXPECT_EQ(columns_of(each), grain) << each.table;
        }
    });
}

// Ids change their type up and down, and views on them are refused in both directions.
TEST(versions, ids_that_become_large_must_be_small_again) {
    const string_set facts{"sales_daily", "price_history", "promotion", "inventory_snapshot_daily"};
    const edge& up = edge_between("1.0", "1.1");
    const edge& down = edge_between("1.1", "1.0");
    EXPECT_EQ(tables_of(up, requirement_kind::no_dependents), facts);
    EXPECT_EQ(tables_of(down, requirement_kind::no_dependents), facts);
    EXPECT_EQ(tables_of(down, requirement_kind::fits_integer), facts);
    EXPECT_TRUE(tables_of(up, requirement_kind::fits_integer).empty());
    for (const edge* each : {&up, &down}) {
        for (const requirement& requirement : each->requirements) {
            if (requirement.kind == requirement_kind::no_dependents ||
                requirement.kind == requirement_kind::fits_integer) {
                EXPECT_EQ(columns_of(requirement), (strings{"id"})) << requirement.table;
            }
        }
    }
}

TEST(versions, down_to_1_0_drops_what_1_1_brought) {
    EXPECT_EQ(tables_of(edge_between("1.1", "1.0"), requirement_kind::may_drop_rows),
              (string_set{"sales_txn", "weather_daily", "traffic_daily", "sales_rollup"}));
    EXPECT_TRUE(tables_of(edge_between("1.1", "1.0"), requirement_kind::unique).empty());
    EXPECT_TRUE(tables_of(edge_between("1.0", "1.1"), requirement_kind::may_drop_rows).empty());
}

TEST(versions, down_to_1_2_drops_what_was_noted_of_feature_tables) {
    EXPECT_EQ(tables_of(edge_between("1.3", "1.2"), requirement_kind::may_drop_rows),
              (string_set{"feature_set"}));
    EXPECT_TRUE(edge_between("1.2", "1.3").requirements.empty());
}

TEST(versions, down_to_1_3_drops_returns_and_sources_and_refuses_discounts) {
    const edge& down = edge_between("1.4", "1.3");
    EXPECT_EQ(tables_of(down, requirement_kind::may_drop_rows), (string_set{"sales_returns", "source"}));
    EXPECT_EQ(tables_of(down, requirement_kind::not_negative), (string_set{"sales_txn"}));
    EXPECT_TRUE(tables_of(edge_between("1.3", "1.4"), requirement_kind::may_drop_rows).empty());
    EXPECT_TRUE(tables_of(edge_between("1.3", "1.4"), requirement_kind::not_negative).empty());
}

TEST(versions, down_to_1_4_drops_files_and_orders) {
    string_set dropped = tables_of(edge_between("1.5", "1.4"), requirement_kind::may_drop_rows);
    EXPECT_EQ(dropped.size(), 23U);
    EXPECT_TRUE(dropped.contains("staging_channel"));
    EXPECT_TRUE(dropped.contains("staging_targetdataproduct"));
    EXPECT_TRUE(dropped.contains("reseller"));
    EXPECT_TRUE(dropped.contains("name_alias"));
    EXPECT_TRUE(dropped.contains("order_rollup"));
    // Stores and products lose columns alone.
    dropped.erase("store");
    dropped.erase("product");
    const string_set made = tables_of(edge_between("1.4", "1.5"), requirement_kind::free_name);
    EXPECT_TRUE(std::ranges::includes(made, dropped));
    for (const feed& each : orders_star().feeds) {
        EXPECT_TRUE(made.contains(each.view)) << each.view;
        EXPECT_TRUE(dropped.contains(each.table)) << each.table;
    }
}

TEST(versions, down_to_1_6_drops_the_columns_that_1_7_adds) {
    const edge& up = edge_between("1.6", "1.7");
    const edge& down = edge_between("1.7", "1.6");
    const string_set changed{"store", "product", "promotion", "sales_txn"};
    EXPECT_EQ(tables_of(up, requirement_kind::free_columns), changed);
    EXPECT_EQ(tables_of(down, requirement_kind::drops_columns), changed);
    string_set lost = tables_of(down, requirement_kind::may_drop_rows);
    EXPECT_TRUE(std::ranges::includes(lost, changed));
    EXPECT_TRUE(lost.contains("store_day"));
    EXPECT_TRUE(tables_of(up, requirement_kind::free_name).contains("store_day_feed"));
}

TEST(versions, only_a_step_that_drops_rows_may_lose_data) {
    EXPECT_FALSE(may_lose_data(edge_between("1.0", "1.1")));
    EXPECT_TRUE(may_lose_data(edge_between("1.1", "1.0")));
    for_each_edge([](const edge& edge) {
        EXPECT_EQ(may_lose_data(edge), !tables_of(edge, requirement_kind::may_drop_rows).empty());
    });

    const std::string_view id[] = {"id"};
    const requirement harmless[] = {{requirement_kind::no_dependents, "a", id},
                                    {requirement_kind::unique, "b", id},
                                    {requirement_kind::fits_integer, "c", id}};
    const requirement harmful[] = {{requirement_kind::unique, "a", id},
                                   {requirement_kind::may_drop_rows, "b", {}}};
    EXPECT_FALSE(may_lose_data({"1", "2", {}}));
    EXPECT_FALSE(may_lose_data({"1", "2", harmless}));
    EXPECT_TRUE(may_lose_data({"1", "2", harmful}));
}

}  // namespace
}  // namespace forecast_warehouse::core
