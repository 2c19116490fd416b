#pragma once

#include <string>
#include <vector>

#include "load/arrival.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Pieces of the statements that write a target. Every operator and function is qualified: the statements run
// in the user's name and under his search_path.
class sql_text {
public:
    // What "incoming" is called in the statements, and "standing" the target's own rows.
    static constexpr const char* incoming = "incoming";

    sql_text(const target& target, const core::keep_sets& keep_sets);

    // date, store_id, product_id, quantity, ...
    [[nodiscard]] std::string columns() const;
    // date, store_id, product_id
    [[nodiscard]] std::string grain() const;
    // The same of a row: present.date, ...
    [[nodiscard]] std::string grain_of(const std::string& row) const;
    // incoming.date, incoming.store_id, incoming.product_id; text by its bytes and missing values first, as
    // the batch is sorted.
    [[nodiscard]] std::string incoming_order() const;
    // The value that each column shall have, see value_of; and the incoming one as it is.
    [[nodiscard]] std::string values() const;
    [[nodiscard]] std::string incoming_values() const;
    // ", updated_at" and ", now()": what a row brings along beside the columns, so that a change may take the
    // moment from it. Only a table of Citus wants that, for Citus runs no now() where rows change; a role may
    // lack the privilege to write the column into new rows.
    [[nodiscard]] std::string moment_column() const { return in_citus_ ? ", updated_at" : ""; }
    [[nodiscard]] std::string moment_value() const { return in_citus_ ? ", pg_catalog.now()" : ""; }
    // quantity = <value>, ..., updated_at = now(): the values that an UPDATE gives a standing row; and what
    // is done when a conflict finds one, UPDATE SET ... or nothing: if it changes the row, or in any case.
    [[nodiscard]] std::string assignments() const;
    [[nodiscard]] std::string on_conflict() const;
    [[nodiscard]] std::string on_any_conflict() const;
    // What changes when a row of the target is written: its columns, its id and its moment, as a record.
    [[nodiscard]] std::string standing_row() const;
    // standing.date = incoming.date AND ...
    [[nodiscard]] std::string same_grain() const;
    // The same of two other relations with the grain's columns. Missing keys are values; the planner can
    // hash.
    [[nodiscard]] std::string same_grain_of(const std::string& left, const std::string& right) const;
    // Whether a standing row differs from the incoming one.
    [[nodiscard]] std::string differs_from_incoming() const;

    // New value of a column: the incoming one, or the stored one where the row leaves it out.
    [[nodiscard]] std::string value_of(int column) const;

    // One value other than another; NULL is a value here. IS DISTINCT FROM would look its operator up in the
    // search_path.
    [[nodiscard]] static std::string differ(const core::feed_column& column, const std::string& left,
                                            const std::string& right);

private:
    // The places of the columns beside the grain; and of those that a conflict must look at, because not
    // every row of the load left them out.
    [[nodiscard]] std::vector<int> value_columns() const;
    [[nodiscard]] std::vector<int> given_columns() const;
    [[nodiscard]] std::vector<int> all_columns() const;
    [[nodiscard]] std::string name_of(int column) const {
        return std::string(target_->column(column).target);
    }

    const target* target_;
    const core::keep_sets* keep_sets_;
    bool in_citus_;
};

}  // namespace forecast_warehouse::load
