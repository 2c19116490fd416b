#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/features/drivers.hpp"
#include "features/scope.hpp"
#include "features/series_rows.hpp"
#include "postgres/named_rows.hpp"

namespace forecast_warehouse::features {

// What is known of one series at the cutoff.
struct series {
    core::series_key key;
    core::day_number first_day;                 // of its first sale
    std::vector<std::int32_t> sales;            // day by day, from the first sale to the cutoff
    std::vector<core::price_in_window> prices;  // in any order, and so the promotions
    std::vector<core::promotion_in_window> promotions;

    struct stock {
        core::day_number day;
        bool stockout;
    };
    std::vector<stock> stocks;  // by day
};

// Reads all series of a scope, one after the other by store and product. Memory does not grow with their
// number: what is read waits in sorts, which go to disk.
//
// Which price is in force, and which promotion, is decided in the core; here are their windows.
class series_reader {
public:
    // Both run within one connection to SPI. Everything is seen with one snapshot.
    series_reader(const scope& scope, const core::feature_settings& settings);
    void read();

    // How many rows the feature table will have, and the first day of them; none when there are none.
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::optional<std::chrono::sys_days> first_day() const noexcept { return first_day_; }

    // Goes on to the next series; NULL at the end.
    const series* next();

    void end();

private:
    void list_series();
    void warn_of_late_cutoff(std::chrono::sys_days last_sale) const;
    void read_sales();
    void read_stocks();
    void read_prices();
    void read_promotions();
    [[nodiscard]] std::string windows_query(const std::string& columns, const char* table, const char* from,
                                            const char* to) const;
    void take_sales();
    void take_drivers();

    const scope* scope_;
    const core::feature_settings* settings_;
    postgres::tuple_store listed_;
    std::optional<postgres::named_rows> list_;
    std::int64_t rows_ = 0;
    std::optional<std::chrono::sys_days> first_day_;
    series_rows sales_;
    series_rows stocks_;
    series_rows prices_;
    series_rows promotions_;
    series series_{};
    struct day_quantity {
        core::day_number day;
        std::int32_t quantity;
    };
    std::vector<day_quantity> sold_;
};

}  // namespace forecast_warehouse::features
