#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/call.hpp"
#include "migration/distributed.hpp"
#include "migration/doomed.hpp"
#include "migration/losses.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"

// refuse_data_loss(): the event trigger that keeps rows from being dropped with the extension.

namespace forecast_warehouse::functions {
namespace {

void refuse_loss(Node* statement) {
    const Oid extension = postgres::our_extension();
    if (!OidIsValid(extension)) {
        return;
    }
    postgres::with_spi([&] {
        if (!migration::takes_along(extension, statement)) {
            return;
        }
        migration::refuse_distributed(extension);
        if (migration::allow_data_loss()) {
            return;
        }
        const migration::losses lost = migration::losses_of_drop(extension);
        if (!lost.empty()) {
            throw core::failure("55000",
                                fmt::format("dropping extension forecast_warehouse would lose {}",
                                            core::counted(migration::rows_of(lost), "row")),
                                migration::loss_hint, migration::describe(lost));
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_refuse_data_loss) {
    return forecast_warehouse::postgres::enter([fcinfo] {
        if (!CALLED_AS_EVENT_TRIGGER(fcinfo)) {
            throw forecast_warehouse::core::failure(
                "39P03", "this function serves the extension's event trigger only");
        }
        forecast_warehouse::functions::refuse_loss(
            reinterpret_cast<EventTriggerData*>(fcinfo->context)->parsetree);
        return Datum{0};
    });
}
