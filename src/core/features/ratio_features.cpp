#include <fmt/format.h>

#include "core/features/feature_groups.hpp"
#include "core/features/window_step.hpp"

namespace forecast_warehouse::core {
namespace {

// The mean of the known quantities of a window.
class window_mean {
public:
    // skip: the number of newer quantities that the window leaves out.
    window_mean(int width, int skip, int fewest_known)
        : width_(static_cast<std::size_t>(width)),
          skip_(static_cast<std::size_t>(skip)),
          fewest_known_(fewest_known) {}

    void clear() noexcept {
        sum_ = 0;
        known_ = 0;
    }

    void push(std::span<const std::int64_t> sales) noexcept {
        const window_step step = step_of(sales, width_, skip_);
        if (!is_missing(step.entering)) {
            sum_ += step.entering;
            ++known_;
        }
        if (!is_missing(step.leaving)) {
            sum_ -= step.leaving;
            --known_;
        }
    }

    // This mean as a multiple of another one. None: one of them is not known, or the other one is 0.
    [[nodiscard]] std::optional<double> over(const window_mean& other) const noexcept {
        if (known_ < fewest_known_ || other.known_ < other.fewest_known_ || other.sum_ == 0) {
            return std::nullopt;
        }
        return static_cast<double>(sum_) / known_ / (static_cast<double>(other.sum_) / other.known_);
    }

private:
    std::size_t width_;
    std::size_t skip_;
    int fewest_known_;
    std::int64_t sum_ = 0;
    int known_ = 0;
};

// The widths in periods: 7 and 28 days, or 1 and 4 weeks.
class ratios final : public feature_group {
public:
    explicit ratios(const feature_settings& settings)
        : short_width_(settings.periods.by_week() ? 1 : 7),
          long_width_(4 * short_width_),
          short_(short_width_, 0, settings.fewest_known(short_width_)),
          long_(long_width_, 0, settings.fewest_known(long_width_)),
          before_(long_width_, long_width_, settings.fewest_known(long_width_)) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{fmt::format("ratio_{}_{}", short_width_, long_width_), feature_type::real},
                {fmt::format("ratio_{0}_{0}_before", long_width_), feature_type::real}};
    }

    void begin(const series& /*series*/) override {
        short_.clear();
        long_.clear();
        before_.clear();
    }

    void advance(const feature_day& day) override {
        short_.push(day.sales);
        long_.push(day.sales);
        before_.push(day.sales);
    }

    void describe(const feature_day& /*day*/, feature_row& row) const override {
        row.put_real(short_.over(long_));
        row.put_real(long_.over(before_));
    }

private:
    int short_width_;
    int long_width_;
    window_mean short_;
    window_mean long_;
    window_mean before_;
};

}  // namespace

feature_group_ptr ratio_features(const feature_settings& settings) {
    return std::make_unique<ratios>(settings);
}

}  // namespace forecast_warehouse::core
