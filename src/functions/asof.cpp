#include <optional>

#include "asof/asof_cache.hpp"
#include "functions/arguments.hpp"
#include "postgres/guard.hpp"

// price_asof, promotion_asof and promotion_id_asof: what is in force for a product in a store on a day.
// Without a store, in the whole chain; NULL when nothing is, and where the product or the day is NULL.

namespace forecast_warehouse::functions {
namespace {

// The schema of the function, looked up once a statement: its place in the call takes a pointer, and an Oid
// fits.
Oid kept_schema_of(FunctionCallInfo call) {
    const auto kept = reinterpret_cast<std::uintptr_t>(call->flinfo->fn_extra);
    if (kept != 0) {
        return static_cast<Oid>(kept);
    }
    const Oid schema = schema_of(call);
    call->flinfo->fn_extra = reinterpret_cast<void*>(static_cast<std::uintptr_t>(schema));
    return schema;
}

// What the arguments ask for; nothing when the answer is NULL.
std::optional<asof::probe> probe_by_ids(FunctionCallInfo call, asof::asof_cache& /*cache*/) {
    if (!has_argument(call, 0) || !has_argument(call, 2)) {
        return std::nullopt;
    }
    asof::probe asked{DatumGetInt32(call->args[0].value), std::nullopt, DatumGetDateADT(call->args[2].value)};
    if (has_argument(call, 1)) {
        asked.store = DatumGetInt32(call->args[1].value);
    }
    return asked;
}

std::optional<asof::probe> probe_by_codes(FunctionCallInfo call, asof::asof_cache& cache) {
    const auto sku = text_argument(call, 0);
    if (!sku || !has_argument(call, 2)) {
        return std::nullopt;
    }
    const auto code = text_argument(call, 1);
    asof::probe asked{cache.product(*sku), std::nullopt, DatumGetDateADT(call->args[2].value)};
    if (code) {
        asked.store = cache.store(*code);
    }
    return asked;
}

using probe_reader = std::optional<asof::probe> (*)(FunctionCallInfo, asof::asof_cache&);
using result_of = std::optional<Datum> (*)(FunctionCallInfo, asof::asof_cache&, const asof::probe&);

std::optional<Datum> price_of(FunctionCallInfo /*call*/, asof::asof_cache& cache, const asof::probe& asked) {
    return cache.price(asked);
}

std::optional<Datum> promotion_id_of(FunctionCallInfo /*call*/, asof::asof_cache& cache,
                                     const asof::probe& asked) {
    const auto id = cache.promotion(asked);
    return id ? std::optional(Int64GetDatum(*id)) : std::nullopt;
}

std::optional<Datum> promotion_of(FunctionCallInfo call, asof::asof_cache& cache, const asof::probe& asked) {
    const auto id = cache.promotion(asked);
    return id ? cache.promotion_row(*id, call->flinfo->fn_oid) : std::nullopt;
}

// One way for all of them.
template <probe_reader Read, result_of ResultOf>
Datum in_force(FunctionCallInfo call) {
    return read_as_caller([call]() -> Datum {
        const auto cache = asof::asof_cache::at_hand(kept_schema_of(call));
        const std::optional<asof::probe> asked = Read(call, *cache);
        const std::optional<Datum> found = asked ? ResultOf(call, *cache, *asked) : std::nullopt;
        call->isnull = !found.has_value();
        return found.value_or(Datum{0});
    });
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace functions = forecast_warehouse::functions;

FORECAST_WAREHOUSE_FUNCTION(fw_price_asof) {
    return functions::in_force<functions::probe_by_ids, functions::price_of>(fcinfo);
}

FORECAST_WAREHOUSE_FUNCTION(fw_price_asof_by_codes) {
    return functions::in_force<functions::probe_by_codes, functions::price_of>(fcinfo);
}

FORECAST_WAREHOUSE_FUNCTION(fw_promotion_asof) {
    return functions::in_force<functions::probe_by_ids, functions::promotion_of>(fcinfo);
}

FORECAST_WAREHOUSE_FUNCTION(fw_promotion_asof_by_codes) {
    return functions::in_force<functions::probe_by_codes, functions::promotion_of>(fcinfo);
}

FORECAST_WAREHOUSE_FUNCTION(fw_promotion_id_asof) {
    return functions::in_force<functions::probe_by_ids, functions::promotion_id_of>(fcinfo);
}
