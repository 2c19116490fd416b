#include "load/retry.hpp"

#include "core/failure.hpp"
#include "functions/arguments.hpp"
#include "load/session.hpp"
#include "sources/retry_source.hpp"

// retry_rejects(batch_id): loads the rows again that a load has set aside.

FORECAST_WAREHOUSE_FUNCTION(fw_retry_rejects) {
    namespace functions = forecast_warehouse::functions;
    namespace load = forecast_warehouse::load;
    namespace sources = forecast_warehouse::sources;
    namespace core = forecast_warehouse::core;
    return forecast_warehouse::postgres::enter([fcinfo] {
        if (!functions::has_argument(fcinfo, 0)) {
            throw core::failure(core::sqlstate::null_value_not_allowed, "batch_id must not be NULL",
                                "Give the id of a load in load_batch.");
        }
        const Oid schema = functions::schema_of(fcinfo);
        const load::retried_batch batch = load::find_batch(schema, DatumGetInt64(fcinfo->args[0].value));
        const load::load_outcome outcome = batch.read_by.empty() ? load::retry_rejects(schema, batch)
                                                                 : sources::retry_rejects(schema, batch);
        load::remember_load(outcome);
        return functions::make_load_result(fcinfo, outcome);
    });
}
