// Parts of a script that makes tables.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/schema_export/description.hpp"

namespace forecast_warehouse::core::schema_export {

// Makes a script in one dialect. Raises for names that cannot be there.
[[nodiscard]] exported_text write_postgresql(const schema_description& schema, const std::string& into);

struct export_options;
[[nodiscard]] exported_text write_duckdb(const schema_description& schema, const export_options& options);
[[nodiscard]] exported_text write_snowflake(const schema_description& schema, const export_options& options);

// Typed models of SQLAlchemy 2.0, as a module of Python. A table's schema is written unless it is public.
// into: another schema for all of them; empty: their own.
[[nodiscard]] exported_text write_sqlalchemy(const schema_description& schema, const std::string& into);

// One line of the list in CREATE TABLE. A remark alone is a comment.
struct list_line {
    std::string text;
    std::string remark{};
};

// The lines with commas between them.
[[nodiscard]] std::string write_list(const std::vector<list_line>& lines);

// A comment. Control characters become blanks: a line break would begin a statement.
[[nodiscard]] std::string remark(std::string_view text);

// The head of a script: what it is, and its warnings.
[[nodiscard]] std::string head_of(const schema_description& schema, std::string_view database,
                                  const std::vector<std::string>& warnings);

// Quotes a name where the dialect needs it.
using name_quoter = std::function<std::string(std::string_view name)>;

// (a, b, c)
[[nodiscard]] std::string column_list(const name_quoter& quote, const std::vector<std::string>& columns);

// CHECK (expression), without the word and the options after it. Empty where it has another form.
[[nodiscard]] std::string check_expression(const std::string& definition);

// Whether a foreign key can refer to these columns: they are a key, and not just a unique index.
[[nodiscard]] bool is_key(const table_description& table, const std::vector<std::string>& columns);

// CASCADE, SET NULL and the like. Empty: no action.
[[nodiscard]] std::string action_name(char action);

// table.column
[[nodiscard]] std::string full_name(const table_description& table, const std::string& name);

}  // namespace forecast_warehouse::core::schema_export
