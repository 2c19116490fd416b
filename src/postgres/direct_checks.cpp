#include "postgres/direct_checks.hpp"

namespace forecast_warehouse::postgres {

direct_checks::direct_checks(direct_table& table) : table_(&table) {
    const TupleConstr* constraints = table.heap()->rd_att->constr;
    if (constraints == nullptr || constraints->num_check == 0) {
        return;
    }
    MemoryContext caller = MemoryContextSwitchTo(table.executor()->es_query_cxt);
    checks_ = static_cast<ExprState**>(palloc0(constraints->num_check * sizeof(ExprState*)));
    for (int index = 0; index < constraints->num_check; ++index) {
        const ConstrCheck& check = constraints->check[index];
        if (is_enforced(check)) {
            checks_[index] = ExecPrepareExpr(static_cast<Expr*>(stringToNode(check.ccbin)), table.executor());
        }
    }
    MemoryContextSwitchTo(caller);
}

// In the order of the server: NOT NULL first.
std::optional<violated_constraint> direct_checks::find(TupleTableSlot* slot) {
    TupleDesc row = table_->heap()->rd_att;
    const TupleConstr* constraints = row->constr;
    for (int index = 0; constraints != nullptr && constraints->has_not_null && index < row->natts; ++index) {
        Form_pg_attribute attribute = TupleDescAttr(row, index);
        if (attribute->attnotnull && slot_attisnull(slot, index + 1)) {
            return violated_constraint{nullptr, NameStr(attribute->attname)};
        }
    }
    ExprContext* context = GetPerTupleExprContext(table_->executor());
    context->ecxt_scantuple = slot;
    for (int index = 0; constraints != nullptr && index < constraints->num_check; ++index) {
        if (checks_[index] != nullptr && !ExecCheck(checks_[index], context)) {
            return violated_constraint{constraints->check[index].ccname, nullptr};
        }
    }
    return std::nullopt;
}

}  // namespace forecast_warehouse::postgres
