#include "load/sql_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace forecast_warehouse::load {
namespace {

void append(std::string& text, const char* separator, const std::string& piece) {
    text += text.empty() ? "" : separator;
    text += piece;
}

std::string name_of(const core::feed_column& column) {
    return std::string(column.target);
}

bool may_be_null(const core::feed_column& column) noexcept {
    return column.missing == core::when_missing::null || column.missing == core::when_missing::keep;
}

}  // namespace

bool sql_text::in_grain(int column) const noexcept {
    const auto grain = target_->feed().grain;
    return std::find(grain.begin(), grain.end(), column) != grain.end();
}

std::string sql_text::columns() const {
    std::string text;
    for (int column = 0; column < target_->columns(); ++column) {
        append(text, ", ", name_of(target_->column(column)));
    }
    return text;
}

std::string sql_text::grain() const {
    std::string text;
    for (const int column : target_->feed().grain) {
        append(text, ", ", name_of(target_->column(column)));
    }
    return text;
}

std::string sql_text::incoming_order() const {
    std::string text;
    for (const int column : target_->feed().grain) {
        const core::feed_column& each = target_->column(column);
        append(text, ", ",
               "incoming." + name_of(each) +
                   (resolved_type(each) == TEXTOID ? " COLLATE pg_catalog.\"C\"" : ""));
    }
    return text;
}

std::string sql_text::value_of(int column) const {
    const std::string name = name_of(target_->column(column));
    const arrival::column_mask bit = 1 << column;
    if ((left_out_ & bit) == 0) {
        return fmt::format("incoming.{}", name);
    }
    return fmt::format(
        "CASE WHEN (incoming.kept OPERATOR(pg_catalog.&) {1}) OPERATOR(pg_catalog.<>) 0 "
        "AND standing.created_at IS NOT NULL THEN standing.{0} ELSE incoming.{0} END",
        name, bit);
}

std::string sql_text::values() const {
    std::string text;
    for (int column = 0; column < target_->columns(); ++column) {
        append(text, ", ", value_of(column));
    }
    return text;
}

std::string sql_text::incoming_values() const {
    std::string text;
    for (const core::feed_column& column : target_->feed().columns) {
        append(text, ", ", "incoming." + name_of(column));
    }
    return text;
}

std::string sql_text::assignments(const std::string& side) const {
    std::string text;
    for (int column = 0; column < target_->columns(); ++column) {
        if (!in_grain(column)) {
            const std::string name = name_of(target_->column(column));
            append(text, ", ",
                   side.empty() ? fmt::format("{} = {}", name, value_of(column))
                                : fmt::format("{0} = {1}.{0}", name, side));
        }
    }
    append(text, ", ", "updated_at = pg_catalog.now()");
    return text;
}

std::string sql_text::same_grain() const {
    std::string text;
    for (const int column : target_->feed().grain) {
        append(text, " AND ",
               fmt::format("standing.{0} OPERATOR(pg_catalog.=) incoming.{0}",
                           name_of(target_->column(column))));
    }
    return text;
}

std::string sql_text::differ(const core::feed_column& column, const std::string& left,
                             const std::string& right) {
    if (!may_be_null(column)) {
        return fmt::format("{} OPERATOR(pg_catalog.<>) {}", left, right);
    }
    return fmt::format(
        "(({0} OPERATOR(pg_catalog.=) {1}) IS NOT TRUE AND ({0} IS NOT NULL OR {1} IS NOT NULL))", left,
        right);
}

std::string sql_text::differs_from_incoming() const {
    std::string text;
    for (int column = 0; column < target_->columns(); ++column) {
        if (!in_grain(column)) {
            const core::feed_column& each = target_->column(column);
            append(text, " OR ", differ(each, "standing." + name_of(each), "(" + value_of(column) + ")"));
        }
    }
    return text;
}

std::string sql_text::differs_from_excluded(const std::string& row) const {
    std::string text;
    for (int column = 0; column < target_->columns(); ++column) {
        if (!in_grain(column)) {
            const core::feed_column& each = target_->column(column);
            append(text, " OR ", differ(each, row + "." + name_of(each), "excluded." + name_of(each)));
        }
    }
    return text;
}

}  // namespace forecast_warehouse::load
