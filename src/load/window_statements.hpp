#pragma once

#include <string>

#include "load/attempts.hpp"
#include "load/sql_text.hpp"
#include "load/target.hpp"

namespace forecast_warehouse::load {

// Composes the statements of sql_windows. They read the rows of window_stores.hpp by their names.
class window_statements {
public:
    window_statements(const target& target, const core::keep_sets& keep_sets);

    // The stored windows of the series, as a FROM clause; and the values of a stored row as a record.
    [[nodiscard]] std::string stored_in_series() const;
    [[nodiscard]] std::string stored_row() const { return text_.stored_row(); }

    // Returns the stored windows of the series as window_batch::add_stored() takes them, and locks them or
    // not.
    [[nodiscard]] std::string read(locking how) const;

    // Closes windows; returns the ids of those that were not as they were seen, or that stayed open.
    [[nodiscard]] std::string close() const;

    // Updates the rows that replace a stored one and inserts the others. Returns how many of each it wrote. A
    // watching statement returns three more columns. Column 3: how many new rows did not come back. Column 4:
    // how many of those are known by their grain. Column 5: the number of a row that did not come back; the
    // result has one row for each.
    [[nodiscard]] std::string write(bool watching) const;

    // Returns how many of the rows to replace are not stored as they have to be.
    [[nodiscard]] std::string count_differing() const;

private:
    [[nodiscard]] std::string is_as_seen(const std::string& seen, const std::string& id) const;
    [[nodiscard]] std::string update_and_insert(const std::string& updated,
                                                const std::string& inserted) const;

    const target* target_;
    sql_text text_;
    std::string start_;
    std::string end_;
};

}  // namespace forecast_warehouse::load
