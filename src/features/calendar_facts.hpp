#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/scope.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::features {

// The calendar columns of each day, as a store has them: a store with a holiday calendar of its own has its
// holidays, the others have those of the table calendar.
class calendar_facts {
public:
    static constexpr std::size_t columns = 11;

    struct day {
        std::array<Datum, columns> values;
        std::array<bool, columns> nulls;
    };
    using days = std::vector<day>;

    // Reads the days from first to last; runs within a connection to SPI. Warns of days that
    // calendar lacks, and of rows that generate_calendar did not fill.
    calendar_facts(const scope& scope, std::chrono::sys_days first, std::chrono::sys_days last);

    // What a store's calendar says of a day; days count from the first one. An error when it was not read.
    [[nodiscard]] const day& at(std::int32_t store, std::int32_t number) const;

private:
    void read_calendar(const scope& scope);
    void read_stores(const scope& scope);
    void read_holidays(const scope& scope, const std::string& name, days& own) const;

    std::chrono::sys_days first_;
    std::chrono::sys_days last_;
    std::vector<days> calendars_;                           // the first one is that of the table calendar
    std::unordered_map<std::int32_t, std::size_t> places_;  // by store
};

}  // namespace forecast_warehouse::features
