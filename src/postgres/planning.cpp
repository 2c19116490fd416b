#include "postgres/planning.hpp"

#include "postgres/enter.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Whether every policy of a table may run in a worker. A policy with a query counts as unsafe: its tables may
// have policies, too.
bool policies_are_parallel_safe(Relation table) {
    if (table->rd_rsdesc == nullptr) {
        return true;
    }
    ListCell* cell = nullptr;
    foreach (cell, table->rd_rsdesc->policies) {
        const auto* policy = static_cast<const RowSecurityPolicy*>(lfirst(cell));
        auto* condition = reinterpret_cast<Query*>(policy->qual);
        if (policy->hassublinks ||
            (condition != nullptr && max_parallel_hazard(condition) != PROPARALLEL_SAFE)) {
            return false;
        }
    }
    return true;
}

}  // namespace

void plan_with_table(PlannerInfo* plan, Oid table) {
    PlannerGlobal* all = plan->glob;
    all->relationOids = list_append_unique_oid(all->relationOids, table);
    all->dependsOnRole = true;
    Relation relation = try_relation_open(table, AccessShareLock);
    if (relation == nullptr) {
        return;
    }
    if (check_enable_rls(table, InvalidOid, true) == RLS_ENABLED && !policies_are_parallel_safe(relation)) {
        all->parallelModeOK = false;
    }
    relation_close(relation, AccessShareLock);
}

void explain_worker_error(ErrorData* error) {
    if (!IsParallelWorker() || error->sqlerrcode != ERRCODE_INVALID_TRANSACTION_STATE ||
        error->hint != nullptr) {
        return;
    }
    guard([error] {
        error->hint = MemoryContextStrdup(
            error_memory(),
            "A policy of row-level security, or a function in it, may not run in a parallel worker. Set "
            "max_parallel_workers_per_gather to 0.");
    });
}

}  // namespace forecast_warehouse::postgres
