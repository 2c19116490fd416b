#include <fmt/format.h>

#include "adoption/adopt.hpp"
#include "adoption/load_query.hpp"
#include "adoption/plan.hpp"
#include "adoption/texts.hpp"
#include "adoption/undo.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "functions/arguments.hpp"
#include "load/session.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

// adoption_plan(), adopt(), undo_adoption(), adoption_script() and adopt_rows().

namespace forecast_warehouse::functions {
namespace {

std::string needed_text(FunctionCallInfo call, int index, const char* name, const char* hint) {
    const auto value = text_argument(call, index);
    if (!value) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            hint);
    }
    return *value;
}

std::string schema_argument(FunctionCallInfo call) {
    return needed_text(call, 0, "schema", "Give the name of the schema that has your tables.");
}

std::optional<std::string> jsonb_argument(FunctionCallInfo call, int index) {
    if (!has_argument(call, index)) {
        return std::nullopt;
    }
    const Datum value = call->args[index].value;
    return std::string(postgres::guard(
        [=]() -> const char* { return DatumGetCString(DirectFunctionCall1(jsonb_out, value)); }));
}

bool flag_argument(FunctionCallInfo call, int index, const char* name) {
    if (!has_argument(call, index)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            "Give true or false.");
    }
    return DatumGetBool(call->args[index].value);
}

// Puts rows of texts into the result, each as its column's type.
void put_texts(FunctionCallInfo call, const std::vector<adoption::text_row>& rows) {
    auto* result = reinterpret_cast<ReturnSetInfo*>(call->resultinfo);
    for (const adoption::text_row& row : rows) {
        std::vector<const char*> texts;
        texts.reserve(row.size());
        for (const auto& each : row) {
            texts.push_back(each ? each->c_str() : nullptr);
        }
        char** values = const_cast<char**>(texts.data());
        postgres::guard([=] {
            HeapTuple made = BuildTupleFromCStrings(TupleDescGetAttInMetadata(result->setDesc), values);
            tuplestore_puttuple(result->setResult, made);
            heap_freetuple(made);
        });
    }
}

adoption::wanted_adoption wanted_of(FunctionCallInfo call) {
    adoption::wanted_adoption wanted;
    wanted.schema_name = schema_argument(call);
    wanted.mapping = jsonb_argument(call, 1);
    const auto fixes = texts_argument(call, 2, "fix");
    for (const std::string& each : fixes.value_or(std::vector<std::string>{})) {
        if (each != "windows") {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("unknown value {} of fix", core::quoted(each)),
                                "The only fix is windows: each window ends the day before the next one.");
        }
        wanted.fixes_windows = true;
    }
    wanted.swaps = flag_argument(call, 3, "swap");
    wanted.on_reject = needed_text(call, 4, "on_reject", "Leave it out for quarantine.");
    static_cast<void>(load::parse_reject_policy(wanted.on_reject));
    return wanted;
}

template <class Body>
Datum put_rows(FunctionCallInfo call, Body body) {
    postgres::guard([call] { InitMaterializedSRF(call, MAT_SRF_USE_EXPECTED_DESC); });
    std::vector<adoption::text_row> rows;
    postgres::with_spi([&] { rows = body(); });
    put_texts(call, rows);
    return Datum{0};
}

Datum adopt_rows(FunctionCallInfo call) {
    adoption::query_load wanted;
    wanted.table = needed_text(call, 0, "target", "Give the name of a table of the extension.");
    wanted.source = needed_text(call, 1, "source", "Name the table that the rows come from.");
    wanted.query = needed_text(call, 2, "query", "Give a query whose columns are those of the feed.");
    wanted.options = jsonb_argument(call, 3).value_or("{}");
    wanted.rejects = load::parse_reject_policy(needed_text(call, 4, "on_reject", "Leave it out."));
    wanted.keep_ids = flag_argument(call, 5, "keep_ids");
    const Oid schema = schema_of(call);
    const load::load_outcome outcome = adoption::load_query(schema, wanted);
    return put_rows(call, [&] { return adoption::balance_of(schema, wanted.table, outcome); });
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_adopt_rows) {
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return forecast_warehouse::functions::adopt_rows(fcinfo); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_adoption_plan) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const std::string name = functions::schema_argument(fcinfo);
        const bool checks = functions::flag_argument(fcinfo, 1, "check_rows");
        return functions::put_rows(fcinfo, [&] {
            return forecast_warehouse::adoption::plan(name, functions::schema_of(fcinfo), checks);
        });
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_adopt) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const auto wanted = functions::wanted_of(fcinfo);
        return functions::put_rows(fcinfo, [&] {
            return forecast_warehouse::adoption::adopt(wanted, functions::schema_of(fcinfo));
        });
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_adoption_script) {
    namespace functions = forecast_warehouse::functions;
    namespace postgres = forecast_warehouse::postgres;
    return postgres::enter([fcinfo] {
        const auto wanted = functions::wanted_of(fcinfo);
        std::string text;
        postgres::with_spi(
            [&] { text = forecast_warehouse::adoption::script(wanted, functions::schema_of(fcinfo)); });
        return postgres::text_datum(text);
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_undo_adoption) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo] {
        const std::string name = functions::schema_argument(fcinfo);
        return functions::put_rows(
            fcinfo, [&] { return forecast_warehouse::adoption::undo(name, functions::schema_of(fcinfo)); });
    });
}
