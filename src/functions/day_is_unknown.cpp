#include <cstdint>

#include "features/unknown_days.hpp"
#include "functions/arguments.hpp"

// day_is_unknown(date, store_id, product_id): whether the sales of a day without a row are not known. NULL
// where an argument is NULL, and for a day that is infinite.

namespace forecast_warehouse::functions {
namespace {

std::uint32_t last_site = 0;

// Looked up once per statement. fn_extra has room for a pointer, so both numbers are stored in it.
features::call_site site_of(FunctionCallInfo call) {
    static_assert(sizeof(std::uintptr_t) == 2 * sizeof(Oid));
    constexpr unsigned bits_of_schema = 32;
    auto cached = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(call->flinfo->fn_extra));
    if (cached == 0) {
        cached = std::uint64_t{++last_site} << bits_of_schema | schema_of(call);
        call->flinfo->fn_extra = reinterpret_cast<void*>(static_cast<std::uintptr_t>(cached));
    }
    return {static_cast<Oid>(cached), static_cast<std::uint32_t>(cached >> bits_of_schema)};
}

Datum day_is_unknown(FunctionCallInfo call) {
    if (!has_argument(call, 0) || !has_argument(call, 1) || !has_argument(call, 2) ||
        DATE_NOT_FINITE(DatumGetDateADT(call->args[0].value))) {
        call->isnull = true;
        return Datum{0};
    }
    const auto days = features::unknown_days::current(site_of(call));
    return BoolGetDatum(days->contains(DatumGetInt32(call->args[1].value), DatumGetInt32(call->args[2].value),
                                       DatumGetDateADT(call->args[0].value)));
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_day_is_unknown) {
    namespace functions = forecast_warehouse::functions;
    return functions::read_as_caller([fcinfo]() -> Datum { return functions::day_is_unknown(fcinfo); });
}
