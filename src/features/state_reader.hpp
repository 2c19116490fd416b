#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/features/day_state.hpp"
#include "core/features/feature_settings.hpp"
#include "core/features/series.hpp"
#include "features/scope.hpp"
#include "features/series_rows.hpp"
#include "postgres/named_rows.hpp"

namespace forecast_warehouse::features {

// Reads the facts that decide the states of days, except sales and stock. These are closed days of stores,
// days without any row of a store, dates of stores and products, and rejected rows. Memory holds those of one
// store and series.
class state_reader {
public:
    explicit state_reader(const core::feature_settings& settings);

    // Both run within one connection to SPI. list: the series, as SQL can read them; list_name: its name
    // there. first: the first day of a sale. few_days: whether the stores have few days for their rows.
    void read(const scope& scope, const postgres::named_rows& list, const char* list_name,
              std::chrono::sys_days first, bool few_days);

    // Adds the facts about a series to its days, from the day first on. The series come in the order of their
    // keys. Facts of plans, which a future day has too, are closed and not_sold.
    void take(core::series_key key, core::day_number first, std::vector<core::day_facts>& days);

    void end();

private:
    void read_not_sent(const scope& scope, const postgres::named_rows& list, const char* list_name,
                       bool few_days);
    void read_rejected(const scope& scope, const postgres::named_rows& list, const char* list_name,
                       std::chrono::sys_days first);
    void take_store(std::int32_t store);

    const core::feature_settings* settings_;
    series_rows closed_;
    series_rows not_sent_;
    series_rows lives_;
    series_rows rejected_;
    std::int64_t store_ = 0;
    bool has_store_ = false;
    std::vector<core::day_number> closed_days_;
    std::vector<core::day_number> days_not_sent_;
};

}  // namespace forecast_warehouse::features
