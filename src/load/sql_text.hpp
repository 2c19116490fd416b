#pragma once

#include <string>
#include <vector>

#include "load/arrival.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Pieces of the statements that write a target. Every operator and function is qualified, because the
// statements run as the user and under the user's search_path.
class sql_text {
public:
    // The name of the rows to write in the statements. The target's own rows are "stored".
    static constexpr const char* incoming = "incoming";

    sql_text(const target& target, const core::keep_sets& keep_sets);

    // date, store_id, product_id, quantity, ...
    [[nodiscard]] std::string columns() const;
    // date, store_id, product_id
    [[nodiscard]] std::string grain() const;
    // The same of a row: stored.date, ...
    [[nodiscard]] std::string grain_of(const std::string& row) const;
    // incoming.date, incoming.store_id, incoming.product_id, in the order of the batch: text by its bytes,
    // missing values first.
    [[nodiscard]] std::string incoming_order() const;
    // The values to store, see value_of; and the incoming values as they are.
    [[nodiscard]] std::string values() const;
    [[nodiscard]] std::string incoming_values() const;
    // ", updated_at" and ", now()": a row of a table of Citus carries the moment, and an update takes it from
    // there. Citus runs no now() where rows change. Other tables do without, because a role may lack the
    // privilege to write that column into new rows.
    [[nodiscard]] std::string moment_column() const { return in_citus_ ? ", updated_at" : ""; }
    [[nodiscard]] std::string moment_value() const { return in_citus_ ? ", pg_catalog.now()" : ""; }
    // quantity = <value>, ..., updated_at = now(): for an UPDATE of a stored row.
    [[nodiscard]] std::string assignments() const;
    // The action on conflict with a stored row, UPDATE SET ... or NOTHING: if that changes the row, or in any
    // case.
    [[nodiscard]] std::string on_conflict() const;
    [[nodiscard]] std::string on_any_conflict() const;
    // Whether a stored row is of another sale than a row of another relation. Empty: no row can be, or rows
    // of other sales may be replaced, or none is.
    [[nodiscard]] std::string is_of_another_sale(const std::string& other) const;
    // A record of a stored row's id, columns and moment: it changes when the row is written.
    [[nodiscard]] std::string stored_row() const;
    // stored.date = incoming.date AND ...
    [[nodiscard]] std::string same_grain() const;
    // The same of two other relations with the grain's columns.
    [[nodiscard]] std::string same_grain_of(const std::string& left, const std::string& right) const;
    // Whether a stored row differs from the incoming one.
    [[nodiscard]] std::string differs_from_incoming() const;

    // The value to store in a column: the incoming one. If a row leaves the column out: the stored one.
    [[nodiscard]] std::string value_of(int column) const;

    // Whether two relations agree in a column. NULL equals NULL, and the planner can still hash.
    [[nodiscard]] static std::string same(const core::feed_column& column, const std::string& left,
                                          const std::string& right);

    // Whether two values differ. NULL is a value here. IS DISTINCT FROM would look its operator up in the
    // search_path.
    [[nodiscard]] static std::string differ(const core::feed_column& column, const std::string& left,
                                            const std::string& right);

private:
    // The columns beside the grain, by index; and those of them that at least one row of the load gives.
    [[nodiscard]] std::vector<int> value_columns() const;
    [[nodiscard]] std::vector<int> given_columns() const;
    [[nodiscard]] std::vector<int> all_columns() const;
    [[nodiscard]] std::string name_of(int column) const { return target_->column(column).target; }

    const target* target_;
    const core::keep_sets* keep_sets_;
    std::vector<std::vector<int>> marks_;  // see reused_receipts.hpp
    bool in_citus_;
};

}  // namespace forecast_warehouse::load
