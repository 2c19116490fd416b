#include "functions/refuse_data_loss.hpp"

#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "migration/distributed.hpp"
#include "migration/losses.hpp"
#include "postgres/drop_watch.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"

// The guard against a drop of the extension with rows. Its event trigger fires before a statement begins,
// but sees only the objects that the statement names. So it makes the session watch the drop itself.

namespace forecast_warehouse::functions {
namespace {

// A superuser may have disabled the event trigger after it fired in this transaction.
bool guard_is_on(Oid extension) {
    postgres::execute(
        "SELECT FROM pg_catalog.pg_event_trigger t JOIN pg_catalog.pg_depend d "
        "ON d.classid OPERATOR(pg_catalog.=) t.tableoid AND d.objid OPERATOR(pg_catalog.=) t.oid "
        "WHERE t.evtenabled OPERATOR(pg_catalog.<>) 'D'::pg_catalog.\"char\" "
        "AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass "
        "AND d.refobjid OPERATOR(pg_catalog.=) $1 "
        "AND d.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog.\"char\" LIMIT 1",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(extension)));
    const bool found = postgres::result_rows() > 0;
    postgres::free_result();
    return found;
}

void watch_drops() {
    const Oid extension = postgres::our_extension();
    if (OidIsValid(extension)) {
        postgres::watch_drops(extension);
    }
}

}  // namespace

void refuse_loss(Oid extension) {
    if (extension != postgres::our_extension()) {
        return;
    }
    postgres::with_spi([extension] {
        if (!guard_is_on(extension)) {
            return;
        }
        migration::refuse_distributed(extension);
        if (migration::allow_data_loss()) {
            return;
        }
        const migration::losses lost = migration::losses_of_drop(extension);
        if (!lost.empty()) {
            throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                                fmt::format("dropping extension \"forecast_warehouse\" would lose {}",
                                            core::counted(migration::rows_of(lost), "row")),
                                migration::loss_hint, migration::describe(lost));
        }
    });
}

}  // namespace forecast_warehouse::functions

// The event trigger's function from version 1.1 to 1.3.
FORECAST_WAREHOUSE_FUNCTION(fw_refuse_data_loss) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        if (!CALLED_AS_EVENT_TRIGGER(fcinfo)) {
            throw forecast_warehouse::core::failure(
                forecast_warehouse::core::sqlstate::event_trigger_protocol_violated,
                "this function can only be called by the event trigger of the extension");
        }
        forecast_warehouse::functions::watch_drops();
        return Datum{0};
    });
}

// Called by the event trigger's function from version 1.4 on.
FORECAST_WAREHOUSE_FUNCTION(fw_watch_drops) {
    static_cast<void>(fcinfo);
    return forecast_warehouse::postgres::enter([] {
        forecast_warehouse::functions::watch_drops();
        return Datum{0};
    });
}
