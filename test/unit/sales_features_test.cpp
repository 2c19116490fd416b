#include "core/features/sales_features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using sales = std::vector<std::int32_t>;
using values = std::vector<feature_value>;

feature_settings settings_for(int horizon, std::vector<int> lags, std::vector<int> windows) {
    feature_settings settings{};
    settings.horizon = horizon;
    settings.lags = std::move(lags);
    settings.windows = std::move(windows);
    settings.aggregates = {aggregate::mean, aggregate::stddev, aggregate::min, aggregate::max,
                           aggregate::sum};
    return settings;
}

// One entry a day, from the first sale to horizon days after the cutoff.
std::vector<values> described(sales_features& features, const sales& sold, int horizon) {
    std::vector<values> days;
    features.begin(sold);
    for (std::size_t day = 0; day < sold.size() + static_cast<std::size_t>(horizon); ++day) {
        features.next_day();
        days.emplace_back(features.size());
        features.describe(days.back());
    }
    return days;
}

// The same from the definitions, with nothing remembered from day to day.
class oracle {
public:
    oracle(const feature_settings& settings, const sales& sold) : settings_(settings), sold_(sold) {}

    [[nodiscard]] values at(std::int64_t day) const {
        values said;
        for (const int lag : settings_.lags) {
            said.push_back(day - lag < 0 ? feature_value{}
                                         : whole(sold_[static_cast<std::size_t>(day - lag)]));
        }
        for (const int window : settings_.windows) {
            for (const aggregate each : settings_.aggregates) {
                said.push_back(rolling(day - settings_.horizon, window, each));
            }
        }
        said.emplace_back();
        for (std::int64_t past = day - settings_.horizon; past >= 0 && !said.back().known; --past) {
            if (sold_[static_cast<std::size_t>(past)] > 0) {
                said.back() = whole(day - past);
            }
        }
        return said;
    }

private:
    static feature_value whole(std::int64_t number) { return {true, number, 0}; }

    [[nodiscard]] feature_value rolling(std::int64_t last, int window, aggregate each) const {
        if (last - window + 1 < 0) {
            return {};
        }
        const auto end = sold_.begin() + last + 1;
        const sales held(end - window, end);
        long double sum = 0;
        for (const std::int32_t sold : held) {
            sum += sold;
        }
        long double squares = 0;
        for (const std::int32_t sold : held) {
            squares += (sold - sum / window) * (sold - sum / window);
        }
        switch (each) {
            case aggregate::mean:
                return {true, 0, static_cast<double>(sum / window)};
            case aggregate::stddev:
                return {true, 0, static_cast<double>(std::sqrt(squares / (window - 1)))};
            case aggregate::min:
                return whole(*std::min_element(held.begin(), held.end()));
            case aggregate::max:
                return whole(*std::max_element(held.begin(), held.end()));
            case aggregate::sum:
                return whole(static_cast<std::int64_t>(sum));
        }
        return {};
    }

    const feature_settings& settings_;
    const sales& sold_;
};

void expect_same(const values& said, const values& wanted, const std::string& where) {
    ASSERT_EQ(said.size(), wanted.size()) << where;
    for (std::size_t place = 0; place < said.size(); ++place) {
        ASSERT_EQ(said[place].known, wanted[place].known) << where << ", value " << place;
        ASSERT_EQ(said[place].whole, wanted[place].whole) << where << ", value " << place;
        ASSERT_NEAR(said[place].real, wanted[place].real, 1e-9 * std::max(1.0, std::abs(wanted[place].real)))
            << where << ", value " << place;
    }
}

sales any_sales(random_stream& random) {
    sales sold(1 + random.below(60));
    const std::int32_t most = random.one_in(4) ? std::numeric_limits<std::int32_t>::max() - 1 : 9;
    for (std::int32_t& each : sold) {
        each = random.one_in(3) ? 0 : random.between(0, most);
    }
    return sold;
}

// Equal, and not near: what leaks by a little leaks.
bool same(const values& left, const values& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const feature_value& one, const feature_value& other) {
                          return one.known == other.known && one.whole == other.whole &&
                                 one.real == other.real;
                      });
}

TEST(sales_features, of_a_few_days_by_hand) {
    sales_features features(settings_for(1, {1, 2}, {2}));
    const auto days = described(features, {4, 0, 8}, 1);
    ASSERT_EQ(days.size(), 4U);
    for (const feature_value& each : days[0]) {
        EXPECT_FALSE(each.known);
    }
    // lag_1, lag_2, mean, std, min, max, sum, days since
    EXPECT_EQ(days[1][0].whole, 4);
    EXPECT_FALSE(days[1][1].known);
    EXPECT_FALSE(days[1][2].known);
    EXPECT_EQ(days[1][7].whole, 1);
    EXPECT_EQ(days[2][0].whole, 0);
    EXPECT_TRUE(days[2][0].known);
    EXPECT_EQ(days[2][1].whole, 4);
    EXPECT_EQ(days[2][2].real, 2);
    EXPECT_EQ(days[2][3].real, std::sqrt(8.0));
    EXPECT_EQ(days[2][4].whole, 0);
    EXPECT_EQ(days[2][5].whole, 4);
    EXPECT_EQ(days[2][6].whole, 4);
    EXPECT_EQ(days[2][7].whole, 2);
    EXPECT_EQ(days[3][0].whole, 8);
    EXPECT_EQ(days[3][5].whole, 8);
    EXPECT_EQ(days[3][7].whole, 1);
}

TEST(sales_features, equal_sales_have_no_deviation) {
    constexpr std::int32_t much = std::numeric_limits<std::int32_t>::max();
    sales_features features(settings_for(1, {}, {7}));
    const auto days = described(features, sales(30, much), 1);
    EXPECT_EQ(days[20][0].real, much);
    EXPECT_EQ(days[20][1].real, 0);
    EXPECT_EQ(days[20][4].whole, 7LL * much);
}

TEST(sales_features, a_series_of_one_day) {
    sales_features features(settings_for(3, {3}, {2}));
    const auto days = described(features, {5}, 3);
    ASSERT_EQ(days.size(), 4U);
    for (std::size_t day = 0; day < 3; ++day) {
        for (const feature_value& each : days[day]) {
            EXPECT_FALSE(each.known) << day;
        }
    }
    EXPECT_EQ(days[3][0].whole, 5);
    EXPECT_FALSE(days[3][1].known);
    EXPECT_EQ(days[3].back().whole, 3);
}

TEST(sales_features, without_aggregates_or_windows) {
    feature_settings settings = settings_for(1, {1}, {7});
    settings.aggregates.clear();
    sales_features features(settings);
    EXPECT_EQ(features.size(), 2U);
    EXPECT_EQ(described(features, {3, 1}, 1)[2][0].whole, 1);
}

class any_sales_features : public testing::Test {
protected:
    static constexpr int cases = 3'000;

    // Long enough lags, and windows of all kinds.
    feature_settings any_settings() {
        const int horizon = random_.one_in(2) ? 1 : random_.between(1, 9);
        return settings_for(horizon, {horizon, horizon + 6, horizon + random_.between(10, 30)},
                            {2, random_.between(3, 8), random_.between(9, 40)});
    }

    random_stream random_{7};
};

TEST_F(any_sales_features, are_what_the_definitions_say) {
    for (int number = 0; number < cases; ++number) {
        const feature_settings settings = any_settings();
        sales_features features(settings);
        // Several series through one object: nothing is left over from the one before.
        for (int series = 0; series < 2; ++series) {
            const sales sold = any_sales(random_);
            const auto days = described(features, sold, settings.horizon);
            const oracle wanted(settings, sold);
            for (std::size_t day = 0; day < days.size(); ++day) {
                ASSERT_NO_FATAL_FAILURE(
                    expect_same(days[day], wanted.at(static_cast<std::int64_t>(day)),
                                "case " + std::to_string(number) + ", day " + std::to_string(day)));
            }
        }
    }
}

// What is sold later than horizon days before a day changes nothing of it; what is sold by then does.
TEST_F(any_sales_features, do_not_see_what_is_not_known) {
    std::int64_t seen = 0;
    for (int number = 0; number < cases; ++number) {
        const feature_settings settings = any_settings();
        sales_features features(settings);
        const sales sold = any_sales(random_);
        const auto before = described(features, sold, settings.horizon);
        sales other = sold;
        const std::size_t changed = random_.below(static_cast<std::uint32_t>(sold.size()));
        other[changed] += 1;
        const auto after = described(features, other, settings.horizon);
        const std::size_t first = changed + static_cast<std::size_t>(settings.horizon);
        for (std::size_t day = 0; day < first && day < before.size(); ++day) {
            ASSERT_TRUE(same(before[day], after[day])) << "case " << number << ", day " << day;
        }
        seen += same(before[first], after[first]) ? 0 : 1;
    }
    // The lag of the horizon sees every one of them.
    EXPECT_EQ(seen, cases);
}

}  // namespace
}  // namespace forecast_warehouse::core
