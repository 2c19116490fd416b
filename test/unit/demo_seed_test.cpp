// The same rows everywhere, every time.
#include "core/demo/demo.hpp"

#include <array>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/calendar.hpp"
#include "demo_support.hpp"

namespace forecast_warehouse::core {
namespace {

// FNV-1a, 64 bits (Fowler, Noll, Vo; RFC draft-eastlake-fnv), over numbers as eight bytes, lowest first.
class digest {
public:
    void add(std::int64_t number) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            add_byte(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
        }
    }

    void add(const std::string& text) {
        add(static_cast<std::int64_t>(text.size()));
        for (const char byte : text) {
            add_byte(static_cast<std::uint8_t>(byte));
        }
    }

    void add(sys_days date) { add(std::int64_t{days_since_2000(date)}); }

    void add(const demo_store& row) {
        for (const std::string& text : {row.code, row.name, row.region, row.city, row.store_type}) {
            add(text);
        }
    }

    void add(const demo_product& row) {
        for (const std::string& text : {row.sku, row.name, row.category, row.brand}) {
            add(text);
        }
        add(row.base_price_cents);
        add(row.base_cost_cents);
        add(row.launch);
    }

    void add(const demo_price& row) {
        add(row.product);
        add(row.store);
        add(row.price_cents);
        add(row.valid_from);
        add(row.valid_to.value_or(first_supported_day));
    }

    void add(const demo_promotion& row) {
        add(row.product);
        add(row.store);
        add(row.name);
        add(row.discount_bp.value_or(-1));
        add(row.discount_cents.value_or(-1));
        add(row.start);
        add(row.end);
    }

    void add(const demo_day& row) {
        add(row.date);
        for (const std::int64_t number :
             {std::int64_t{row.store}, std::int64_t{row.product}, std::int64_t{row.demand},
              std::int64_t{row.quantity}, row.unit_price_cents, row.total_cents, std::int64_t{row.on_hand},
              std::int64_t{row.on_order}, std::int64_t{row.stockout}}) {
            add(number);
        }
    }

    template <typename Row>
    void add(const std::vector<Row>& rows) {
        for (const Row& row : rows) {
            add(row);
        }
    }

    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void add_byte(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }

    std::uint64_t value_ = 0xCBF29CE484222325U;
};

template <typename Rows>
std::uint64_t digest_of(const Rows& rows) {
    digest result;
    result.add(rows);
    return result.value();
}

std::uint64_t digest_of_chain(const demo_chain& chain) {
    digest result;
    result.add(chain.stores);
    result.add(chain.products);
    result.add(chain.prices);
    result.add(chain.promotions);
    result.add(chain.series);
    return result.value();
}

// A change of these numbers changes every demo warehouse, and needs a line in the changelog.
TEST(demo_seed, means_the_same_rows_on_every_platform) {
    const demo_chain& chain = default_chain();
    EXPECT_EQ(digest_of(chain.stores), 6167904119775150905U);
    EXPECT_EQ(digest_of(chain.products), 17198837181485399314U);
    EXPECT_EQ(digest_of(chain.prices), 2429423386982858512U);
    EXPECT_EQ(digest_of(chain.promotions), 78530516762062039U);
    EXPECT_EQ(digest_of(chain.series), 14393164190066980881U);
}

TEST(demo_seed, gives_the_same_rows_twice) {
    const demo_chain again{default_settings()};
    EXPECT_EQ(digest_of_chain(again), digest_of_chain(default_chain()));
}

TEST(demo_seed, gives_other_rows_of_every_table_than_another_seed) {
    std::array<std::set<std::uint64_t>, 5> digests;
    for (const std::uint64_t seed : {0ULL, 1ULL, 42ULL, 43ULL, ~0ULL}) {
        const demo_chain chain{settings_of(3, 12, day(2024, 1, 1), day(2024, 12, 31), seed)};
        digests[0].insert(digest_of(chain.stores));
        digests[1].insert(digest_of(chain.products));
        digests[2].insert(digest_of(chain.prices));
        digests[3].insert(digest_of(chain.promotions));
        digests[4].insert(digest_of(chain.series));
    }
    for (const auto& of_seeds : digests) {
        EXPECT_EQ(of_seeds.size(), 5U);
    }
}

TEST(demo_seed, does_not_depend_on_the_order_of_asking) {
    const demo_chain& chain = default_chain();
    const demo_data data{default_settings(), chain.is_holiday};
    std::vector<demo_day> rows;
    for (const std::size_t series : {499U, 0U, 77U, 0U}) {
        data.series_days(series, rows);
        EXPECT_EQ(digest_of(rows), digest_of(chain.series[series]));
    }
    std::vector<demo_price> prices(7);
    data.prices(31, prices);
    EXPECT_EQ(digest_of(prices), digest_of(chain.prices[31]));
    std::vector<demo_promotion> promotions(7);
    data.promotions(31, promotions);
    EXPECT_EQ(digest_of(promotions), digest_of(chain.promotions[31]));
}

// A chain with more stores and products contains the smaller one.
TEST(demo_seed, keeps_a_series_however_many_others_there_are) {
    const demo_chain& chain = default_chain();
    const demo_chain small{settings_of(3, 9, day(2024, 1, 1), day(2025, 12, 31))};
    for (std::size_t store = 0; store < 3; ++store) {
        EXPECT_EQ(digest_of(std::vector{small.stores[store]}), digest_of(std::vector{chain.stores[store]}));
        for (std::size_t product = 0; product < 9; ++product) {
            ASSERT_EQ(digest_of(small.series[store * 9 + product]),
                      digest_of(chain.series[store * 50 + product]));
        }
    }
    for (std::size_t product = 0; product < 9; ++product) {
        EXPECT_EQ(digest_of(std::vector{small.products[product]}),
                  digest_of(std::vector{chain.products[product]}));
        auto prices = chain.prices[product];
        std::erase_if(prices, [](const demo_price& price) { return price.store >= 3; });
        EXPECT_EQ(digest_of(small.prices[product]), digest_of(prices));
        auto promotions = chain.promotions[product];
        std::erase_if(promotions, [](const demo_promotion& promotion) { return promotion.store >= 3; });
        EXPECT_EQ(digest_of(small.promotions[product]), digest_of(promotions));
    }
}

}  // namespace
}  // namespace forecast_warehouse::core
