#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

// The state of the day itself. It belongs to the quantity, which a model learns to forecast, and so it is
// taken from the series: it is no feature.
class state_of_day final : public feature_group {
public:
    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{"day_state", feature_type::state}};
    }

    void begin(const series& series) override { states_ = series.states; }

    void describe(const feature_day& day, feature_row& row) const override {
        const day_state state = states_[static_cast<std::size_t>(day.index)];
        if (state == day_state::none) {
            row.put_null();
        } else {
            row.put_whole(static_cast<std::int64_t>(state));
        }
    }

private:
    std::span<const day_state> states_;
};

}  // namespace

feature_group_ptr day_state_feature() {
    return std::make_unique<state_of_day>();
}

}  // namespace forecast_warehouse::core
