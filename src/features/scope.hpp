#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/feature_request.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {

// The stores and products of a feature table, and the SQL that selects them.
//
// In all statements $1 and $2 are the first and the last day. $3 and $4 are the ids of stores and products.
class scope {
public:
    // Looks up the codes. Runs within a connection to SPI. Raises core::failure (22023) for unknown ones.
    scope(Oid schema, const feature_request& request);

    // The schema of the extension.
    [[nodiscard]] Oid schema() const noexcept { return schema_; }

    // The name of a table of the warehouse, with its schema, quoted for SQL.
    [[nodiscard]] std::string table(const std::string& name) const {
        return postgres::quoted(schema_name_, name);
    }

    [[nodiscard]] std::string quoted_schema() const { return postgres::quoted(schema_name_); }

    [[nodiscard]] postgres::arguments arguments(std::chrono::sys_days first,
                                                std::chrono::sys_days last) const;

    // store_id = ANY ($3) AND product_id = ANY ($4) of a row, as far as the request names some. May be empty.
    [[nodiscard]] std::string condition(const char* row) const;

    // store_id = ANY ($3) of a row. May be empty.
    [[nodiscard]] std::string store_id_condition(const char* row) const;

    // id = ANY ($3) of a row of the table store. May be empty.
    [[nodiscard]] std::string store_condition(const char* row) const;

    // The core::series_key of a row.
    [[nodiscard]] static std::string key(const char* row);

private:
    Oid schema_;
    std::string schema_name_;
    std::optional<std::vector<Datum>> stores_;
    std::optional<std::vector<Datum>> products_;
};

}  // namespace forecast_warehouse::features
