#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/request.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {

// The stores and products that a table is about, and how SQL says so.
//
// In the statements $1 and $2 are the first and the last day, $3 and $4 the ids of stores and products.
class scope {
public:
    // Looks the codes up. Runs within a connection to SPI. Refuses unknown ones (22023).
    scope(std::string schema, const request& request);

    // The schema of the warehouse.
    [[nodiscard]] Oid schema() const;

    // A table of the warehouse as SQL writes it.
    [[nodiscard]] std::string table(const std::string& name) const { return postgres::quoted(schema_, name); }

    [[nodiscard]] postgres::arguments arguments(std::chrono::sys_days first,
                                                std::chrono::sys_days last) const;

    // AND row.store_id = ANY ($3) AND row.product_id = ANY ($4), as far as they are chosen.
    [[nodiscard]] std::string condition(const char* row) const;

    // The same for the ids of the table store, called row, as $3.
    [[nodiscard]] std::string store_condition(const char* row) const;

    // The key of a row's series.
    [[nodiscard]] static std::string key(const char* row);

private:
    std::string schema_;
    std::optional<std::vector<Datum>> stores_;
    std::optional<std::vector<Datum>> products_;
};

}  // namespace forecast_warehouse::features
