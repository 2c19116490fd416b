#include "core/features/series_features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/features/feature_groups.hpp"
#include "core/random.hpp"

namespace forecast_warehouse::core {
namespace {

using sales = std::vector<std::int64_t>;

// A value by the type of its column.
struct feature_value {
    bool known = false;
    std::int64_t whole = 0;
    double real = 0;
};
using values = std::vector<feature_value>;

constexpr std::size_t key_columns = 4;  // date, store_id, product_id, quantity

feature_settings settings_for(int horizon, std::vector<int> lags, std::vector<int> windows) {
    feature_settings settings{};
    settings.exogenous = false;
    settings.horizon = horizon;
    settings.lags = std::move(lags);
    settings.windows = std::move(windows);
    settings.aggregates = {aggregate::mean, aggregate::stddev, aggregate::min, aggregate::max,
                           aggregate::sum};
    return settings;
}

// Describes series of sales only.
class sales_features {
public:
    explicit sales_features(const feature_settings& settings, std::int64_t scale = 1)
        : columns_(table_columns(settings)), scale_(scale), features_(settings, calendars_) {}

    // One entry for each day, from the first sale to horizon days after the cutoff.
    std::vector<values> described(const sales& sold, int horizon) {
        const series one{1, 5, sold, {}, {}, {}, scale_, {}, {}, {}, {}};
        std::vector<values> days;
        features_.begin(one);
        for (std::size_t day = 0; day < sold.size() + static_cast<std::size_t>(horizon); ++day) {
            features_.next_day();
            days.push_back(describe());
        }
        return days;
    }

private:
    values describe() {
        std::vector<feature_word> words(columns_.size());
        const auto nulls = std::make_unique<bool[]>(columns_.size());
        feature_row row(words.data(), nulls.get());
        features_.describe(row);
        values described;
        for (std::size_t column = key_columns; column < columns_.size(); ++column) {
            feature_value value{!nulls[column]};
            if (columns_[column].type == feature_type::real) {
                value.real = std::bit_cast<double>(words[column]);
            } else {
                value.whole = static_cast<std::int64_t>(words[column]);
            }
            described.push_back(value);
        }
        return described;
    }

    store_calendars calendars_;
    std::vector<feature_column> columns_;
    std::int64_t scale_;
    series_features features_;
};

// The same values from the definitions. It has no state.
class oracle {
public:
    oracle(const feature_settings& settings, const sales& sold) : settings_(settings), sold_(sold) {}

    [[nodiscard]] values at(std::int64_t day) const {
        values found;
        for (const int lag : settings_.lags) {
            found.push_back(day - lag < 0 || is_missing(sold_[static_cast<std::size_t>(day - lag)])
                                ? feature_value{}
                                : whole(sold_[static_cast<std::size_t>(day - lag)]));
        }
        for (const int window : settings_.windows) {
            for (const aggregate each : settings_.aggregates) {
                found.push_back(rolling(day - settings_.horizon, window, each));
            }
        }
        found.emplace_back();
        for (std::int64_t past = day - settings_.horizon; past >= 0 && !found.back().known; --past) {
            if (sold_[static_cast<std::size_t>(past)] > 0) {
                found.back() = whole(day - past);
            }
        }
        return found;
    }

private:
    static feature_value whole(std::int64_t number) { return {true, number, 0}; }

    [[nodiscard]] feature_value rolling(std::int64_t last, int window, aggregate each) const {
        const bool full = last - window + 1 >= 0;
        if (last < 0 || (!settings_.has_missing() && !full)) {
            return {};
        }
        const auto end = sold_.begin() + last + 1;
        sales held(full ? end - window : sold_.begin(), end);
        std::erase_if(held, is_missing);
        const auto count = static_cast<long double>(held.size());
        if (held.empty() || (held.size() == 1 && each == aggregate::stddev)) {
            return {};
        }
        long double sum = 0;
        for (const std::int64_t sold : held) {
            sum += sold;
        }
        long double squares = 0;
        for (const std::int64_t sold : held) {
            squares += (sold - sum / count) * (sold - sum / count);
        }
        switch (each) {
            case aggregate::mean:
                return {true, 0, static_cast<double>(sum / count)};
            case aggregate::stddev:
                return {true, 0, static_cast<double>(std::sqrt(squares / (count - 1)))};
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

void expect_same(const values& found, const values& wanted, const std::string& where) {
    ASSERT_EQ(found.size(), wanted.size()) << where;
    for (std::size_t index = 0; index < found.size(); ++index) {
        ASSERT_EQ(found[index].known, wanted[index].known) << where << ", value " << index;
        ASSERT_EQ(found[index].whole, wanted[index].whole) << where << ", value " << index;
        ASSERT_NEAR(found[index].real, wanted[index].real, 1e-9 * std::max(1.0, std::abs(wanted[index].real)))
            << where << ", value " << index;
    }
}

// missing: whether some quantities may be missing.
sales any_sales(random_stream& random, bool missing = false) {
    const bool mostly_missing = random.one_in(3);
    sales sold(1 + random.below(60));
    const std::int32_t most = random.one_in(4) ? std::numeric_limits<std::int32_t>::max() - 1 : 9;
    for (std::int64_t& each : sold) {
        each = random.one_in(3) ? 0 : random.between(0, most);
        if (missing && (mostly_missing ? !random.one_in(8) : random.one_in(4))) {
            each = missing_quantity;
        }
    }
    return sold;
}

// Exactly equal: a small difference is a leak, too.
bool same(const values& left, const values& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const feature_value& one, const feature_value& other) {
                          return one.known == other.known && one.whole == other.whole &&
                                 one.real == other.real;
                      });
}

TEST(series_features, of_a_few_days_by_hand) {
    sales_features features(settings_for(1, {1, 2}, {2}));
    const auto days = features.described({4, 0, 8}, 1);
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

TEST(series_features, equal_sales_have_no_spread) {
    constexpr std::int64_t much = std::numeric_limits<std::int32_t>::max();
    sales_features features(settings_for(1, {}, {7}));
    const auto days = features.described(sales(30, much), 1);
    EXPECT_EQ(days[20][0].real, much);
    EXPECT_EQ(days[20][1].real, 0);
    EXPECT_EQ(days[20][4].whole, 7LL * much);
}

// A window without a quantity has no value, and one quantity has no spread.
TEST(series_features, missing_quantities_are_left_out) {
    feature_settings settings = settings_for(1, {1}, {3});
    settings.missing = unobserved::null;
    sales_features features(settings);
    constexpr std::int64_t none = missing_quantity;
    const auto days = features.described({4, none, 8, none, none, none, 1}, 1);
    EXPECT_EQ(days[1][1].real, 4);
    EXPECT_FALSE(days[1][2].known);
    EXPECT_FALSE(days[2][0].known);
    EXPECT_EQ(days[3][1].real, 6);
    EXPECT_EQ(days[3][2].real, std::sqrt(8.0));
    EXPECT_EQ(days[4][3].whole, 8);
    for (std::size_t column = 0; column < 6; ++column) {
        EXPECT_FALSE(days[6][column].known) << column;
    }
    EXPECT_EQ(days[6].back().whole, 4);
    EXPECT_EQ(days[7][5].whole, 1);
}

// 0.1, 0.2 and 0.3 in ten-thousandths: sums are exact, and values are the numbers nearest to the decimals.
TEST(series_features, decimal_quantities_are_exact) {
    feature_settings settings = settings_for(1, {1}, {3});
    settings.decimal_quantities = true;
    sales_features features(settings, 10'000);
    const auto days = features.described({1000, 2000, 3000}, 1);
    EXPECT_EQ(days[1][0].real, 0.1);
    EXPECT_EQ(days[3][0].real, 0.3);
    EXPECT_EQ(days[3][1].real, 0.2);
    EXPECT_NEAR(days[3][2].real, 0.1, 1e-15);
    EXPECT_EQ(days[3][3].real, 0.1);
    EXPECT_EQ(days[3][4].real, 0.3);
    EXPECT_EQ(days[3][5].real, 0.6);
}

// The largest quantities in the longest window.
TEST(series_features, large_decimal_quantities_have_no_spread) {
    constexpr std::int64_t most = 99'999'999'999'999;
    feature_settings settings = settings_for(1, {}, {longest_reach});
    settings.decimal_quantities = true;
    sales_features features(settings, 10'000);
    const auto days = features.described(sales(longest_reach + 2, most), 1);
    EXPECT_EQ(days.back()[1].real, 0);
    EXPECT_EQ(days.back()[2].real, 9999999999.9999);
}

TEST(series_features, a_series_of_one_day) {
    sales_features features(settings_for(3, {3}, {2}));
    const auto days = features.described({5}, 3);
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

TEST(series_features, without_aggregates_or_windows) {
    feature_settings settings = settings_for(1, {1}, {7});
    settings.aggregates.clear();
    sales_features features(settings);
    const auto days = features.described({3, 1}, 1);
    EXPECT_EQ(days[2].size(), 2U);
    EXPECT_EQ(days[2][0].whole, 1);
}

class any_series_features : public testing::Test {
protected:
    static constexpr int cases = 3'000;

    // Lags that are long enough, and windows of several widths.
    feature_settings any_settings() {
        const int horizon = random_.one_in(2) ? 1 : random_.between(1, 9);
        feature_settings settings =
            settings_for(horizon, {horizon, horizon + 6, horizon + random_.between(10, 30)},
                         {2, random_.between(3, 8), random_.between(9, 40)});
        settings.missing = random_.one_in(2) ? unobserved::zero : unobserved::null;
        return settings;
    }

    random_stream random_{7};
};

TEST_F(any_series_features, are_what_the_definitions_say) {
    for (int number = 0; number < cases; ++number) {
        const feature_settings settings = any_settings();
        sales_features features(settings);
        // Several series by one object: no state remains from the series before.
        for (int series = 0; series < 2; ++series) {
            const sales sold = any_sales(random_, settings.has_missing());
            const auto days = features.described(sold, settings.horizon);
            const oracle wanted(settings, sold);
            for (std::size_t day = 0; day < days.size(); ++day) {
                ASSERT_NO_FATAL_FAILURE(
                    expect_same(days[day], wanted.at(static_cast<std::int64_t>(day)),
                                "case " + std::to_string(number) + ", day " + std::to_string(day)));
            }
        }
    }
}

// A sale changes no row for a day less than horizon days later. It changes rows from that day on.
TEST_F(any_series_features, do_not_see_what_is_not_known) {
    std::int64_t seen = 0;
    for (int number = 0; number < cases; ++number) {
        const feature_settings settings = any_settings();
        sales_features features(settings);
        const sales sold = any_sales(random_, settings.has_missing());
        const auto before = features.described(sold, settings.horizon);
        sales other = sold;
        const std::size_t changed = random_.below(static_cast<std::uint32_t>(sold.size()));
        other[changed] = is_missing(other[changed]) ? 1 : other[changed] + 1;
        const auto after = features.described(other, settings.horizon);
        const std::size_t first = changed + static_cast<std::size_t>(settings.horizon);
        for (std::size_t day = 0; day < first && day < before.size(); ++day) {
            ASSERT_TRUE(same(before[day], after[day])) << "case " << number << ", day " << day;
        }
        seen += same(before[first], after[first]) ? 0 : 1;
    }
    // The lag of the horizon has every one of them.
    EXPECT_EQ(seen, cases);
}

TEST(series_features, begin_with_the_key_and_the_quantity) {
    feature_settings settings = settings_for(2, {2}, {});
    const store_calendars calendars;
    series_features features(settings, calendars);
    const series one{3 * first_ids_apart + second_id_offset + 7, 100, {4, 5}, {}, {}, {}, 1, {}, {}, {}, {}};
    features.begin(one);
    std::vector<feature_word> words(key_columns + 2);
    const auto nulls = std::make_unique<bool[]>(words.size());
    for (int day = 0; day < 4; ++day) {
        features.next_day();
        feature_row row(words.data(), nulls.get());
        features.describe(row);
        EXPECT_EQ(words[0], 100U + day);
        EXPECT_EQ(words[1], 3U);
        EXPECT_EQ(words[2], 7U);
        EXPECT_EQ(nulls[3], day > 1) << day;
        EXPECT_EQ(words[3], day > 1 ? 0U : 4U + day) << day;
    }
}

// A group that puts fewer or more values than it has columns would shift the values of all later groups.
TEST(feature_groups, put_a_value_for_each_column) {
    feature_settings settings = settings_for(2, {2, 3, 9}, {1, 2, 5});
    settings.aggregates = {aggregate::mean, aggregate::sum};
    settings.exogenous = true;
    settings.day_states = true;
    store_calendars calendars;
    calendars.set_table_calendar(1, std::vector<calendar_values>(20));
    const series one{1,
                     1,
                     sales(10, 1),
                     {{{1, no_end}, true, 1, 500}},
                     {{{3, 4}, 100, {}}},
                     {{2, true}, {5, false}},
                     1,
                     std::vector(12, day_state::sold),
                     {},
                     {},
                     {}};
    constexpr feature_word untouched = 0xDEAD;
    std::size_t groups = 0;
    for (const feature_group_ptr& group : feature_groups(settings, calendars)) {
        const std::size_t columns = group->columns().size();
        ASSERT_GT(columns, 0U);
        group->begin(one);
        for (std::int64_t index = 0; index < 12; ++index) {
            const auto known = static_cast<std::size_t>(std::max<std::int64_t>(index - 1, 0));
            const feature_day day{
                static_cast<day_number>(1 + index), index, std::span(one.sales).first(known),
                std::span(one.states).first(known), {},    {}};
            group->advance(day);
            std::vector<feature_word> words(columns + 1, untouched);
            const auto nulls = std::make_unique<bool[]>(columns + 1);
            feature_row row(words.data(), nulls.get());
            group->describe(day, row);
            EXPECT_EQ(words.back(), untouched) << group->columns().front().name;
            EXPECT_EQ(std::count(words.begin(), words.end(), untouched), 1) << group->columns().front().name;
        }
        ++groups;
    }
    EXPECT_EQ(groups, 7U);
}

// stockout_lag_2 is the stock two days before, also on days without a row of the table.
TEST(feature_groups, stock_is_that_of_the_horizon) {
    const auto stock = stock_features(settings_for(2, {}, {}));
    const series one{1, 1, {1}, {}, {}, {{0, true}, {2, false}, {3, true}}, 1, {}, {}, {}, {}};
    stock->begin(one);
    std::vector<int> found;  // 2: NULL
    for (day_number date = 1; date <= 7; ++date) {
        const feature_day day{date, date - 1, {}, {}, {}, {}};
        stock->advance(day);
        feature_word word = 0;
        bool is_null = false;
        feature_row row(&word, &is_null);
        stock->describe(day, row);
        found.push_back(is_null ? 2 : static_cast<int>(word));
    }
    EXPECT_EQ(found, (std::vector<int>{2, 1, 2, 0, 1, 2, 2}));
}

}  // namespace
}  // namespace forecast_warehouse::core
