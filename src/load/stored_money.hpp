#pragma once

#include <vector>

#include "core/column_set.hpp"
#include "load/target.hpp"
#include "postgres/direct_compare.hpp"
#include "postgres/direct_table.hpp"

namespace forecast_warehouse::load {

// The rule for a row that arrived without money, and whose grain is stored: the stored price stays. So does
// the stored amount of the same quantity. Of another quantity the amount is derived by the stored price. A
// value that is not stored is taken from the row. The SQL writer has the same rule in sql_text.
class stored_money final : public postgres::row_completion {
public:
    stored_money(const core::feed& feed, const core::keep_sets& keep_sets);

    // Whether a row of the load may have arrived without money.
    [[nodiscard]] bool is_used() const noexcept;

    [[nodiscard]] bool concerns(const postgres::row_view& row) const noexcept override {
        return has_mark(row, price_mark_);
    }
    void complete(const postgres::row_view& row, const postgres::row_view& stored) const override;

private:
    friend class arrived_values;

    [[nodiscard]] bool has_mark(const postgres::row_view& row, int mark) const noexcept {
        return keep_sets_->set(DatumGetInt32(row.values[keep_set_])).contains(mark);
    }
    [[nodiscard]] bool has_stored_quantity(const postgres::row_view& row,
                                           const postgres::row_view& stored) const;

    const core::feed* feed_;
    const core::keep_sets* keep_sets_;
    int keep_set_;
    int price_mark_;
    int amount_mark_;
    int price_;
    int amount_;
    int quantity_;
};

// Gives the rows back their own money at the end of a scope. Another attempt at writing them may find other
// stored rows, and the memory of the first one is gone.
class arrived_values {
public:
    arrived_values(const stored_money& money, std::vector<postgres::direct_row>& rows);
    arrived_values(const arrived_values&) = delete;
    arrived_values& operator=(const arrived_values&) = delete;
    ~arrived_values();

private:
    struct value {
        postgres::row_view row;
        int column;
        Datum datum;
        bool is_null;
    };

    std::vector<value> values_;
};

}  // namespace forecast_warehouse::load
