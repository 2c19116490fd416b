#include "features/signal_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/near_name.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "features/shapes.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

std::string shown(const std::string& name) {
    return core::quoted(core::shorten(name, core::shown_characters));
}

void refuse_twice(const std::vector<std::string>& names) {
    for (auto each = names.begin(); each != names.end(); ++each) {
        if (std::find(names.begin(), each, *each) != each) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("signal {} is given twice", shown(*each)), "Give each once.");
        }
    }
}

[[noreturn]] void refuse_unknown(const std::string& table, const std::string& name) {
    postgres::query(
        fmt::format("SELECT DISTINCT g.signal_name::pg_catalog.text COLLATE pg_catalog.\"C\" "
                    "FROM {} AS g ORDER BY 1",
                    table));
    std::vector<std::string> all;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        all.push_back(postgres::result_text(row, 1).value_or(""));
    }
    postgres::free_result();
    const auto near = core::near_name(name, all);
    throw core::failure(
        core::sqlstate::invalid_parameter_value,
        fmt::format("signal {} does not exist in exogenous_signal", shown(name)),
        all.empty() ? std::string("The table has no rows: load signals by exogenous_signal_feed.")
        : near      ? fmt::format("Did you mean {}?", shown(*near))
                    : std::string("Give values of exogenous_signal.signal_name, or load the signal first."));
}

core::feature_signal find(const std::string& table, const std::string& name) {
    postgres::query(
        fmt::format("SELECT pg_catalog.bool_and(g.known_ahead), pg_catalog.bool_or(g.known_ahead) FROM {} "
                    "AS g WHERE {}",
                    table, sql::eq("g.signal_name::pg_catalog.text", "$1")),
        postgres::arguments().add_text(name));
    bool is_unknown = false;
    const bool always = DatumGetBool(postgres::result_value(0, 1, BOOLOID, is_unknown));
    const bool sometimes = DatumGetBool(postgres::result_value(0, 2, BOOLOID, is_unknown));
    postgres::free_result();
    if (is_unknown) {
        refuse_unknown(table, name);
    }
    if (always != sometimes) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("signal {} is known ahead in some of its rows only", shown(name)),
                            "Set known_ahead in all rows of the signal: UPDATE exogenous_signal SET "
                            "known_ahead = false WHERE "
                            "signal_name = '...'.");
    }
    return {name, always};
}

}  // namespace

std::vector<core::feature_signal> find_signals(Oid schema, const std::vector<std::string>& names) {
    std::vector<core::feature_signal> signals;
    if (names.empty()) {
        return signals;
    }
    refuse_twice(names);
    expect_shape_of_signals(schema);
    const std::string table = postgres::quoted(postgres::name_of_schema(schema), "exogenous_signal");
    signals.reserve(names.size());
    for (const std::string& each : names) {
        signals.push_back(find(table, each));
    }
    return signals;
}

}  // namespace forecast_warehouse::features
