#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/features/feature_settings.hpp"
#include "core/features/series.hpp"
#include "features/scope.hpp"
#include "features/series_rows.hpp"
#include "features/signal_reader.hpp"
#include "features/state_reader.hpp"
#include "postgres/named_rows.hpp"

namespace forecast_warehouse::features {

// Reads all series of a scope, one after another by store and product. Memory does not grow with their
// number: the rows are sorted, on disk if they are many.
//
// Of prices and promotions it reads windows. The core decides which one is in force on a day.
class series_reader {
public:
    // Both run within one connection to SPI, with one snapshot.
    series_reader(const scope& scope, const core::feature_settings& settings);
    void read();

    // The number of rows of the feature table, before some are left out, and their first day; none without
    // rows.
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::optional<std::chrono::sys_days> first_day() const noexcept { return first_day_; }

    // Goes on to the next series; NULL at the end. It is valid until the next call.
    core::series* next();

    void end();

private:
    void list_series();
    [[nodiscard]] bool has_few_store_days() const;
    void warn_of_late_cutoff(std::chrono::sys_days last_sale) const;
    void read_sales();
    void read_stocks();
    void read_prices();
    void read_promotions();
    [[nodiscard]] std::string windows_query(const std::string& columns, const char* table, const char* from,
                                            const char* to) const;
    void take_sales();
    void take_whole_units();
    void add_up_periods();
    void take_states();
    void take_stocks();
    [[nodiscard]] std::vector<core::day_facts> facts_of_days();
    void drop_unobserved();
    void take_drivers();

    const scope* scope_;
    const core::feature_settings* settings_;
    postgres::tuple_store series_list_;
    std::optional<postgres::named_rows> named_list_;  // the list, as SQL can read it
    std::int64_t rows_ = 0;
    std::optional<std::chrono::sys_days> first_day_;
    std::optional<std::chrono::sys_days> first_sale_;
    std::int64_t stores_ = 0;
    series_rows sales_;
    series_rows stocks_;
    series_rows prices_;
    series_rows promotions_;
    std::optional<signal_reader> signals_;
    std::optional<state_reader> states_;
    core::series series_{};
    struct day_quantity {
        core::day_number day;
        std::int64_t quantity;
    };
    std::vector<day_quantity> day_quantities_;
};

}  // namespace forecast_warehouse::features
