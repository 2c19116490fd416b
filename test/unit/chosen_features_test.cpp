#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/features/calendar_features.hpp"
#include "core/features/category_prices.hpp"
#include "core/features/series_features.hpp"
#include "core/features/store_totals.hpp"
#include "core/random.hpp"
#include "day.hpp"

namespace forecast_warehouse::core {
namespace {

using sales = std::vector<std::int64_t>;
using value = std::optional<double>;
constexpr std::int64_t gap = missing_quantity;

feature_settings settings_for(int horizon, std::vector<feature_choice> choices,
                              unobserved missing = unobserved::null) {
    feature_settings settings{};
    settings.exogenous = false;
    settings.decimal_quantities = true;
    settings.missing = missing;
    settings.horizon = horizon;
    settings.windows = {7, 10};
    settings.lags = {horizon, horizon + 6};
    settings.choices = std::move(choices);
    return settings;
}

// The columns of a table of one series, by their names.
class described {
public:
    described(const feature_settings& settings, const series& one, const store_calendars& calendars = {})
        : columns_(table_columns(settings)) {
        series_features features(settings, calendars);
        features.begin(one);
        for (std::size_t day = 0; day < one.sales.size() + static_cast<std::size_t>(settings.horizon);
             ++day) {
            features.next_day();
            std::vector<feature_word> words(columns_.size());
            const auto nulls = std::make_unique<bool[]>(columns_.size());
            feature_row row(words.data(), nulls.get());
            features.describe(row);
            days_.emplace_back();
            for (std::size_t column = 0; column < columns_.size(); ++column) {
                days_.back().push_back(nulls[column] ? value()
                                                     : number(columns_[column].type, words[column]));
            }
        }
    }

    [[nodiscard]] std::size_t days() const noexcept { return days_.size(); }

    [[nodiscard]] value at(std::size_t day, const std::string& name) const {
        const auto found = std::ranges::find(columns_, name, &feature_column::name);
        EXPECT_NE(found, columns_.end()) << name;
        return days_[day][static_cast<std::size_t>(found - columns_.begin())];
    }

    [[nodiscard]] const std::vector<value>& row(std::size_t day) const { return days_[day]; }

private:
    static double number(feature_type type, feature_word word) {
        return type == feature_type::real ? std::bit_cast<double>(word)
                                          : static_cast<double>(static_cast<std::int64_t>(word));
    }

    std::vector<feature_column> columns_;
    std::vector<std::vector<value>> days_;
};

series series_of(sales sold, day_number first = 100) {
    series one{};
    one.key = 1 * first_ids_apart + second_id_offset + 1;
    one.first_day = first;
    one.sales = std::move(sold);
    return one;
}

sales any_sales(random_stream& random) {
    sales sold(1 + random.below(140));
    for (std::int64_t& each : sold) {
        each = random.one_in(6) ? gap : random.between(0, 30);
    }
    return sold;
}

// The known quantities among those from one index to another one.
std::vector<double> known_between(const sales& sold, std::int64_t from, std::int64_t to) {
    std::vector<double> known;
    for (std::int64_t index = std::max<std::int64_t>(from, 0); index <= to; ++index) {
        if (sold[static_cast<std::size_t>(index)] != gap) {
            known.push_back(static_cast<double>(sold[static_cast<std::size_t>(index)]));
        }
    }
    return known;
}

value mean_of(const std::vector<double>& known, std::size_t fewest) {
    double sum = 0;
    for (const double each : known) {
        sum += each;
    }
    return known.empty() || known.size() < fewest ? value() : sum / static_cast<double>(known.size());
}

value median_of(std::vector<double> known, std::size_t fewest) {
    std::ranges::sort(known);
    const std::size_t half = known.size() / 2;
    return known.empty() || known.size() < fewest ? value()
                                                  : (known[half] + known[known.size() - 1 - half]) / 2;
}

value ratio_of(value one, value other) {
    return one && other && *other != 0 ? value(*one / *other) : value();
}

// The sum of products of differences from the means, divided by that of squares.
value slope_of(const sales& sold, std::int64_t last, int width, int fewest) {
    std::vector<std::pair<double, double>> points;
    double x_mean = 0;
    double y_mean = 0;
    for (std::int64_t index = std::max<std::int64_t>(last - width + 1, 0); index <= last; ++index) {
        if (sold[static_cast<std::size_t>(index)] != gap) {
            points.emplace_back(index, sold[static_cast<std::size_t>(index)]);
            x_mean += points.back().first;
            y_mean += points.back().second;
        }
    }
    if (static_cast<int>(points.size()) < std::max(fewest, 2)) {
        return {};
    }
    x_mean /= static_cast<double>(points.size());
    y_mean /= static_cast<double>(points.size());
    double products = 0;
    double squares = 0;
    for (const auto& [x, y] : points) {
        products += (x - x_mean) * (y - y_mean);
        squares += (x - x_mean) * (x - x_mean);
    }
    return products / squares;
}

void expect_near(const value& found, const value& wanted, const std::string& where) {
    ASSERT_EQ(found.has_value(), wanted.has_value()) << where;
    if (found) {
        ASSERT_NEAR(*found, *wanted, 1e-9 * std::max(1.0, std::abs(*wanted))) << where;
    }
}

TEST(chosen_features, of_past_sales_are_as_defined) {
    random_stream random(21);
    for (int number = 0; number < 400; ++number) {
        const int horizon = random.one_in(2) ? 1 : random.between(2, 16);
        const bool zeros = random.one_in(3);
        const feature_settings settings = settings_for(
            horizon,
            {feature_choice::weekday, feature_choice::median, feature_choice::trend, feature_choice::ratio},
            zeros ? unobserved::zero : unobserved::null);
        sales sold = any_sales(random);
        if (zeros) {
            std::ranges::replace(sold, gap, 0);
        }
        const described found(settings, series_of(sold));
        const auto fewest = [&](int width) { return static_cast<std::size_t>(zeros ? width : 1); };
        for (std::size_t day = 0; day < found.days(); ++day) {
            const std::int64_t last = static_cast<std::int64_t>(day) - horizon;
            const std::string where = std::to_string(number) + ", day " + std::to_string(day);
            const auto window = [&](int width, int skip = 0) {
                return known_between(sold, last - skip - width + 1, last - skip);
            };
            for (const int width : {4, 8}) {
                std::vector<double> same;
                for (int week = 0; week < width; ++week) {
                    const std::int64_t index = static_cast<std::int64_t>(day) -
                                               std::int64_t{(horizon + 6) / 7} * 7 - std::int64_t{7} * week;
                    const std::vector<double> one = known_between(sold, index < 0 ? 1 : index, index);
                    same.insert(same.end(), one.begin(), one.end());
                }
                expect_near(found.at(day, "weekday_mean_" + std::to_string(width)),
                            mean_of(same, fewest(width)), where);
            }
            for (const int width : {7, 10}) {
                expect_near(found.at(day, "rolling_median_" + std::to_string(width)),
                            median_of(window(width), fewest(width)), where);
            }
            for (const int width : {30, 90}) {
                expect_near(found.at(day, "trend_" + std::to_string(width)),
                            slope_of(sold, last, width, static_cast<int>(fewest(width))), where);
            }
            const value month = mean_of(window(28), fewest(28));
            expect_near(found.at(day, "ratio_7_28"), ratio_of(mean_of(window(7), fewest(7)), month), where);
            expect_near(found.at(day, "ratio_28_28_before"),
                        ratio_of(month, mean_of(window(28, 28), fewest(28))), where);
        }
    }
}

// A quantity changes no row for a day less than horizon days later.
TEST(chosen_features, do_not_see_quantities_that_are_not_known) {
    random_stream random(22);
    int seen = 0;
    for (int number = 0; number < 400; ++number) {
        const int horizon = random.between(1, 16);
        const feature_settings settings = settings_for(
            horizon,
            {feature_choice::weekday, feature_choice::median, feature_choice::trend, feature_choice::ratio});
        const sales sold = any_sales(random);
        sales other = sold;
        const std::size_t changed = random.below(static_cast<std::uint32_t>(sold.size()));
        other[changed] = other[changed] == gap ? 5 : random.one_in(2) ? gap : other[changed] + 3;
        const described before(settings, series_of(sold));
        const described after(settings, series_of(other));
        const std::size_t first = changed + static_cast<std::size_t>(horizon);
        for (std::size_t day = 0; day < first && day < before.days(); ++day) {
            for (std::size_t column = 4; column < before.row(day).size(); ++column) {
                ASSERT_EQ(before.row(day)[column], after.row(day)[column]) << number << ", day " << day;
            }
        }
        seen += before.row(first) == after.row(first) ? 0 : 1;
    }
    EXPECT_EQ(seen, 400);
}

TEST(chosen_features, count_days_without_stock) {
    series one = series_of({1, 1, 1});
    // Days 93 to 99 are the week before the first day. A day without a snapshot is not counted.
    one.stocks = {{70, true}, {72, true}, {93, true}, {95, false}, {99, true}, {101, true}};
    const described found(settings_for(1, {feature_choice::stockout}), one);
    EXPECT_EQ(found.at(0, "stockout_days_7"), 2);
    EXPECT_EQ(found.at(0, "stockout_days_28"), 3);
    EXPECT_EQ(found.at(1, "stockout_days_7"), 1);
    EXPECT_EQ(found.at(1, "stockout_days_28"), 2);
    EXPECT_EQ(found.at(2, "stockout_days_7"), 2);
    EXPECT_EQ(found.at(3, "stockout_days_7"), 2);
    one.stocks = {{50, true}};
    const described none(settings_for(1, {feature_choice::stockout}), one);
    EXPECT_EQ(none.at(0, "stockout_days_28"), value());
}

TEST(chosen_features, count_days_since_launch) {
    series one = series_of({1, 1});
    EXPECT_EQ(described(settings_for(1, {feature_choice::launch}), one).at(0, "days_since_launch"), value());
    one.launch = 101;
    const described found(settings_for(1, {feature_choice::launch}), one);
    EXPECT_EQ(found.at(0, "days_since_launch"), -1);
    EXPECT_EQ(found.at(2, "days_since_launch"), 1);
}

TEST(chosen_features, compare_a_price_with_means) {
    series one = series_of({1, 1, 1});
    // 2.00 on 20 of the 28 days before day 100, and 3.00 from then on
    one.prices = {{{80, 99}, false, 1, 200}, {{100, no_end}, false, 2, 300}};
    one.category = 4;
    category_prices of_category(100, 103);
    series_prices others;
    others.begin({{{0, no_end}, false, 3, 100}});
    of_category.add(4, others, 101);
    series_prices own;
    own.begin(one.prices);
    of_category.add(4, own, 102);
    one.category_prices = &of_category;
    const described found(settings_for(1, {feature_choice::price}), one);
    EXPECT_EQ(found.at(0, "price_to_28d"), 1.5);
    EXPECT_NEAR(*found.at(1, "price_to_28d"), 3 / ((20 * 2.0 + 3) / 21), 1e-15);
    EXPECT_EQ(found.at(0, "price_to_category"), value());
    EXPECT_EQ(found.at(1, "price_to_category"), 3);
    EXPECT_EQ(found.at(2, "price_to_category"), 1.5);
    one.category.reset();
    EXPECT_EQ(described(settings_for(1, {feature_choice::price}), one).at(2, "price_to_category"), value());
}

// Days 98 to 102, of two categories. Day 99 has no row of the store, and on day 101 it was closed.
TEST(chosen_features, lag_totals_of_category_and_store) {
    feature_settings settings = settings_for(1, {feature_choice::hierarchy});
    settings.lags = {1, 3};
    settings.cutoff = day_from_epoch_2000(102);
    store_totals totals(settings, 10'000);
    totals.add(1, 98, 50'000);
    totals.add(2, 98, 2'500);
    totals.add(1, 100, 30'000);
    totals.add(1, 101, 0);
    totals.add(2, 102, 70'000);
    totals.finish(std::vector<day_number>{101, 50, 400}, {});
    EXPECT_EQ(totals.of_store()->sales, (sales{52'500, gap, 30'000, gap, 70'000}));
    EXPECT_EQ(totals.of_category(1)->sales, (sales{50'000, gap, 30'000, gap, 0}));
    EXPECT_EQ(totals.of_category(2)->sales, (sales{2'500, gap, 0, gap, 70'000}));
    EXPECT_EQ(totals.of_category(3), nullptr);
    series one = series_of({1, 0, 2});
    one.store_total = totals.of_store();
    one.category_total = totals.of_category(2);
    const described found(settings, one);
    EXPECT_EQ(found.at(0, "store_lag_1"), value());
    EXPECT_EQ(found.at(1, "store_lag_1"), 3);
    EXPECT_EQ(found.at(1, "store_lag_3"), 5.25);
    EXPECT_EQ(found.at(0, "store_lag_3"), value());
    EXPECT_EQ(found.at(1, "category_lag_3"), 0.25);
    EXPECT_EQ(found.at(3, "category_lag_3"), 0);
    EXPECT_EQ(found.at(3, "store_lag_1"), 7);
    settings.missing = unobserved::zero;
    store_totals zeros(settings, 1);
    zeros.add(0, 100, 3);
    zeros.finish(std::vector<day_number>{101}, {});
    EXPECT_EQ(zeros.of_store()->sales, (sales{3, 0, 0}));
    zeros.clear();
    EXPECT_EQ(zeros.of_store(), nullptr);
    zeros.finish({}, {});
    EXPECT_EQ(zeros.of_category(0), nullptr);
}

// Days 98 to 101. On days 99 and 100 the store only took goods back, but on day 100 it was closed.
TEST(chosen_features, totals_of_days_with_returns_only_are_zero) {
    feature_settings settings = settings_for(1, {feature_choice::hierarchy});
    settings.cutoff = day_from_epoch_2000(102);
    store_totals totals(settings, 1);
    totals.add(1, 98, 5);
    totals.add(1, 101, 7);
    totals.finish(std::vector<day_number>{100}, std::vector<day_number>{99, 100, 97, 400});
    EXPECT_EQ(totals.of_store()->sales, (sales{5, 0, gap, 7, gap}));
    EXPECT_EQ(totals.of_category(1)->sales, (sales{5, 0, gap, 7, gap}));
}

// The weeks from Monday 2000-01-03, day 2, on. The first one is a part: it has the days from the first row
// on.
TEST(chosen_features, totals_of_weeks_are_those_of_their_days) {
    feature_settings settings = settings_for(1, {feature_choice::hierarchy});
    settings.periods = {frequency::week, days_of_week, first_monday};
    settings.cutoff = day_from_epoch_2000(22);
    store_totals totals(settings, 1);
    totals.add(1, 7, 5);
    totals.add(1, 8, 6);
    totals.add(1, 16, 1);
    totals.finish({}, {});
    EXPECT_EQ(totals.of_store()->first_day, 2);
    EXPECT_EQ(totals.of_store()->sales, (sales{11, gap, 1}));
}

TEST(chosen_features, look_at_the_holiday_a_year_before) {
    const day_number first = days_since_2000(day(2023, 11, 20));
    sales sold(400, 2);
    sold[3] = 40;  // Thursday 2023-11-23
    series one = series_of(sold, first);
    store_calendars calendars;
    calendars.set_holidays({}, holiday_years(std::vector<named_holiday>{{first + 3, "Thanksgiving"},
                                                                        {first + 374, "Thanksgiving"}}));
    const described found(settings_for(1, {feature_choice::holiday}), one, calendars);
    EXPECT_EQ(found.at(374, "same_holiday_last_year"), 40);
    EXPECT_EQ(found.at(373, "same_holiday_last_year"), value());
    EXPECT_EQ(found.at(3, "same_holiday_last_year"), value());
    // 371 days before are not known 372 days ahead.
    const described ahead(settings_for(372, {feature_choice::holiday}), one, calendars);
    EXPECT_EQ(ahead.at(374, "same_holiday_last_year"), value());
    one.sales[3] = gap;
    const described closed(settings_for(1, {feature_choice::holiday}), one, calendars);
    EXPECT_EQ(closed.at(374, "same_holiday_last_year"), value());
    // A store with a calendar of its own
    calendars.set_holidays(std::vector<std::int32_t>{1}, holiday_years());
    one.sales[3] = 40;
    const described other(settings_for(1, {feature_choice::holiday}), one, calendars);
    EXPECT_EQ(other.at(374, "same_holiday_last_year"), value());
}

TEST(chosen_features, turn_once_a_year) {
    const described found(settings_for(1, {feature_choice::year}),
                          series_of(sales(800, 1), days_since_2000(day(2023, 1, 1))));
    EXPECT_EQ(found.at(0, "year_sin"), 0);
    EXPECT_EQ(found.at(0, "year_cos"), 1);
    EXPECT_EQ(found.at(365, "year_cos"), 1);
    EXPECT_EQ(found.at(365 + 366, "year_sin"), 0);
    EXPECT_NEAR(*found.at(365 + 183, "year_cos"), -1, 1e-15);
    EXPECT_NEAR(*found.at(100, "year_sin"), std::sin(2 * std::numbers::pi * 100 / 365), 1e-15);
}

TEST(chosen_features, are_chosen_by_name) {
    const auto chosen = [](const std::vector<std::string>& names, const period_grid& periods = {}) {
        return choices_named(names, periods);
    };
    const period_grid weeks{frequency::week, days_of_week, first_monday};
    EXPECT_EQ(chosen({"year", "trend"}), (std::vector{feature_choice::trend, feature_choice::year}));
    EXPECT_TRUE(chosen({}).empty());
    EXPECT_EQ(chosen({"all"}).size(), 10U);
    EXPECT_EQ(chosen({"all", "trend"}).size(), 10U);
    EXPECT_EQ(chosen({"all"}, weeks).size(), 8U);
    for (const feature_choice each : chosen({"all"})) {
        EXPECT_EQ(chosen({std::string(name_of(each))}), std::vector{each});
    }
    EXPECT_THROW(static_cast<void>(chosen({"Trend"})), failure);
    EXPECT_THROW(static_cast<void>(chosen({"trend", "trend"})), failure);
    EXPECT_THROW(static_cast<void>(chosen({"holiday"}, weeks)), failure);
}

}  // namespace
}  // namespace forecast_warehouse::core
