#include <array>

#include "functions/arguments.hpp"
#include "postgres/guard.hpp"
#include "postgres/planning.hpp"

// The planner support function of the functions that read tables as the caller: price_asof, promotion_asof,
// promotion_id_asof, holidays, calendar_days, is_business_day, add_business_days, business_days_between.
//
// They are PARALLEL SAFE, but a policy of row-level security on their tables need not be. The planner does
// not see these tables in the query, so this function adds them to the plan. If such a policy applies to the
// role, the query is planned without workers. It is planned again for another role, and after a change of the
// tables.

namespace forecast_warehouse::functions {
namespace {

constexpr std::array read_tables = {"price_history", "promotion",    "product",
                                    "store",         "holiday_rule", "holiday_date"};

void add_tables_to_plan(SupportRequestSimplify* request) {
    postgres::guard([request] {
        const Oid schema = get_func_namespace(request->fcall->funcid);
        for (const char* name : read_tables) {
            const Oid table = get_relname_relid(name, schema);
            if (OidIsValid(table)) {
                postgres::plan_with_table(request->root, table);
            }
        }
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

// Returns NULL: the call is not simplified.
FORECAST_WAREHOUSE_FUNCTION(fw_asof_support) {
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        auto* request = reinterpret_cast<Node*>(DatumGetPointer(fcinfo->args[0].value));
        if (!fcinfo->args[0].isnull && IsA(request, SupportRequestSimplify)) {
            auto* simplify = reinterpret_cast<SupportRequestSimplify*>(request);
            if (simplify->root != nullptr) {
                forecast_warehouse::functions::add_tables_to_plan(simplify);
            }
        }
        return Datum{0};
    });
}
