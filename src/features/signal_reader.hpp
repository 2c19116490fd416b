#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/features/feature_settings.hpp"
#include "core/features/series.hpp"
#include "features/scope.hpp"
#include "features/series_rows.hpp"

namespace forecast_warehouse::features {

// Reads the values of signals. Memory holds those of all stores together, and of one store: the rows of
// single stores are sorted by store, on disk if they are many.
class signal_reader {
public:
    // One list a signal, in the order of the settings.
    using lists = std::vector<std::vector<core::signal_on_day>>;

    explicit signal_reader(const core::feature_settings& settings);

    // Runs within a connection to SPI. first: the first day of the feature table. A signal that is not known
    // ahead is read to the cutoff, so no row can use a later value.
    void read(const scope& scope, std::chrono::sys_days first);

    // The values for a store: its own, and those of all stores on days without its own. The stores come in
    // the order of their ids. The values of the last store are kept, so `values` must be those of the last
    // call.
    void take(std::int32_t store, lists& values);

    void end();

private:
    const core::feature_settings* settings_;
    series_rows of_all_;
    series_rows of_stores_;
    lists for_all_stores_;
    std::optional<std::int32_t> store_;
};

}  // namespace forecast_warehouse::features
