#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

// The values of one signal in a series, read forward only.
class signal_column {
public:
    explicit signal_column(const feature_settings& settings, const feature_signal& signal)
        : period_days_(settings.periods.days),
          lag_days_(signal.known_ahead ? 0 : settings.horizon * settings.periods.days) {}

    void begin(std::span<const signal_on_day> values) {
        values_ = values;
        next_ = 0;
    }

    void advance(day_number date) {
        first_ = date - lag_days_;
        while (next_ < values_.size() && values_[next_].day < first_) {
            ++next_;
        }
    }

    // The value of the day; of a week, the mean of its days that have one.
    void put(feature_row& row) const {
        double sum = 0;
        int days = 0;
        for (std::size_t at = next_; at < values_.size() && values_[at].day < first_ + period_days_; ++at) {
            sum += values_[at].value;
            ++days;
        }
        if (days == 0) {
            row.put_null();
        } else {
            row.put_real(days == 1 ? sum : sum / days);
        }
    }

private:
    int period_days_;
    int lag_days_;
    day_number first_ = 0;  // of the period whose values are wanted
    std::span<const signal_on_day> values_;
    std::size_t next_ = 0;  // the first one that is not older than the period
};

class signals final : public feature_group {
public:
    explicit signals(const feature_settings& settings) {
        for (const feature_signal& each : settings.signals) {
            names_.push_back({each.name, feature_type::real});
            columns_.emplace_back(settings, each);
        }
    }

    [[nodiscard]] std::vector<feature_column> columns() const override { return names_; }

    void begin(const series& series) override {
        for (std::size_t index = 0; index < columns_.size(); ++index) {
            columns_[index].begin(series.signals[index]);
        }
    }

    void advance(const feature_day& day) override {
        for (signal_column& each : columns_) {
            each.advance(day.date);
        }
    }

    void describe(const feature_day& /*day*/, feature_row& row) const override {
        for (const signal_column& each : columns_) {
            each.put(row);
        }
    }

private:
    std::vector<feature_column> names_;
    std::vector<signal_column> columns_;
};

}  // namespace

feature_group_ptr signal_features(const feature_settings& settings) {
    return std::make_unique<signals>(settings);
}

}  // namespace forecast_warehouse::core
