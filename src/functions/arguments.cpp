#include "functions/arguments.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::functions {
namespace {

struct elements {
    Datum* values;
    bool* nulls;
    int count;
};

elements elements_of(FunctionCallInfo call, int index, const char* name, Oid type, const char* hint) {
    const elements found = postgres::guard([=] {
        int16 length = 0;
        bool by_value = false;
        char align = 0;
        get_typlenbyvalalign(type, &length, &by_value, &align);
        elements all{};
        deconstruct_array(DatumGetArrayTypeP(call->args[index].value), type, length, by_value, align,
                          &all.values, &all.nulls, &all.count);
        return all;
    });
    if (std::any_of(found.nulls, found.nulls + found.count, [](bool null) { return null; })) {
        throw core::failure(core::sqlstate::null_value_not_allowed,
                            fmt::format("{} must not contain NULL", name), hint);
    }
    return found;
}

}  // namespace

// The functions for scripts are in pg_catalog, where no owner of a schema can replace them.
Oid schema_of(FunctionCallInfo call) {
    return postgres::guard([call] {
        const Oid schema = get_func_namespace(call->flinfo->fn_oid);
        return schema == PG_CATALOG_NAMESPACE && creating_extension
                   ? postgres::schema_of_extension(CurrentExtensionObject)
                   : schema;
    });
}

bool has_argument(FunctionCallInfo call, int index) noexcept {
    return index < call->nargs && !call->args[index].isnull;
}

std::optional<std::string> text_argument(FunctionCallInfo call, int index) {
    if (!has_argument(call, index)) {
        return std::nullopt;
    }
    return std::string(postgres::guard([=] { return TextDatumGetCString(call->args[index].value); }));
}

std::string required_text(FunctionCallInfo call, int index, const char* name, const char* hint) {
    const auto value = text_argument(call, index);
    if (!value) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            hint);
    }
    return *value;
}

std::optional<std::vector<int>> integers_argument(FunctionCallInfo call, int index, const char* name) {
    if (!has_argument(call, index)) {
        return std::nullopt;
    }
    const elements found = elements_of(call, index, name, INT4OID, "Leave NULL out of the array.");
    std::vector<int> numbers;
    numbers.reserve(static_cast<std::size_t>(found.count));
    for (int each = 0; each < found.count; ++each) {
        numbers.push_back(DatumGetInt32(found.values[each]));
    }
    return numbers;
}

std::optional<std::vector<std::string>> texts_argument(FunctionCallInfo call, int index, const char* name,
                                                       const char* hint) {
    if (!has_argument(call, index)) {
        return std::nullopt;
    }
    const elements found = elements_of(call, index, name, TEXTOID, hint);
    std::vector<std::string> texts;
    texts.reserve(static_cast<std::size_t>(found.count));
    for (int each = 0; each < found.count; ++each) {
        texts.emplace_back(postgres::guard([&] { return TextDatumGetCString(found.values[each]); }));
    }
    return texts;
}

std::chrono::sys_days date_argument(FunctionCallInfo call, int index, const char* name) {
    if (!has_argument(call, index)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            "Give a day, such as 2024-01-01.");
    }
    const DateADT day = DatumGetDateADT(call->args[index].value);
    if (DATE_NOT_FINITE(day)) {
        throw core::failure(core::sqlstate::datetime_field_overflow,
                            fmt::format("{} must not be infinite", name), "Give a day, such as 2024-01-01.");
    }
    const std::chrono::sys_days date = core::day_from_epoch_2000(day);
    if (!core::is_supported(date)) {
        throw core::failure(
            core::sqlstate::datetime_field_overflow, fmt::format("{} is out of range", name),
            fmt::format("The calendar holds {} to {}.", core::iso_date(core::first_supported_day),
                        core::iso_date(core::last_supported_day)));
    }
    return date;
}

core::date_range range_arguments(FunctionCallInfo call, int start, int end) {
    const core::date_range range{date_argument(call, start, "start_date"),
                                 date_argument(call, end, "end_date")};
    if (range.last < range.first) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format(R"(end_date "{}" is before start_date "{}")",
                                        core::iso_date(range.last), core::iso_date(range.first)),
                            "Swap them.");
    }
    return range;
}

std::int64_t whole_argument(FunctionCallInfo call, int index, const char* name, Oid type) {
    if (!has_argument(call, index)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name),
                            "Leave it out for its default.");
    }
    const Datum value = call->args[index].value;
    return type == INT8OID ? DatumGetInt64(value) : DatumGetInt32(value);
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
        throw core::failure(core::sqlstate::datatype_mismatch,
                            "type \"load_result\" must have the columns that the extension gave it",
                            "They are (batch_id, inserted, updated, unchanged, rejected), all bigint.");
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
