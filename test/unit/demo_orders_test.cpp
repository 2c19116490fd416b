// Made-up orders, and the texts of their files.
#include "core/demo/demo_orders.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "core/demo/demo_order_files.hpp"
#include "core/staging.hpp"
#include "day.hpp"

namespace forecast_warehouse::core {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

demo_order_settings orders_of(int lines, sys_days first, sys_days last, int stores = 6,
                              std::uint64_t seed = 42) {
    return {.lines = lines, .first = first, .last = last, .stores = stores, .seed = seed};
}

// Those that SQL's defaults make.
demo_order_settings usual_orders(std::uint64_t seed = 42) {
    return orders_of(2000, day(2023, 1, 1), day(2024, 12, 31), 6, seed);
}

using table = std::vector<demo_cells>;

table rows_of(const demo_order_files& files, std::string_view name) {
    const auto* found = std::find(staging_tables.begin(), staging_tables.end(), name);
    const auto file = static_cast<std::size_t>(found - staging_tables.begin());
    table rows(static_cast<std::size_t>(files.rows(file)));
    for (std::size_t index = 0; index < rows.size(); ++index) {
        files.row(file, static_cast<int>(index), rows[index]);
    }
    return rows;
}

// FNV-1a over the bytes of all cells, with a zero after each.
std::uint64_t digest_of_files(const demo_order_settings& settings) {
    const demo_order_files files(settings);
    std::uint64_t value = 0xCBF29CE484222325U;
    for (const std::string_view name : staging_tables) {
        for (const demo_cells& row : rows_of(files, name)) {
            for (const std::string& cell : row) {
                for (std::size_t at = 0; at <= cell.size(); ++at) {
                    value = (value ^ static_cast<std::uint8_t>(cell.c_str()[at])) * 0x100000001B3U;
                }
            }
        }
    }
    return value;
}

std::int64_t cents_of(const std::string& text) {
    const std::size_t point = text.find('.');
    if (point == std::string::npos) {
        return std::stoll(text) * 100;
    }
    const std::string fraction = text.substr(point + 1);
    return std::stoll(text.substr(0, point)) * 100 + std::stoll(fraction) * (fraction.size() == 1 ? 10 : 1);
}

std::string refusal_of_orders(const demo_order_settings& settings) {
    try {
        const demo_orders made(settings);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "accepted";
}

TEST(demo_order_settings, refuse_values_outside_their_limits) {
    const sys_days date = day(2024, 1, 1);
    EXPECT_EQ(refusal_of_orders(orders_of(0, date, date)), "lines must be from 1 to 10000000, not 0");
    EXPECT_EQ(refusal_of_orders(orders_of(10000001, date, date)),
              "lines must be from 1 to 10000000, not 10000001");
    EXPECT_EQ(refusal_of_orders(orders_of(1, date, date, 0)), "stores must be from 1 to 10000, not 0");
    EXPECT_EQ(refusal_of_orders(orders_of(1, date, date - days{1})),
              "end_date \"2023-12-31\" is before start_date \"2024-01-01\"");
    EXPECT_EQ(refusal_of_orders(orders_of(1, day(1999, 12, 31), day(2000, 1, 1))),
              "start_date must be from 2000-01-01 to 2069-12-31, not 1999-12-31");
    EXPECT_EQ(refusal_of_orders(orders_of(1, day(2069, 12, 31), day(2070, 1, 1))),
              "end_date must be from 2000-01-01 to 2069-12-31, not 2070-01-01");
    EXPECT_EQ(refusal_of_orders(orders_of(1, day(2000, 1, 1), day(2000, 1, 1), 10000)), "accepted");
    EXPECT_EQ(refusal_of_orders(orders_of(1, day(2069, 12, 31), day(2069, 12, 31), 1)), "accepted");
}

TEST(demo_order_settings, refuse_orders_and_rows_that_do_not_exist) {
    const demo_order_files files(usual_orders());
    demo_cells cells;
    EXPECT_THROW((void)files.orders().order(-1), std::out_of_range);
    EXPECT_THROW((void)files.orders().order(2000), std::out_of_range);
    EXPECT_THROW((void)files.rows(12), std::out_of_range);
    EXPECT_THROW((void)demo_order_files::columns(12), std::out_of_range);
    EXPECT_THROW(files.row(0, 5, cells), std::out_of_range);
    EXPECT_THROW(files.row(0, -1, cells), std::out_of_range);
}

TEST(demo_orders, reach_each_day_and_are_in_no_order_of_time) {
    const demo_orders orders(usual_orders());
    std::set<sys_days> reached;
    int earlier = 0;
    for (int number = 0; number < 2000; ++number) {
        const sys_days date = orders.order(number).date;
        ASSERT_LE(day(2023, 1, 1), date);
        ASSERT_LE(date, day(2024, 12, 31));
        reached.insert(date);
        earlier += number > 0 && date < orders.order(number - 1).date ? 1 : 0;
    }
    EXPECT_EQ(reached.size(), 731U);
    EXPECT_GT(earlier, 500);
}

TEST(demo_orders, repeat_every_29th) {
    const demo_orders orders(usual_orders());
    const auto parts = [&](int number) {
        const demo_order order = orders.order(number);
        return std::tuple{order.date,    order.channel,  order.party,       order.party_index,
                          order.product, order.quantity, order.amount_cents};
    };
    for (int number = 28; number < 2000; number += 29) {
        ASSERT_EQ(parts(number), parts(number - 1));
    }
    EXPECT_NE(parts(1), parts(0));
    EXPECT_NE(parts(29), parts(28));
}

TEST(demo_orders, one_line_one_day_and_one_store_are_enough) {
    const demo_order_files files(orders_of(1, day(2024, 2, 29), day(2024, 2, 29), 1));
    EXPECT_EQ(files.orders().order(0).date, day(2024, 2, 29));
    EXPECT_EQ(rows_of(files, "staging_targetdatachannel").size(), 6U);
    EXPECT_EQ(rows_of(files, "staging_targetdataproduct").size(), 24U);
}

TEST(demo_order_files, have_a_cell_for_each_column) {
    const demo_order_files files(usual_orders());
    const std::vector<int> rows{5, 2, 12, 24, 4, 10, 4, 6, 2000, 2000, 22, 48};
    demo_cells cells;
    for (std::size_t file = 0; file < staging_tables.size(); ++file) {
        ASSERT_EQ(files.rows(file), rows[file]) << staging_tables.at(file);
        const std::vector<demo_column> columns = demo_order_files::columns(file);
        std::set<std::string> names;
        for (const demo_column& column : columns) {
            names.insert(column.name);
        }
        EXPECT_EQ(names.size(), columns.size());
        for (int index = 0; index < files.rows(file); ++index) {
            files.row(file, index, cells);
            ASSERT_EQ(cells.size(), columns.size()) << staging_tables.at(file);
            for (std::size_t column = 0; column < cells.size(); ++column) {
                const std::string& cell = cells[column];
                if (columns[column].is_integer && !cell.empty()) {
                    ASSERT_EQ(std::to_string(std::stoi(cell)), cell) << columns[column].name;
                }
            }
        }
    }
}

// The amount is the quantity times the retail price in direct channels, and times the wholesale price in the
// others. Each order has one party, which belongs to its channel.
TEST(demo_order_files, have_amounts_and_parties_by_channel) {
    const demo_order_files files(usual_orders());
    const table products = rows_of(files, "staging_product");
    const table channels = rows_of(files, "staging_channel");
    const table headers = rows_of(files, "staging_salesheader");
    std::map<std::string, int> orders_of_channel;
    std::set<std::string> details;
    for (const demo_cells& detail : rows_of(files, "staging_salesdetail")) {
        const demo_cells& header = headers.at(std::stoul(detail[1]) - 1);
        const demo_cells& product = products.at(std::stoul(detail[2]) - 1);
        const demo_cells& channel = channels.at(std::stoul(header[2]) - 1);
        ASSERT_EQ(header[0], detail[1]);
        const std::string& price = channel[1] == "1" ? product[7] : product[13];
        ASSERT_EQ(cents_of(detail[4]), std::stoll(detail[3]) * cents_of(price));
        const std::string& channel_code = header[2];
        ASSERT_EQ(!header[3].empty(), channel_code == "1" || channel_code == "3");
        ASSERT_EQ(!header[4].empty(), channel_code == "2");
        ASSERT_EQ(!header[5].empty(), channel_code == "4" || channel_code == "5");
        ++orders_of_channel[channel_code];
        EXPECT_NE(detail[0], detail[1]);
        details.insert(detail[1]);
    }
    EXPECT_EQ(details.size(), 2000U);
    EXPECT_EQ(orders_of_channel.size(), 5U);
}

TEST(demo_order_files, have_days_in_three_forms) {
    const demo_order_files files(usual_orders());
    const std::regex short_form("[1-9][0-9]?/[1-9][0-9]?/2[34]");
    const std::regex long_form("[1-9][0-9]?/[1-9][0-9]?/202[34]");
    const std::regex iso_form("202[34]-[01][0-9]-[0-3][0-9]");
    std::vector<int> counts(3);
    for (const demo_cells& header : rows_of(files, "staging_salesheader")) {
        counts[0] += std::regex_match(header[1], short_form) ? 1 : 0;
        counts[1] += std::regex_match(header[1], long_form) ? 1 : 0;
        counts[2] += std::regex_match(header[1], iso_form) ? 1 : 0;
    }
    EXPECT_EQ(counts[0] + counts[1] + counts[2], 2000);
    EXPECT_GT(std::min(counts[1], counts[2]), 50);
    EXPECT_GT(counts[0], counts[1] + counts[2]);
}

TEST(demo_order_files, have_names_that_differ_between_files) {
    const demo_order_files files(usual_orders());
    std::map<std::string, int> names;
    std::map<std::string, std::string> name_of;
    int commas = 0;
    for (const demo_cells& product : rows_of(files, "staging_product")) {
        ++names[product[2]];
        name_of[product[0]] = product[2];
        commas += product[2].find(',') != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(commas, 4);
    EXPECT_EQ(names.size(), 22U);
    std::set<std::string> renamed;
    for (const demo_cells& target : rows_of(files, "staging_targetdataproduct")) {
        if (target[1] != name_of.at(target[0])) {
            renamed.insert(target[0]);
        }
    }
    EXPECT_EQ(renamed.size(), 4U);
    std::set<std::string> known{"Customer Sales"};
    for (const demo_cells& reseller : rows_of(files, "staging_reseller")) {
        known.insert(reseller.back());
    }
    for (const demo_cells& store : rows_of(files, "staging_store")) {
        EXPECT_NE(store[0], store[2]);
        known.insert("Store Number " + store[2]);
    }
    EXPECT_EQ(known.size(), 11U);
    std::set<std::string> channels;
    for (const demo_cells& channel : rows_of(files, "staging_channel")) {
        channels.insert(channel[2]);
    }
    std::vector<std::string> unknown;
    for (const demo_cells& target : rows_of(files, "staging_targetdatachannel")) {
        if (!known.contains(target[2])) {
            unknown.push_back(target[2]);
        }
        if (!channels.contains(target[1])) {
            unknown.push_back(target[1]);
        }
    }
    EXPECT_EQ(unknown, (std::vector<std::string>{"Northlake Distributors", "Online", "Northlake Distributors",
                                                 "Online"}));
}

// Targets are whole, above zero and near the sales.
TEST(demo_order_files, have_targets_as_numbers_and_as_money) {
    const demo_order_files files(usual_orders());
    int money = 0;
    for (const demo_cells& target : rows_of(files, "staging_targetdatachannel")) {
        const bool is_money = target[3].starts_with(" $");
        money += is_money ? 1 : 0;
        EXPECT_TRUE(std::regex_match(
            target[3], std::regex(is_money ? " \\$[1-9][0-9]{0,2}(,[0-9]{3})* " : "[1-9][0-9]*")))
            << target[3];
    }
    EXPECT_EQ(money, 7);
    for (const demo_cells& target : rows_of(files, "staging_targetdataproduct")) {
        EXPECT_GT(std::stoll(target[3]), 0);
    }
}

// A change of this number changes every demo warehouse, and needs a line in the changelog.
TEST(demo_order_seed, means_the_same_rows_on_every_platform) {
    EXPECT_EQ(digest_of_files(usual_orders()), 12729718050509049817U);
}

TEST(demo_order_seed, gives_other_rows_than_another_seed) {
    std::set<std::uint64_t> digests;
    for (const std::uint64_t seed : {0ULL, 1ULL, 42ULL, 43ULL, ~0ULL}) {
        digests.insert(digest_of_files(usual_orders(seed)));
    }
    EXPECT_EQ(digests.size(), 5U);
    EXPECT_TRUE(digests.contains(digest_of_files(usual_orders())));
}

}  // namespace
}  // namespace forecast_warehouse::core
