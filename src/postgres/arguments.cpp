#include "postgres/arguments.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {

arguments& arguments::add(Oid type, Datum value, bool is_null) {
    types_.push_back(type);
    values_.push_back(value);
    nulls_.push_back(is_null ? 'n' : ' ');
    return *this;
}

arguments& arguments::add_text(const std::string& value) {
    return add(
        TEXTOID, guard([&] {
            return PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size())));
        }),
        false);
}

arguments& arguments::add_array(Oid element, std::vector<Datum> values) {
    Oid type = InvalidOid;
    const Datum array = guard([&] {
        int16 length = 0;
        bool by_value = false;
        char align = 0;
        get_typlenbyvalalign(element, &length, &by_value, &align);
        type = get_array_type(element);
        return PointerGetDatum(construct_array(values.data(), static_cast<int>(values.size()), element,
                                               length, by_value, align));
    });
    return add(type, array, false);
}

// No arguments give NULL: copyParamList() returns NULL for an empty list, and its callers may not expect
// that.
ParamListInfo arguments::list_unguarded() const {
    if (types_.empty()) {
        return nullptr;
    }
    ParamListInfo list = makeParamList(size());
    for (std::size_t index = 0; index < types_.size(); ++index) {
        list->params[index] = {values_[index], nulls_[index] == 'n', PARAM_FLAG_CONST, types_[index]};
    }
    return list;
}

}  // namespace forecast_warehouse::postgres
