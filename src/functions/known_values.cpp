#include "functions/known_values.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/datums.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::functions {

void add_texts(postgres::arguments& arguments, const std::vector<std::string>& texts) {
    std::vector<Datum> values;
    values.reserve(texts.size());
    for (const std::string& each : texts) {
        values.push_back(postgres::text_datum(each));
    }
    arguments.add_array(TEXTOID, std::move(values));
}

void expect_known(const column_of_texts& column, const char* what, const std::vector<std::string>& texts,
                  const char* hint) {
    postgres::arguments arguments;
    add_texts(arguments, texts);
    postgres::query(
        fmt::format(
            "SELECT g.given FROM pg_catalog.unnest($1) WITH ORDINALITY AS g (given, position) "
            "WHERE NOT EXISTS (SELECT FROM {} t WHERE t.{}::pg_catalog.text OPERATOR(pg_catalog.=) g.given) "
            "ORDER BY g.position LIMIT 1",
            postgres::quoted(postgres::name_of_schema(column.schema), column.table),
            postgres::quoted(column.column)),
        arguments);
    if (postgres::result_rows() != 0) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("{} {} does not exist in {}", what,
                        core::quoted(core::shorten(*postgres::result_text(0, 1), core::shown_characters)),
                        column.table),
            hint);
    }
    postgres::free_result();
}

}  // namespace forecast_warehouse::functions
