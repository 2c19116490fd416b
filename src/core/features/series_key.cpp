#include "core/features/series_key.hpp"

#include <fmt/format.h>

#include "core/sql.hpp"

namespace forecast_warehouse::core {

std::string series_key_of(const star& star, std::string_view row) {
    const auto id = [&](std::size_t part) {
        return fmt::format("{}.{}_id::pg_catalog.int8", row, (*star.dimensions)[star.series[part]].table);
    };
    const auto number = [](std::int64_t value) { return fmt::format("{}::pg_catalog.int8", value); };
    return sql::add(sql::multiply(id(0), number(first_ids_apart)), sql::add(id(1), number(second_id_offset)));
}

}  // namespace forecast_warehouse::core
