#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/load/star.hpp"
#include "load/load.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

#include "boundary.hpp"

// A star of orders that is described at run time, with other dimensions than the shipped one and more columns
// than an integer has bits. The test test/sql/second_star.sql loads it through the engine.

namespace forecast_warehouse {
namespace {

constexpr int own_columns = 40;

core::dimension_list make_dimensions() {
    using core::value_type;
    return std::make_shared<const std::vector<core::dimension>>(std::vector<core::dimension>{
        {"article", "number", value_type::text, "id", value_type::integer, "UNKNOWN_ARTICLE", "", "", ""},
        {"day", "day", value_type::date, "day", value_type::date, "UNKNOWN_DAY", "", "", ""},
        {"channel", "code", value_type::text, "id", value_type::integer, "UNKNOWN_CHANNEL", "channel", "",
         ""},
        {"reseller", "code", value_type::text, "id", value_type::integer, "UNKNOWN_RESELLER", "", "nobody",
         ""}});
}

core::feed make_order_line() {
    using enum core::value_type;
    using core::column_role;
    using core::when_missing;
    const core::dimension_list dimensions = make_dimensions();
    core::feed feed{
        .table = "order_line",
        .columns = {{"order_no", "order_no", text, column_role::natural_key, when_missing::reject, 20},
                    {"line_no", "line_no", integer, column_role::natural_key, when_missing::reject},
                    core::make_key(dimensions, "article", "article", "article_id"),
                    core::make_key(dimensions, "day", "day", "day"),
                    core::make_key(dimensions, "channel", "channel", "channel_id"),
                    core::make_key(dimensions, "reseller", "reseller", "reseller_id", when_missing::null),
                    {"pieces", "pieces", integer, column_role::quantity, when_missing::reject},
                    {"price", "price", decimal, column_role::unit_price, when_missing::derive, 10, 2},
                    {"worth", "worth", decimal, column_role::amount, when_missing::derive, 12, 2}},
        .grain = {0, 1},
        .derives = core::derivation::amounts,
        .summable = true};
    for (int column = 1; column <= own_columns; ++column) {
        const std::string name = fmt::format("own_{:02}", column);
        feed.columns.push_back({name, name, text, column_role::value, when_missing::keep, 10});
    }
    feed.dimensions = dimensions;
    return core::describe(std::move(feed));
}

// The columns with the given positions (from 1), an array of integers.
core::column_set columns_of(Datum array) {
    core::column_set columns;
    ArrayType* positions = postgres::guard([array] { return DatumGetArrayTypeP(array); });
    const auto* first = reinterpret_cast<const std::int32_t*>(ARR_DATA_PTR(positions));
    const int count =
        postgres::guard([&] { return ArrayGetNItems(ARR_NDIM(positions), ARR_DIMS(positions)); });
    for (int index = 0; index < count; ++index) {
        columns.insert(first[index] - 1);
    }
    return columns;
}

std::string load_orders(Oid schema, const std::string& source, const core::column_set& left_out,
                        const std::string& on_reject, const std::string& on_duplicate) {
    const core::feed feed = make_order_line();
    const postgres::arena memory("second star");
    const postgres::inside inside(memory);
    load::arrival rows(feed, postgres::tuple_store(load::describe_arriving(feed)));
    postgres::with_spi([&] {
        postgres::execute_into(fmt::format("SELECT * FROM {}", source), rows.store());
        // Every second row leaves the columns out.
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            rows.record(1, row % 2 == 1 ? left_out : core::column_set());
        }
    });
    const load::load_counts counts = run_load(load::target(feed, schema), rows,
                                              {load::parse_reject_policy(on_reject),
                                               load::parse_duplicate_policy(on_duplicate), "", 0, false})
                                         .counts;
    rows.store().end();
    return fmt::format("{} inserted, {} updated, {} unchanged, {} merged, {} rejected", counts.inserted,
                       counts.updated, counts.unchanged, counts.merged, counts.rejected);
}

std::string text_of(Datum value) {
    return postgres::guard([value] { return TextDatumGetCString(value); });
}

}  // namespace
}  // namespace forecast_warehouse

// Loads a relation, which has the feed's columns in their order, into order_line of a schema. Every second
// row leaves out the columns whose positions are given.
BOUNDARY_FUNCTION(boundary_load_orders) {
    namespace fw = forecast_warehouse;
    return fw::postgres::enter([fcinfo] {
        const std::string counts =
            fw::load_orders(DatumGetObjectId(fcinfo->args[0].value), fw::text_of(fcinfo->args[1].value),
                            fw::columns_of(fcinfo->args[2].value), fw::text_of(fcinfo->args[3].value),
                            fw::text_of(fcinfo->args[4].value));
        return fw::postgres::guard([&] { return CStringGetTextDatum(counts.c_str()); });
    });
}
