#include "postgres/insert_conflict.hpp"

namespace forecast_warehouse::postgres {
namespace {

// A statement that the executor finishes, and the statement around it.
struct finishing_statement {
    QueryDesc* query;
    finishing_statement* outer;
};

finishing_statement* innermost = nullptr;
ExecutorFinish_hook_type next_hook = nullptr;

void finish_next(QueryDesc* query) {
    if (next_hook != nullptr) {
        next_hook(query);
    } else {
        standard_ExecutorFinish(query);
    }
}

// Called by the executor; nothing here has a destructor.
void finish(QueryDesc* query) {
    if (query->plannedstmt->commandType == CMD_SELECT && !query->plannedstmt->hasModifyingCTE) {
        finish_next(query);
        return;
    }
    finishing_statement statement{query, innermost};
    innermost = &statement;
    PG_TRY();
    { finish_next(query); }
    PG_FINALLY();
    { innermost = statement.outer; }
    PG_END_TRY();
}

// The target of the INSERT that called the row trigger; NULL: the statement has none.
const ResultRelInfo* find_target(const EState* state, const FmgrInfo* row_trigger) noexcept {
    ListCell* cell = nullptr;
    foreach (cell, state->es_opened_result_relations) {
        const auto* target = static_cast<const ResultRelInfo*>(lfirst(cell));
        const TriggerDesc* triggers = target->ri_TrigDesc;
        if (triggers != nullptr && target->ri_TrigFunctions != nullptr &&
            row_trigger >= target->ri_TrigFunctions &&
            row_trigger < target->ri_TrigFunctions + triggers->numtriggers) {
            return target;
        }
    }
    return nullptr;
}

bool does_nothing(const Plan* plan, Index target) noexcept {
    if (plan == nullptr || !IsA(plan, ModifyTable)) {
        return false;
    }
    const auto* insert = reinterpret_cast<const ModifyTable*>(plan);
    return insert->onConflictAction == ONCONFLICT_NOTHING &&
           list_member_int(insert->resultRelations, static_cast<int>(target));
}

}  // namespace

bool does_nothing_on_conflict(const FmgrInfo* row_trigger) noexcept {
    const ResultRelInfo* target =
        innermost != nullptr ? find_target(innermost->query->estate, row_trigger) : nullptr;
    if (target == nullptr) {
        return false;
    }
    const PlannedStmt* statement = innermost->query->plannedstmt;
    bool found = does_nothing(statement->planTree, target->ri_RangeTableIndex);
    ListCell* cell = nullptr;
    foreach (cell, statement->subplans) {
        found = found || does_nothing(static_cast<const Plan*>(lfirst(cell)), target->ri_RangeTableIndex);
    }
    return found;
}

void follow_statements() {
    next_hook = ExecutorFinish_hook;
    ExecutorFinish_hook = finish;
}

}  // namespace forecast_warehouse::postgres
