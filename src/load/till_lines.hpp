#pragma once

#include "load/rolled_lines.hpp"

namespace forecast_warehouse::load {

// The lines of sales_txn, as rollup_sales reads them.
class till_lines final : public rolled_lines {
public:
    explicit till_lines(Oid schema);

    [[nodiscard]] const char* function() const noexcept override { return "rollup_sales"; }
    [[nodiscard]] const char* kind() const noexcept override { return "till"; }
    [[nodiscard]] const char* table() const noexcept override { return "sales_txn"; }
    [[nodiscard]] const char* marks() const noexcept override { return "sales_rollup"; }
    [[nodiscard]] const char* other_marks() const noexcept override { return "order_rollup"; }
    [[nodiscard]] const char* other_kind() const noexcept override { return "order"; }
    [[nodiscard]] bool has_discounts() const override;

    void lock_dimensions() const override {}
    void require_rights() const override;
    void refuse_hidden_rows() const override;
    void expect_shapes() const override;
    void prepare() override {}
    [[nodiscard]] std::string rows() const override;
    void add_arguments(postgres::arguments& of_lines) const override { static_cast<void>(of_lines); }
    void refuse_lines_without_store(const rollup_scope& scope) const override;

private:
    target target_;
};

}  // namespace forecast_warehouse::load
