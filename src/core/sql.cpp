#include "core/sql.hpp"

#include <fmt/format.h>

namespace forecast_warehouse::core::sql {

std::string binary(std::string_view left, std::string_view name, std::string_view right) {
    return fmt::format("({} OPERATOR(pg_catalog.{}) {})", left, name, right);
}

std::string eq(std::string_view left, std::string_view right) {
    return binary(left, "=", right);
}

std::string ne(std::string_view left, std::string_view right) {
    return binary(left, "<>", right);
}

std::string lt(std::string_view left, std::string_view right) {
    return binary(left, "<", right);
}

std::string le(std::string_view left, std::string_view right) {
    return binary(left, "<=", right);
}

std::string gt(std::string_view left, std::string_view right) {
    return binary(left, ">", right);
}

std::string ge(std::string_view left, std::string_view right) {
    return binary(left, ">=", right);
}

std::string add(std::string_view left, std::string_view right) {
    return binary(left, "+", right);
}

std::string subtract(std::string_view left, std::string_view right) {
    return binary(left, "-", right);
}

std::string multiply(std::string_view left, std::string_view right) {
    return binary(left, "*", right);
}

std::string divide(std::string_view left, std::string_view right) {
    return binary(left, "/", right);
}

std::string eq_any(std::string_view value, std::string_view array) {
    return fmt::format("({} OPERATOR(pg_catalog.=) ANY ({}))", value, array);
}

std::string between(std::string_view value, std::string_view first, std::string_view last) {
    return fmt::format("({0} OPERATOR(pg_catalog.>=) {1} AND {0} OPERATOR(pg_catalog.<=) {2})", value, first,
                       last);
}

std::string all_of(std::initializer_list<std::string> conditions) {
    std::string all;
    for (const std::string& condition : conditions) {
        if (!condition.empty()) {
            all += (all.empty() ? "" : " AND ") + condition;
        }
    }
    return all;
}

}  // namespace forecast_warehouse::core::sql
