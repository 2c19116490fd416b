#include "core/demo/demo_series.hpp"

#include <algorithm>
#include <chrono>

#include "core/calendar.hpp"

namespace forecast_warehouse::core::demo_model {
namespace {

// One unit a day. Expected numbers have 16 bits behind the point.
constexpr std::int64_t one_unit = 65536;

// A buyer of a slow product takes one to three, so that its sales are rare and uneven.
constexpr int most_per_buyer = 3;
constexpr int mean_per_buyer = 2;

// A buyer of a product by weight takes so many grams, a kilogram on average.
constexpr int min_grams = 150;
constexpr int max_grams = 1850;

// No product sells more than 2048 a day, however long a trend lasts.
constexpr doublings highest_level = 11 * one_doubling;

// Customers notice an offer. This effect comes on top of that of its price.
constexpr doublings display_effect = effect(125);

// The phase of the year in 65536ths of a turn, for a day of the year from 0.
std::int64_t phase_of_year(int day_of_year) {
    return static_cast<std::int64_t>(day_of_year) * 65536 / 365;
}

// The effect of the launch. A new product starts at a third of its demand, and has all of it after eight
// weeks.
doublings launch_effect(const product_model& product, int day) {
    constexpr int days_to_know = 56;
    const int missing = std::max(0, days_to_know - (day - product.launch_day));
    return product.kind == product_kind::fresh ? effect(33) * missing / days_to_know : 0;
}

// The effect of a price: constant elasticity, relative to the product's base price.
doublings price_effect(const product_model& product, const price_tag& tag) {
    const doublings change = log2_ratio(static_cast<std::uint64_t>(std::max(1, tag.cents)),
                                        static_cast<std::uint64_t>(product.base_price_cents));
    return -change * product.group->elasticity_tenths / 10 + (tag.promoted ? display_effect : 0);
}

// The effect of the day of the week and of the year.
doublings season_effect(const series_context& series, std::chrono::sys_days date) {
    const calendar_day day = describe_day(date);
    const category& group = *series.product.product.group;
    const auto new_year = std::chrono::sys_days{std::chrono::year{day.year} / std::chrono::January / 1};
    const auto day_of_year = static_cast<int>((date - new_year).count());
    constexpr std::int64_t quarter_turn = 16384;
    const std::int64_t wave = sine(phase_of_year(day_of_year - group.peak_day) + quarter_turn);
    const auto year = static_cast<doublings>(group.peak * wave / 65536);
    return year + series.store.type->weekly[static_cast<std::size_t>(day.day_of_week)];
}

// The units a day, in 65536ths, of an expectation.
std::int64_t units_expected(const series_context& series, doublings expected) {
    const auto buyers = static_cast<std::int64_t>(exp2_fixed(expected, 16));
    const product_model& product = series.product.product;
    return product.kind == product_kind::slow && !product.by_weight ? buyers * mean_per_buyer : buyers;
}

// The units in a case. Products that sell better come in larger cases.
int pack_of(std::int64_t units_a_day) {
    if (units_a_day < one_unit) {
        return 1;
    }
    return units_a_day < 6 * one_unit ? 6 : 12;
}

}  // namespace

series_context make_series(const demo_settings& settings, int store, int product) {
    random_stream random = stream(settings.seed, for_series, static_cast<std::uint64_t>(store),
                                  static_cast<std::uint64_t>(product));
    return {
        .product = {settings, product, make_product(settings, product)},
        .store_index = store,
        .store = make_store(settings, store),
        .affinity = effect(random.between(75, 130)),
        .demand_seed = random.next(),
        .supply_seed = random.next(),
    };
}

std::vector<doublings> expect_demand(const series_context& series,
                                     const std::vector<doublings>& holiday_effects,
                                     const std::vector<price_tag>& tags) {
    const product_model& product = series.product.product;
    const doublings level = product.level + series.store.size + series.store.type->size + series.affinity;
    const std::int64_t trend_per_year = product.trend_per_year + series.store.trend_per_year;
    std::vector<doublings> expected(tags.size());
    for (auto i = static_cast<std::size_t>(product.launch_day); i < tags.size(); ++i) {
        const int day = static_cast<int>(i);
        const auto trend = static_cast<doublings>(trend_per_year * day / 365);
        const doublings sum = level + trend + launch_effect(product, day) +
                              season_effect(series, series.product.settings.first + std::chrono::days{day}) +
                              holiday_effects[i] * product.group->holiday_percent / 100 +
                              price_effect(product, tags[i]);
        expected[i] = std::min(sum, highest_level);
    }
    return expected;
}

int draw_demand(const series_context& series, doublings expected, std::int32_t day_2000) {
    constexpr std::int32_t half_shock = one_doubling / 8;
    const demo_settings& settings = series.product.settings;
    const auto day = static_cast<std::uint64_t>(day_2000);
    random_stream store_day =
        stream(settings.seed, for_store_day, static_cast<std::uint64_t>(series.store_index), day);
    doublings shock = store_day.between(-half_shock, half_shock);
    shock += store_day.between(-half_shock, half_shock);
    random_stream random = stream(series.demand_seed, for_demand, day);
    const int buyers = draw_count(expected + shock, random);
    const product_model& product = series.product.product;
    if (product.kind != product_kind::slow && !product.by_weight) {
        return buyers;
    }
    int units = 0;
    for (int buyer = 0; buyer < buyers; ++buyer) {
        units += product.by_weight ? random.between(min_grams, max_grams) : random.between(1, most_per_buyer);
    }
    return units;
}

std::int64_t total_cents(const product_model& product, std::int64_t quantity,
                         std::int64_t price_cents) noexcept {
    const std::int64_t total = quantity * price_cents;
    return product.by_weight ? (total + grams_per_kilogram / 2) / grams_per_kilogram : total;
}

shelf::shelf(const series_context& series, const std::vector<doublings>& expected)
    : review_days_{series.store.type->review_days},
      lead_days_{series.product.product.lead_days},
      unit_{series.product.product.by_weight ? grams_per_kilogram : 1},
      expected_until_(expected.size() + 1),
      random_{stream(series.supply_seed, for_supply)} {
    review_offset_ = random_.between(0, review_days_ - 1);
    safety_percent_ = random_.between(20, 200);
    const auto launch = static_cast<std::size_t>(series.product.product.launch_day);
    for (std::size_t day = launch; day < expected.size(); ++day) {
        expected_until_[day + 1] = expected_until_[day] + units_expected(series, expected[day]);
    }
    pack_ = pack_of(expected_until_[launch + 1]) * unit_;
    on_hand_ = target(static_cast<int>(launch) - 1);
}

void shelf::receive(int day) {
    int& due = due_[static_cast<std::size_t>(day) % due_.size()];
    on_hand_ += due;
    on_order_ -= due;
    due = 0;
}

int shelf::sell(int wanted) {
    const int sold = std::min(wanted, on_hand_);
    on_hand_ -= sold;
    return sold;
}

void shelf::review(int day) {
    if ((day + review_offset_) % review_days_ != 0) {
        return;
    }
    const int missing = target(day) - on_hand_ - on_order_;
    if (missing <= 0) {
        return;
    }
    const int ordered = (missing + pack_ - 1) / pack_ * pack_;
    int lead = lead_days_;
    if (random_.one_in(25)) {
        lead += random_.between(4, 12);
    }
    due_[static_cast<std::size_t>(day + lead) % due_.size()] += ordered;
    on_order_ += ordered;
}

// The stock that an evening's order fills up to. It is the expected demand until the next order's delivery,
// and a safety stock by the root of that. Days after the range count as its last day.
int shelf::target(int day) const {
    const auto days = static_cast<int>(expected_until_.size()) - 1;
    const int until = day + 1 + lead_days_ + review_days_;
    const int known = std::min(until, days);
    const auto at = [this](int index) { return expected_until_[static_cast<std::size_t>(index)]; };
    const std::int64_t units =
        at(known) - at(std::min(day + 1, days)) + (until - known) * (at(days) - at(days - 1));
    const auto root =
        static_cast<std::int64_t>(exp2_fixed(log2_fixed(static_cast<std::uint64_t>(units) + 1) / 2, 8));
    return (static_cast<int>((units + root * safety_percent_ / 100) >> 16U) + 1) * unit_;
}

}  // namespace forecast_warehouse::core::demo_model
