#pragma once

#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// Columns of users beside stores and products, as columns of a feature table. They are attributes as they are
// now: a feature table knows no earlier values of them.
class extra_features {
public:
    // names: such as store.square_metres. Raises for any other one, before a table is built.
    extra_features(Oid extension_schema, const std::vector<std::string>& names);

    // Adds the columns to a table with store_id and product_id. target: its name, as a caller wrote it.
    void add_to(const std::string& target) const;

    // The names of the columns in the order of the table.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    struct column {
        std::string name;  // as it was given
        std::string type;
        std::string value;  // over the companions "store_own" and "product_own"
    };

    std::string schema_;
    std::vector<column> columns_;
    std::string joins_;
    std::string condition_;
};

}  // namespace forecast_warehouse::customize
