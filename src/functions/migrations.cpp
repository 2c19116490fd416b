#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "core/versions.hpp"
#include "functions/arguments.hpp"
#include "migration/losses.hpp"
#include "migration/requirements.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "schema/step_warning.hpp"

// migration_check(from_version, to_version), data_loss(to_version) and list_versions(): the requirements,
// the losses and the versions of an update.

namespace forecast_warehouse::functions {
namespace {

// A version that can be reached from the installed one, and the server's path to it. The path of the
// installed version is empty.
struct reachable_version {
    std::string to;
    std::vector<std::string> path;
};

std::vector<std::string> split(const std::string& path) {
    constexpr std::string_view separator = "--";
    std::vector<std::string> steps;
    std::size_t from = 0;
    for (std::size_t at = path.find(separator); at != std::string::npos; at = path.find(separator, from)) {
        steps.push_back(path.substr(from, at - from));
        from = at + separator.size();
    }
    steps.push_back(path.substr(from));
    return steps;
}

// The installed version, and all versions that can be reached from it. Needs a connection to SPI.
std::vector<reachable_version> reachable_versions() {
    postgres::execute(
        "SELECT e.extversion, NULL::pg_catalog.text FROM pg_catalog.pg_extension e "
        "WHERE e.extname OPERATOR(pg_catalog.=) 'forecast_warehouse'::pg_catalog.name "
        "UNION ALL SELECT p.target, p.path FROM pg_catalog.pg_extension e "
        "CROSS JOIN LATERAL pg_catalog.pg_extension_update_paths(e.extname) p "
        "WHERE e.extname OPERATOR(pg_catalog.=) 'forecast_warehouse'::pg_catalog.name "
        "AND p.source OPERATOR(pg_catalog.=) e.extversion AND p.path IS NOT NULL");
    std::vector<reachable_version> reachable;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const auto path = postgres::result_text(row, 2);
        reachable.push_back(
            {*postgres::result_text(row, 1), path ? split(*path) : std::vector<std::string>{}});
    }
    return reachable;
}

// Versions are ordered by number: 1.10 comes after 1.9.
std::vector<int> numbers_of(const std::string& version) {
    std::vector<int> numbers;
    const char* at = version.data();
    const char* end = at + version.size();
    while (at < end) {
        int number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        numbers.push_back(error == std::errc() ? number : 0);
        at = next == end ? end : std::max(next, at) + 1;
    }
    return numbers;
}

// The losses of all steps of a path.
migration::losses losses_on_path(const reachable_version& version, Oid schema, migration::count count) {
    migration::losses all;
    for (std::size_t step = 1; step < version.path.size(); ++step) {
        const core::edge* edge = core::find_edge(version.path[step - 1], version.path[step]);
        if (edge == nullptr) {
            continue;
        }
        for (migration::loss& each : migration::losses_of(*edge, schema, count)) {
            all.push_back(std::move(each));
        }
    }
    return all;
}

std::string version_argument(FunctionCallInfo call, int index, const char* name) {
    auto version = text_argument(call, index);
    if (!version) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            "SELECT version FROM schema_versions lists the versions.");
    }
    return *version;
}

void check_step(FunctionCallInfo call) {
    const std::string from = version_argument(call, 0, "from_version");
    const std::string to = version_argument(call, 1, "to_version");
    const core::edge* edge = core::find_edge(from, to);
    if (edge == nullptr) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format(R"(extension "forecast_warehouse" has no step from version "{}" to version "{}")",
                        from, to),
            "Give one step of a path in schema_versions.");
    }
    const Oid schema = schema_of(call);
    postgres::with_spi([&] {
        if (!creating_extension) {
            forecast_warehouse::schema::warn_of_drift(from);
        }
        migration::check_requirements(*edge, schema);
    });
}

void list_losses(FunctionCallInfo call) {
    const std::string to = version_argument(call, 0, "to_version");
    const Oid schema = schema_of(call);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    postgres::with_spi([&] {
        const std::vector<reachable_version> reachable = reachable_versions();
        const auto found = std::find_if(reachable.begin(), reachable.end(),
                                        [&](const reachable_version& each) { return each.to == to; });
        if (found == reachable.end()) {
            throw core::failure(
                core::sqlstate::invalid_parameter_value,
                fmt::format(R"(extension "forecast_warehouse" has no update path to version "{}")", to),
                "SELECT version FROM schema_versions lists the versions.");
        }
        for (const migration::loss& each : losses_on_path(*found, schema, migration::count::all)) {
            Datum values[] = {postgres::text_datum(each.table), Int64GetDatum(each.rows)};
            bool nulls[std::size(values)] = {};
            put_row(call, values, nulls);
        }
    });
}

void list_versions(FunctionCallInfo call) {
    const Oid schema = schema_of(call);
    postgres::guard([call] { InitMaterializedSRF(call, 0); });
    postgres::with_spi([&] {
        std::vector<reachable_version> reachable = reachable_versions();
        std::sort(reachable.begin(), reachable.end(),
                  [](const reachable_version& left, const reachable_version& right) {
                      return numbers_of(left.to) < numbers_of(right.to);
                  });
        for (const reachable_version& each : reachable) {
            const core::version* known = core::find_version(each.to);
            const std::string path = fmt::format("{}", fmt::join(each.path, " -> "));
            Datum values[] = {postgres::text_datum(each.to), BoolGetDatum(each.path.empty()),
                              postgres::text_datum(path),
                              postgres::text_datum(known == nullptr ? "" : std::string(known->brings)),
                              BoolGetDatum(!losses_on_path(each, schema, migration::count::any).empty())};
            bool nulls[] = {false, false, each.path.empty(), known == nullptr, false};
            put_row(call, values, nulls);
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_migration_check) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::check_step(fcinfo);
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_data_loss) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::list_losses(fcinfo);
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_list_versions) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        forecast_warehouse::functions::list_versions(fcinfo);
        return Datum{0};
    });
}
