#pragma once

#include <string>

#include "load/rollup_scope.hpp"
#include "load/target.hpp"
#include "postgres/arguments.hpp"

namespace forecast_warehouse::load {

// The lines that a rollup sums up: till lines or order lines. They give rows with date, store_id, product_id,
// quantity, unit_price and total_amount.
class rolled_lines {
public:
    rolled_lines() = default;
    rolled_lines(const rolled_lines&) = delete;
    rolled_lines& operator=(const rolled_lines&) = delete;
    virtual ~rolled_lines() = default;

    // The function that rolls them up, and their kind, in messages: till, order.
    [[nodiscard]] virtual const char* function() const noexcept = 0;
    [[nodiscard]] virtual const char* kind() const noexcept = 0;

    // The table of lines, and the table that marks the grains whose sums are in sales_daily. The other table
    // marks those of the other kind; older versions of the extension lack it.
    [[nodiscard]] virtual const char* table() const noexcept = 0;
    [[nodiscard]] virtual const char* marks() const noexcept = 0;
    [[nodiscard]] virtual const char* other_marks() const noexcept = 0;
    [[nodiscard]] virtual const char* other_kind() const noexcept = 0;

    // Whether a line with a negative price or amount may be a discount. Without, the sums take lines as they
    // are.
    [[nodiscard]] virtual bool has_discounts() const = 0;

    virtual void lock_dimensions() const = 0;
    virtual void require_rights() const = 0;
    virtual void refuse_hidden_rows() const = 0;
    virtual void expect_shapes() const = 0;

    // Called once before the lines are read, with a connection to SPI.
    virtual void prepare() = 0;

    // The lines as an item of FROM, and its parameters from $4 on.
    [[nodiscard]] virtual std::string rows() const = 0;
    virtual void add_arguments(postgres::arguments& of_lines) const = 0;

    // Raises for lines that have no store. Called where there are some.
    virtual void refuse_lines_without_store(const rollup_scope& scope) const = 0;
};

}  // namespace forecast_warehouse::load
