#include "adoption/texts.hpp"

#include <utility>

#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::adoption {

std::vector<text_row> texts_of(const std::string& sql, postgres::arguments arguments) {
    postgres::execute(sql, std::move(arguments));
    std::vector<text_row> rows;
    const std::uint64_t count = SPI_tuptable == nullptr ? 0 : SPI_tuptable->numvals;
    const int columns = SPI_tuptable == nullptr ? 0 : SPI_tuptable->tupdesc->natts;
    for (std::uint64_t row = 0; row < count; ++row) {
        text_row& made = rows.emplace_back();
        for (int column = 1; column <= columns; ++column) {
            const char* text = postgres::guard([=]() -> const char* {
                return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
            });
            made.push_back(text == nullptr ? std::nullopt : std::optional<std::string>(text));
        }
    }
    postgres::free_result();
    return rows;
}

std::optional<std::string> text_of(const std::string& sql, postgres::arguments arguments) {
    const std::vector<text_row> rows = texts_of(sql, std::move(arguments));
    return rows.empty() ? std::nullopt : rows.front().front();
}

bool is_true(const std::string& sql, postgres::arguments arguments) {
    return text_of(sql, std::move(arguments)) == "t";
}

std::string literal(const std::string& text) {
    return postgres::guard([&]() -> const char* { return quote_literal_cstr(text.c_str()); });
}

}  // namespace forecast_warehouse::adoption
