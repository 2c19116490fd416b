#include "load/sql_text.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "load/reused_receipts.hpp"
#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::load {

namespace sql = core::sql;

namespace {

// The texts that a function makes of the columns, in their order.
template <class Columns, class Piece>
std::string list(const Columns& columns, const char* separator, Piece piece) {
    std::string text;
    for (const int column : columns) {
        text += text.empty() ? "" : separator;
        text += piece(column);
    }
    return text;
}

bool may_be_null(const core::feed_column& column) noexcept {
    return column.missing == core::when_missing::null || column.missing == core::when_missing::keep ||
           !column.open_since.empty();
}

}  // namespace

sql_text::sql_text(const target& target, const core::keep_sets& keep_sets)
    : target_(&target),
      keep_sets_(&keep_sets),
      marks_(marks_of_sales(target.feed())),
      in_citus_(postgres::guard([table = target.relation()] { return postgres::is_citus_table(table); })) {}

std::vector<int> sql_text::all_columns() const {
    std::vector<int> columns(static_cast<std::size_t>(target_->columns()));
    std::iota(columns.begin(), columns.end(), 0);
    return columns;
}

std::vector<int> sql_text::value_columns() const {
    const auto& grain = target_->feed().grain;
    std::vector<int> columns = all_columns();
    std::erase_if(columns,
                  [&](int column) { return std::find(grain.begin(), grain.end(), column) != grain.end(); });
    return columns;
}

std::vector<int> sql_text::given_columns() const {
    std::vector<int> columns = value_columns();
    std::erase_if(columns, [&](int column) { return keep_sets_->all_have(column); });
    return columns;
}

std::string sql_text::columns() const {
    return list(all_columns(), ", ", [&](int column) { return name_of(column); });
}

std::string sql_text::grain() const {
    return list(target_->feed().grain, ", ", [&](int column) { return name_of(column); });
}

std::string sql_text::grain_of(const std::string& row) const {
    return list(target_->feed().grain, ", ",
                [&](int column) { return fmt::format("{}.{}", row, name_of(column)); });
}

std::string sql_text::incoming_order() const {
    return list(target_->feed().grain, ", ", [&](int column) {
        const bool text = resolved_type(target_->column(column)) == TEXTOID;
        return fmt::format("incoming.{}{}{}", name_of(column), text ? " COLLATE pg_catalog.\"C\"" : "",
                           may_be_null(target_->column(column)) ? " NULLS FIRST" : "");
    });
}

std::string sql_text::has_set_with(int column) const {
    const std::vector<std::int32_t> numbers = keep_sets_->numbers_with(column);
    return numbers.empty()       ? std::string()
           : numbers.size() == 1 ? sql::eq("incoming.keep_set", std::to_string(numbers.front()))
                                 : sql::eq_any("incoming.keep_set", fmt::format("'{{{}}}'::pg_catalog.int4[]",
                                                                                fmt::join(numbers, ",")));
}

int sql_text::mark_of(int column) const {
    if (!core::takes_rows_without_money(target_->feed())) {
        return -1;
    }
    const core::column_role role = target_->column(column).role;
    return role == core::column_role::unit_price ? price_mark(target_->feed())
           : role == core::column_role::amount   ? amount_mark(target_->feed())
                                                 : -1;
}

std::string sql_text::stored_money(int column, const std::string& other) const {
    const core::feed& feed = target_->feed();
    const auto named = [&](const std::string& row, core::column_role role) {
        return fmt::format("{}.{}", row, name_of(core::column_with_role(feed, role)));
    };
    const std::string own = fmt::format("{}.{}", other, name_of(column));
    const std::string stored_price = named("stored", core::column_role::unit_price);
    if (target_->column(column).role == core::column_role::unit_price) {
        return fmt::format("COALESCE({}, {})", stored_price, own);
    }
    const std::string stored = fmt::format("stored.{}", name_of(column));
    const std::string quantity = named(other, core::column_role::quantity);
    return fmt::format(
        "CASE WHEN {} AND {} IS NOT NULL THEN {} WHEN {} IS NOT NULL THEN pg_catalog.round({}, {}) ELSE {} "
        "END",
        sql::eq(named("stored", core::column_role::quantity), quantity), stored, stored, stored_price,
        sql::multiply(quantity, stored_price), target_->column(column).scale, own);
}

std::string sql_text::value_of(int column) const {
    const std::string keeps = has_set_with(column);
    const int mark = mark_of(column);
    const std::string marked = mark < 0 ? std::string() : has_set_with(mark);
    if (keeps.empty() && marked.empty()) {
        return fmt::format("incoming.{}", name_of(column));
    }
    return fmt::format(
        "CASE {}{}ELSE incoming.{} END",
        keeps.empty() ? std::string()
                      : fmt::format("WHEN {} AND stored.created_at IS NOT NULL THEN stored.{} ", keeps,
                                    name_of(column)),
        marked.empty() ? std::string()
                       : fmt::format("WHEN {} THEN {} ", marked, stored_money(column, "incoming")),
        name_of(column));
}

std::string sql_text::values() const {
    return list(all_columns(), ", ", [&](int column) { return value_of(column); });
}

std::string sql_text::incoming_values() const {
    return list(all_columns(), ", ", [&](int column) { return "incoming." + name_of(column); });
}

std::string sql_text::assignments() const {
    return list(value_columns(), ", ",
                [&](int column) { return fmt::format("{} = {}", name_of(column), value_of(column)); }) +
           ", updated_at = pg_catalog.now()";
}

// Another session may have stored money since the rows were compared. The record "excluded" has no marks. So
// the rule can only be applied where all rows have them.
std::string sql_text::value_on_conflict(int column) const {
    const int mark = mark_of(column);
    return mark >= 0 && keep_sets_->all_used_have(mark) ? stored_money(column, "excluded")
                                                        : "excluded." + name_of(column);
}

// When every row leaves all values out, a stored row gets none.
std::string sql_text::on_any_conflict() const {
    const std::vector<int> given = given_columns();
    if (given.empty()) {
        return "NOTHING";
    }
    return "UPDATE SET " +
           list(given, ", ",
                [&](int column) {
                    return fmt::format("{} = {}", name_of(column), value_on_conflict(column));
                }) +
           (in_citus_ ? ", updated_at = excluded.updated_at" : ", updated_at = pg_catalog.now()");
}

std::string sql_text::on_conflict() const {
    const std::string differs = list(given_columns(), " OR ", [&](int column) {
        return differ(target_->column(column), "stored." + name_of(column),
                      "(" + value_on_conflict(column) + ")");
    });
    if (differs.empty()) {
        return on_any_conflict();
    }
    const std::string is_other = is_of_another_sale("excluded");
    return on_any_conflict() + " WHERE " +
           (is_other.empty() ? differs : fmt::format("({}) AND ({}) IS NOT TRUE", differs, is_other));
}

std::string sql_text::is_of_another_sale(const std::string& other) const {
    if (given_columns().empty()) {
        return {};
    }
    std::string any;
    for (const std::vector<int>& columns : marks_) {
        any += any.empty() ? "" : " OR ";
        any += "(" +
               list(columns, " AND ",
                    [&](int column) {
                        return differ(target_->column(column), "stored." + name_of(column),
                                      other + "." + name_of(column));
                    }) +
               ")";
    }
    return any;
}

std::string sql_text::stored_row() const {
    return fmt::format("ROW({}{}, stored.updated_at)", target_->feed().surrogate ? "stored.id, " : "",
                       list(all_columns(), ", ", [&](int column) { return "stored." + name_of(column); }));
}

std::string sql_text::same_grain() const {
    return same_grain_of("stored", "incoming");
}

std::string sql_text::same(const core::feed_column& column, const std::string& left,
                           const std::string& right) {
    const std::string one = fmt::format("{}.{}", left, column.target);
    const std::string other = fmt::format("{}.{}", right, column.target);
    if (!may_be_null(column)) {
        return sql::eq(one, other);
    }
    return sql::all_of({sql::eq(fmt::format("({} IS NULL)", one), fmt::format("({} IS NULL)", other)),
                        sql::eq(fmt::format("COALESCE({}, 0)", one), fmt::format("COALESCE({}, 0)", other))});
}

std::string sql_text::same_grain_of(const std::string& left, const std::string& right) const {
    return list(target_->feed().grain, " AND ",
                [&](int column) { return same(target_->column(column), left, right); });
}

std::string sql_text::differ(const core::feed_column& column, const std::string& left,
                             const std::string& right) {
    if (!may_be_null(column)) {
        return sql::ne(left, right);
    }
    return fmt::format("({} IS NOT TRUE AND ({} IS NOT NULL OR {} IS NOT NULL))", sql::eq(left, right), left,
                       right);
}

std::string sql_text::differs_from_incoming() const {
    return list(value_columns(), " OR ", [&](int column) {
        return differ(target_->column(column), "stored." + name_of(column), "(" + value_of(column) + ")");
    });
}

}  // namespace forecast_warehouse::load
