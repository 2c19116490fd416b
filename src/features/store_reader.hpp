#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/features/category_prices.hpp"
#include "core/features/feature_settings.hpp"
#include "core/features/series.hpp"
#include "core/features/store_totals.hpp"
#include "features/product_list.hpp"
#include "features/scope.hpp"
#include "features/series_rows.hpp"

namespace forecast_warehouse::features {

// Reads what the chosen features of a series need beyond the series: facts of its product, and the totals and
// mean prices of its store. These are of all products that the caller can see, not only of those in the
// scope. So a table of some products has the same values as a table of all.
class store_reader {
public:
    // Both run within the connection to SPI that reads the series, with its snapshot.
    store_reader(const scope& scope, const core::feature_settings& settings);
    // first: the first day of the table.
    void read(std::chrono::sys_days first);

    // Adds the facts to a series. They are valid until the next call. Series come in the order of their keys.
    void add_to(core::series& series);

    void end();

private:
    void read_sales();
    void read_closed_days();
    void read_returns();
    void read_prices(std::chrono::sys_days first);
    [[nodiscard]] std::string prices_query(const std::string& store_condition) const;
    void enter(std::int32_t store);
    void take_totals();
    void take_prices();
    void take_product_prices(core::series_key key);

    const scope* scope_;
    const core::feature_settings* settings_;
    product_list products_;
    series_rows sales_;    // the second id of their keys is the number of a category
    series_rows closed_;   // the second id is 0
    series_rows returns_;  // the second id is 0
    series_rows prices_;
    std::optional<std::int32_t> store_;
    core::store_totals totals_;
    core::category_prices category_prices_;
};

}  // namespace forecast_warehouse::features
