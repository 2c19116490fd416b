#include "functions/call.hpp"

#include "core/failure.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::functions {

// Functions that serve a script are in pg_catalog, where no owner of a schema can put others in their place.
Oid schema_of(FunctionCallInfo call) {
    return postgres::guard([call] {
        const Oid schema = get_func_namespace(call->flinfo->fn_oid);
        return schema == PG_CATALOG_NAMESPACE && creating_extension
                   ? postgres::schema_of_extension(CurrentExtensionObject)
                   : schema;
    });
}

bool has_argument(FunctionCallInfo call, int place) noexcept {
    return place < call->nargs && !call->args[place].isnull;
}

std::optional<std::string> text_argument(FunctionCallInfo call, int place) {
    if (!has_argument(call, place)) {
        return std::nullopt;
    }
    return std::string(postgres::guard([=] { return TextDatumGetCString(call->args[place].value); }));
}

void put_row(FunctionCallInfo call, Datum* values, bool* nulls) {
    auto* result = reinterpret_cast<ReturnSetInfo*>(call->resultinfo);
    postgres::guard([=] { tuplestore_putvalues(result->setResult, result->setDesc, values, nulls); });
}

Datum make_load_result(FunctionCallInfo call, const load::load_outcome& outcome) {
    constexpr int columns = 5;
    TupleDesc type = postgres::guard([call]() -> TupleDesc {
        TupleDesc found = nullptr;
        return get_call_result_type(call, nullptr, &found) == TYPEFUNC_COMPOSITE ? BlessTupleDesc(found)
                                                                                 : nullptr;
    });
    bool fits = type != nullptr && type->natts == columns;
    for (int column = 0; fits && column < columns; ++column) {
        fits = TupleDescAttr(type, column)->atttypid == INT8OID;
    }
    if (!fits) {
        throw core::failure("42804", "load_result is not what the extension made it",
                            "It shall be (batch_id, inserted, updated, unchanged, rejected), all bigint.");
    }
    const load::load_counts& counts = outcome.counts;
    return postgres::guard([&] {
        Datum values[columns] = {Int64GetDatum(outcome.batch_id), Int64GetDatum(counts.inserted),
                                 Int64GetDatum(counts.updated), Int64GetDatum(counts.unchanged),
                                 Int64GetDatum(counts.rejected)};
        bool nulls[columns] = {};
        return HeapTupleGetDatum(heap_form_tuple(type, values, nulls));
    });
}

}  // namespace forecast_warehouse::functions
