#pragma once

#include <vector>

#include "load/target.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// A load's target as direct writing takes it.
class direct_target {
public:
    explicit direct_target(const target& target);

    // Whether the setting forecast_warehouse.writer, the keys and the table allow direct writing.
    [[nodiscard]] bool is_allowed() const;

    // The table, which its caller begins and closes. This must outlive it.
    [[nodiscard]] postgres::direct_table table() const;

    [[nodiscard]] int keep_set_column() const { return load::keep_set_column(target_->feed()); }

private:
    const target* target_;
    std::vector<postgres::direct_column> columns_;
    std::vector<int> grain_;
};

}  // namespace forecast_warehouse::load
