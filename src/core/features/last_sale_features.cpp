#include "core/features/feature_groups.hpp"

namespace forecast_warehouse::core {
namespace {

class last_sale final : public feature_group {
public:
    explicit last_sale(bool by_week) : by_week_(by_week) {}

    [[nodiscard]] std::vector<feature_column> columns() const override {
        return {{by_week_ ? "weeks_since_last_sale" : "days_since_last_sale", feature_type::integer}};
    }

    void begin(const series& /*series*/) override { index_.reset(); }

    void advance(const feature_day& day) override {
        if (!day.sales.empty() && day.sales.back() > 0) {
            index_ = static_cast<std::int64_t>(day.sales.size()) - 1;
        }
    }

    void describe(const feature_day& day, feature_row& row) const override {
        if (index_) {
            row.put_whole(day.index - *index_);
        } else {
            row.put_null();
        }
    }

private:
    bool by_week_;
    std::optional<std::int64_t> index_;  // of the last day with a sale
};

}  // namespace

feature_group_ptr last_sale_features(const feature_settings& settings) {
    return std::make_unique<last_sale>(settings.periods.by_week());
}

}  // namespace forecast_warehouse::core
