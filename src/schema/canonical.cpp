#include "schema/canonical.hpp"

#include "postgres/guard.hpp"
#include "postgres/server.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::schema {
namespace {

// NULL: not one query.
char* parsed_and_written(const char* sql) {
    List* statements = raw_parser(sql, RAW_PARSE_DEFAULT);
    if (list_length(statements) != 1) {
        return nullptr;
    }
    auto* statement = linitial_node(RawStmt, statements);
    if (!IsA(statement->stmt, SelectStmt)) {
        return nullptr;
    }
    return pg_get_querydef(parse_analyze_fixedparams(statement, sql, nullptr, 0, nullptr), false);
}

}  // namespace

std::optional<std::string> canonical_query(const std::string& sql) {
    std::optional<std::string> text;
    try {
        postgres::in_subtransaction([&] {
            const char* written = postgres::guard([&] { return parsed_and_written(sql.c_str()); });
            if (written != nullptr) {
                text = written;
            }
            return false;
        });
    } catch (const postgres::pg_error& error) {
        // It names a missing object: the texts differ. A cancel or a lack of memory goes on.
        if (ERRCODE_TO_CATEGORY(error.data()->sqlerrcode) !=
            ERRCODE_TO_CATEGORY(ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION)) {
            throw;
        }
        return std::nullopt;
    }
    return text;
}

}  // namespace forecast_warehouse::schema
