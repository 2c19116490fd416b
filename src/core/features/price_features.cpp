#include <array>

#include <fmt/format.h>

#include "core/features/category_prices.hpp"
#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

// The prices of the days before a day. They are found once, and kept in a ring.
class earlier_prices {
public:
    void begin(day_number first_day) noexcept {
        ring_.fill(std::nullopt);
        next_ = first_day - price_window_days;
        cents_ = 0;
        known_ = 0;
    }

    // Goes on to the days before a day.
    void advance(day_number day, const series_prices& prices) {
        for (; next_ < day; ++next_) {
            std::optional<std::int64_t>& slot = ring_[slot_];
            slot_ = (slot_ + 1) % ring_.size();
            if (slot) {
                cents_ -= *slot;
                --known_;
            }
            slot = prices.at(next_);
            if (slot) {
                cents_ += *slot;
                ++known_;
            }
        }
    }

    [[nodiscard]] std::optional<double> mean() const noexcept {
        return known_ > 0 ? std::optional(static_cast<double>(cents_) / known_) : std::nullopt;
    }

private:
    std::array<std::optional<std::int64_t>, price_window_days> ring_;
    std::size_t slot_ = 0;  // of the oldest price
    day_number next_ = 0;
    std::int64_t cents_ = 0;
    int known_ = 0;
};

void put_share(const std::optional<std::int64_t>& price, const std::optional<double>& mean,
               feature_row& row) noexcept {
    if (price && mean && *mean > 0) {
        row.put_real(static_cast<double>(*price) / *mean);
    } else {
        row.put_null();
    }
}

class relative_price final : public feature_group {
public:
    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{fmt::format("price_to_{}d", price_window_days), feature_type::real},
                {"price_to_category", feature_type::real}};
    }

    void begin(const series& series) override {
        series_ = &series;
        prices_.begin(series.prices);
        earlier_.begin(series.first_day);
    }

    void advance(const feature_day& day) override { earlier_.advance(day.date, prices_); }

    void describe(const feature_day& day, feature_row& row) const override {
        const std::optional<std::int64_t> price = prices_.at(day.date);
        put_share(price, earlier_.mean(), row);
        std::optional<double> of_category;
        if (series_->category && series_->category_prices != nullptr) {
            of_category = series_->category_prices->mean(*series_->category, day.date);
        }
        put_share(price, of_category, row);
    }

private:
    const series* series_ = nullptr;
    series_prices prices_;
    earlier_prices earlier_;
};

}  // namespace

feature_group_ptr price_features() {
    return std::make_unique<relative_price>();
}

}  // namespace forecast_warehouse::core
