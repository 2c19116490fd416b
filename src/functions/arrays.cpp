#include "functions/arrays.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "functions/call.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::functions {
namespace {

struct elements {
    Datum* values;
    bool* nulls;
    int count;
};

elements elements_of(FunctionCallInfo call, int place, const char* name, Oid type) {
    const elements found = postgres::guard([=] {
        int16 length = 0;
        bool by_value = false;
        char align = 0;
        get_typlenbyvalalign(type, &length, &by_value, &align);
        elements all{};
        deconstruct_array(DatumGetArrayTypeP(call->args[place].value), type, length, by_value, align,
                          &all.values, &all.nulls, &all.count);
        return all;
    });
    if (std::any_of(found.nulls, found.nulls + found.count, [](bool null) { return null; })) {
        throw core::failure("22004", fmt::format("{} must not hold NULL", name),
                            "Leave NULL out of the array.");
    }
    return found;
}

}  // namespace

std::optional<std::vector<int>> integers_argument(FunctionCallInfo call, int place, const char* name) {
    if (!has_argument(call, place)) {
        return std::nullopt;
    }
    const elements found = elements_of(call, place, name, INT4OID);
    std::vector<int> numbers;
    numbers.reserve(static_cast<std::size_t>(found.count));
    for (int each = 0; each < found.count; ++each) {
        numbers.push_back(DatumGetInt32(found.values[each]));
    }
    return numbers;
}

std::optional<std::vector<std::string>> texts_argument(FunctionCallInfo call, int place, const char* name) {
    if (!has_argument(call, place)) {
        return std::nullopt;
    }
    const elements found = elements_of(call, place, name, TEXTOID);
    std::vector<std::string> texts;
    texts.reserve(static_cast<std::size_t>(found.count));
    for (int each = 0; each < found.count; ++each) {
        texts.emplace_back(postgres::guard([&] { return TextDatumGetCString(found.values[each]); }));
    }
    return texts;
}

}  // namespace forecast_warehouse::functions
