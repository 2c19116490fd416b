#include "postgres/snapshot_key.hpp"

#include "core/failure.hpp"

namespace forecast_warehouse::postgres {

// Called once per row. No function of the server here raises, so none needs a guard.
snapshot_key current_snapshot_key() {
    if (!ActiveSnapshotSet()) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state, "no snapshot is active");
    }
    const Snapshot snapshot = GetActiveSnapshot();
    return {snapshot->xmin,    snapshot->xmax,   snapshot->xcnt,
            snapshot->subxcnt, snapshot->curcid, local_transaction()};
}

}  // namespace forecast_warehouse::postgres
