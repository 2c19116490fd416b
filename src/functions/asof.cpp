#include <optional>

#include "asof/asof_cache.hpp"
#include "functions/arguments.hpp"
#include "postgres/guard.hpp"

// price_asof, promotion_asof and promotion_id_asof: the price or the promotion in force for a product in a
// store on a day. Without a store, they use the windows of the chain. The result is NULL without one in
// force, and if the product or the day is NULL.

namespace forecast_warehouse::functions {
namespace {

// The schema of the function. It is looked up once per statement: fn_extra has room for a pointer, so the Oid
// is stored in it.
Oid cached_schema_of(FunctionCallInfo call) {
    const auto cached = reinterpret_cast<std::uintptr_t>(call->flinfo->fn_extra);
    if (cached != 0) {
        return static_cast<Oid>(cached);
    }
    const Oid schema = schema_of(call);
    call->flinfo->fn_extra = reinterpret_cast<void*>(static_cast<std::uintptr_t>(schema));
    return schema;
}

// The arguments; none if the result is NULL.
std::optional<asof::probe> probe_by_ids(FunctionCallInfo call, asof::asof_cache& /*cache*/) {
    if (!has_argument(call, 0) || !has_argument(call, 2)) {
        return std::nullopt;
    }
    asof::probe wanted{DatumGetInt32(call->args[0].value), std::nullopt,
                       DatumGetDateADT(call->args[2].value)};
    if (has_argument(call, 1)) {
        wanted.store = DatumGetInt32(call->args[1].value);
    }
    return wanted;
}

std::optional<asof::probe> probe_by_codes(FunctionCallInfo call, asof::asof_cache& cache) {
    const auto sku = text_argument(call, 0);
    if (!sku || !has_argument(call, 2)) {
        return std::nullopt;
    }
    const auto code = text_argument(call, 1);
    asof::probe wanted{cache.product(*sku), std::nullopt, DatumGetDateADT(call->args[2].value)};
    if (code) {
        wanted.store = cache.store(*code);
    }
    return wanted;
}

using probe_reader = std::optional<asof::probe> (*)(FunctionCallInfo, asof::asof_cache&);
using result_of = std::optional<Datum> (*)(FunctionCallInfo, asof::asof_cache&, const asof::probe&);

std::optional<Datum> price_of(FunctionCallInfo /*call*/, asof::asof_cache& cache, const asof::probe& wanted) {
    return cache.price(wanted);
}

std::optional<Datum> promotion_id_of(FunctionCallInfo /*call*/, asof::asof_cache& cache,
                                     const asof::probe& wanted) {
    const auto id = cache.promotion(wanted);
    return id ? std::optional(Int64GetDatum(*id)) : std::nullopt;
}

std::optional<Datum> promotion_of(FunctionCallInfo call, asof::asof_cache& cache, const asof::probe& wanted) {
    const auto id = cache.promotion(wanted);
    return id ? cache.promotion_row(*id, call->flinfo->fn_oid) : std::nullopt;
}

// Runs all of these functions: reads the arguments, and looks up the result.
template <probe_reader Read, result_of ResultOf>
Datum in_force(FunctionCallInfo call) {
    return read_as_caller([call]() -> Datum {
        const auto cache = asof::asof_cache::current(cached_schema_of(call));
        const std::optional<asof::probe> wanted = Read(call, *cache);
        const std::optional<Datum> found = wanted ? ResultOf(call, *cache, *wanted) : std::nullopt;
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
