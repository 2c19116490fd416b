// Parts of CREATE TABLE that DuckDB and Snowflake share.
#pragma once

#include <string>
#include <vector>

#include "core/schema_export/ddl_text.hpp"
#include "core/schema_export/description.hpp"
#include "core/schema_export/export_options.hpp"
#include "core/schema_export/foreign_expression.hpp"

namespace forecast_warehouse::core::schema_export {

// Collects what the other database does not keep.
class foreign_notes {
public:
    void add(std::string text) { notes_.push_back(std::move(text)); }
    void add_unlimited(std::string column) { unlimited_.push_back(std::move(column)); }

    // All warnings. Columns of numeric without precision come first, in one sentence, unless the caller
    // chose.
    [[nodiscard]] std::vector<std::string> warnings(const std::string& type_of_unlimited, bool chosen) const;

private:
    std::vector<std::string> notes_;
    std::vector<std::string> unlimited_;
};

// A type, with notes on what it does not keep.
[[nodiscard]] list_line typed_column(const table_description& table, const column_description& column,
                                     const expression_context& context, foreign_notes& notes);

// CONSTRAINT name CHECK (expression), or a remark where the expression is not known there.
[[nodiscard]] list_line check_line(const table_description& table, const constraint_description& check,
                                   const expression_context& context, foreign_notes& notes);

// A warning where the caller may not read at which number a sequence is.
void warn_of_sequence(const sequence_description& sequence, foreign_notes& notes);

// Notes on tables that are more than a table there.
void warn_of_table(const table_description& table, foreign_notes& notes);

}  // namespace forecast_warehouse::core::schema_export
