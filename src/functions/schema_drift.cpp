#include <string>

#include "functions/arguments.hpp"
#include "postgres/datums.hpp"
#include "postgres/spi.hpp"
#include "schema/catalog.hpp"
#include "schema/drift.hpp"

// schema_drift(): the differences between the database and what the installed version makes. The facts that
// it compares are the result of schema_facts(), which only .ci/expected_schema and tests call.

namespace forecast_warehouse::functions {
namespace {

void put_texts(FunctionCallInfo call, const core::schema::fact& fact) {
    Datum values[] = {postgres::text_datum(fact.kind), postgres::text_datum(fact.object),
                      postgres::text_datum(fact.aspect), postgres::text_datum(fact.value)};
    bool nulls[std::size(values)] = {};
    put_row(call, values, nulls);
}

void put_difference(FunctionCallInfo call, const core::schema::difference& difference) {
    const auto datum = [](const std::optional<std::string>& text) {
        return text ? postgres::text_datum(*text) : Datum{0};
    };
    Datum values[] = {postgres::text_datum(difference.object),
                      postgres::text_datum(difference.aspect),
                      datum(difference.expected),
                      datum(difference.found),
                      BoolGetDatum(difference.data_at_risk),
                      datum(difference.remedy)};
    bool nulls[] = {false, false, !difference.expected, !difference.found, false, !difference.remedy};
    put_row(call, values, nulls);
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_schema_drift) {
    namespace functions = forecast_warehouse::functions;
    namespace postgres = forecast_warehouse::postgres;
    return postgres::enter([fcinfo] {
        postgres::guard([fcinfo] { InitMaterializedSRF(fcinfo, 0); });
        postgres::with_spi([&] {
            for (const auto& each : forecast_warehouse::schema::drift()) {
                functions::put_difference(fcinfo, each);
            }
        });
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_schema_facts) {
    namespace functions = forecast_warehouse::functions;
    namespace postgres = forecast_warehouse::postgres;
    namespace schema = forecast_warehouse::schema;
    return postgres::enter([fcinfo] {
        postgres::guard([fcinfo] { InitMaterializedSRF(fcinfo, 0); });
        postgres::with_spi([&] {
            schema::with_settings_of_texts([&] {
                for (const auto& each : schema::read_facts(schema::installed(), {})) {
                    functions::put_texts(fcinfo, each);
                }
            });
        });
        return Datum{0};
    });
}
