#include "sources/relation_texts.hpp"

#include <fmt/format.h>

#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::sources {
namespace {

// Whether the text of a column is a number as the server writes it.
bool is_number(Oid relation, const std::string& column) {
    const Oid type = postgres::guard([&] {
        const AttrNumber number = get_attnum(relation, column.c_str());
        return number > 0 ? getBaseType(get_atttype(relation, number)) : InvalidOid;
    });
    return type == INT2OID || type == INT4OID || type == INT8OID || type == NUMERICOID || type == FLOAT4OID ||
           type == FLOAT8OID;
}

}  // namespace

std::string texts_of_columns(const file_reader& reader, Oid relation) {
    const char mark = reader.from().options.numbers.decimal_mark;
    const std::string quoted_mark = postgres::guard([=]() -> const char* {
        const char text[] = {mark, '\0'};
        return quote_literal_cstr(text);
    });
    std::string list;
    for (const std::string& each : reader.shape().given()) {
        const std::string text = fmt::format("CAST(given.{} AS pg_catalog.text)", postgres::quoted(each));
        list += list.empty() ? "" : ", ";
        list += mark != '.' && is_number(relation, each)
                    ? fmt::format("pg_catalog.replace({}, '.', {})", text, quoted_mark)
                    : text;
    }
    return list;
}

}  // namespace forecast_warehouse::sources
