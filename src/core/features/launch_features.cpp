#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

class launch final : public feature_group {
public:
    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{"days_since_launch", feature_type::integer}};
    }

    void begin(const series& series) override { launched_ = series.launch; }

    void describe(const feature_day& day, feature_row& row) const override {
        if (launched_) {
            row.put_whole(std::int64_t{day.date} - *launched_);
        } else {
            row.put_null();
        }
    }

private:
    std::optional<day_number> launched_;
};

}  // namespace

feature_group_ptr launch_features() {
    return std::make_unique<launch>();
}

}  // namespace forecast_warehouse::core
