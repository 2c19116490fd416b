#include <optional>
#include <string>

#include <fmt/format.h>

#include "core/schema/data_checks.hpp"
#include "core/schema/expectation.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"
#include "schema/catalog.hpp"

// validate_warehouse(): a row for each finding about the data.

namespace forecast_warehouse::functions {
namespace {

using core::schema::data_check;

// The rows that a check found, and the first of them. No number: the check could not run.
struct finding {
    std::optional<std::int64_t> rows;
    std::string example;
};

finding run(const data_check& check) {
    finding found;
    try {
        postgres::in_subtransaction([&] {
            postgres::query(
                fmt::format("SELECT pg_catalog.count(*), pg_catalog.min(found::pg_catalog.text) FROM "
                            "({}) AS found",
                            check.query));
            found = {postgres::result_count(1), postgres::result_text(0, 2).value_or("")};
            postgres::free_result();
            return false;
        });
    } catch (const postgres::pg_error& error) {
        // A table or column that is missing, or a privilege. A cancel goes on.
        if (ERRCODE_TO_CATEGORY(error.data()->sqlerrcode) !=
            ERRCODE_TO_CATEGORY(ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION)) {
            throw;
        }
        return {std::nullopt, error.data()->message};
    }
    return found;
}

void put(FunctionCallInfo call, const data_check& check, const finding& found) {
    const std::string name = found.rows ? check.finding : "not checked: " + check.finding;
    Datum values[] = {
        postgres::text_datum(name),          postgres::text_datum(found.rows ? check.severity : "error"),
        postgres::text_datum(check.table),   Int64GetDatum(found.rows.value_or(0)),
        postgres::text_datum(found.example), postgres::text_datum(check.query)};
    bool nulls[] = {false, false, false, !found.rows, false, false};
    put_row(call, values, nulls);
}

void validate(FunctionCallInfo call) {
    schema::with_settings_of_texts([&] {
        const schema::installation here = schema::installed();
        const auto checks = core::schema::data_checks(
            core::schema::expected_facts(here.version, here.quoted_schema), here.quoted_schema);
        for (const data_check& each : checks) {
            postgres::check_interrupts();
            const finding found = run(each);
            if (found.rows != 0) {
                put(call, each, found);
            }
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_validate_warehouse) {
    namespace functions = forecast_warehouse::functions;
    namespace postgres = forecast_warehouse::postgres;
    return postgres::enter([fcinfo] {
        postgres::guard([fcinfo] { InitMaterializedSRF(fcinfo, 0); });
        postgres::with_spi([&] { functions::validate(fcinfo); });
        return Datum{0};
    });
}
