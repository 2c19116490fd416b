#include "core/features/feature_column.hpp"

#include <array>
#include <cstddef>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"

namespace forecast_warehouse::core {
namespace {

// The server's limits: columns of a table, and bytes of a row.
constexpr std::size_t max_columns = 1600;
constexpr std::size_t max_row_bytes = 8160;
constexpr std::size_t row_header = 24;

struct layout {
    std::size_t bytes;
    std::size_t alignment;
};

layout layout_of(feature_type type) noexcept {
    switch (type) {
        case feature_type::flag:
            return {1, 1};
        case feature_type::date:
        case feature_type::integer:
            return {4, 4};
        case feature_type::bigint:
        case feature_type::real:
            return {8, 8};
        case feature_type::money:
        case feature_type::share:
        case feature_type::state:
            break;
    }
    // Short values of the server's types numeric and text.
    return {16, 1};
}

// The server gives these to every table.
constexpr std::array<std::string_view, 6> system_columns{"tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"};

}  // namespace

void check_width(const std::vector<feature_column>& columns) {
    constexpr const char* hint = "Give fewer lags, windows or aggregates.";
    if (columns.size() > max_columns) {
        throw failure(sqlstate::too_many_columns,
                      fmt::format("a feature table can have {} columns at most, and this one has {}",
                                  max_columns, columns.size()),
                      hint);
    }
    std::size_t bytes = row_header + columns.size() / 8 + 8;
    for (const feature_column& each : columns) {
        const layout value = layout_of(each.type);
        bytes = (bytes + value.alignment - 1) / value.alignment * value.alignment + value.bytes;
    }
    if (bytes > max_row_bytes) {
        throw failure(sqlstate::program_limit_exceeded,
                      fmt::format("a row of {} columns would be larger than a page", columns.size()), hint);
    }
}

void check_names(const std::vector<feature_column>& columns, const std::vector<std::string>& added) {
    constexpr std::size_t longest_name = 63;
    constexpr const char* hint = "Load the signal under another name.";
    std::set<std::string_view> seen(system_columns.begin(), system_columns.end());
    seen.insert(added.begin(), added.end());
    for (const feature_column& each : columns) {
        if (each.name.size() > longest_name) {
            throw failure(sqlstate::invalid_parameter_value,
                          fmt::format("signal {} is longer than {} bytes, so no column can have its name",
                                      quoted(each.name), longest_name),
                          hint);
        }
        if (!seen.insert(each.name).second) {
            throw failure(
                sqlstate::invalid_parameter_value,
                fmt::format("signal {} has the name of another column of the table", quoted(each.name)),
                hint);
        }
    }
}

}  // namespace forecast_warehouse::core
