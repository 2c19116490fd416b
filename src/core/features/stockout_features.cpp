#include <array>

#include <fmt/format.h>

#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

// The snapshots of the last days that are known, and those without stock.
struct stock_window {
    int days;
    std::size_t first = 0;  // the oldest snapshot of the window
    int snapshots = 0;
    int stockouts = 0;
};

class stockout_days final : public feature_group {
public:
    explicit stockout_days(const feature_settings& settings)
        : days_to_last_known_(settings.horizon * settings.periods.days - settings.periods.days + 1) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        std::vector<feature_column> columns;
        for (const stock_window& each : windows_) {
            columns.push_back({fmt::format("stockout_days_{}", each.days), feature_type::integer});
        }
        return columns;
    }

    void begin(const series& series) override {
        stocks_ = series.stocks;
        next_ = 0;
        windows_ = empty_windows;
    }

    void advance(const feature_day& day) override {
        const day_number last = day.date - days_to_last_known_;
        for (; next_ < stocks_.size() && stocks_[next_].day <= last; ++next_) {
            for (stock_window& each : windows_) {
                ++each.snapshots;
                each.stockouts += stocks_[next_].stockout ? 1 : 0;
            }
        }
        for (stock_window& each : windows_) {
            for (; each.first < next_ && stocks_[each.first].day <= last - each.days; ++each.first) {
                --each.snapshots;
                each.stockouts -= stocks_[each.first].stockout ? 1 : 0;
            }
        }
    }

    void describe(const feature_day& /*day*/, feature_row& row) const override {
        for (const stock_window& each : windows_) {
            row.put_whole(each.snapshots > 0 ? std::optional<std::int64_t>(each.stockouts) : std::nullopt);
        }
    }

private:
    static constexpr std::array<stock_window, 2> empty_windows{{{7}, {longest_stockout_window}}};

    day_number days_to_last_known_;
    std::span<const stock_on_day> stocks_;
    std::size_t next_ = 0;  // the first snapshot that is not known yet
    std::array<stock_window, 2> windows_ = empty_windows;
};

}  // namespace

feature_group_ptr stockout_features(const feature_settings& settings) {
    return std::make_unique<stockout_days>(settings);
}

}  // namespace forecast_warehouse::core
