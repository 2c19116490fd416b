#pragma once

#include <vector>

#include "load/rolled_lines.hpp"

namespace forecast_warehouse::load {

// The lines of sales_order_line, as rollup_orders reads them. A line of a store counts for that store, and
// other lines for the store of their channel.
class order_lines final : public rolled_lines {
public:
    // channel_stores: the store of each channel, as codes in a jsonb object. It is NULL for none, and must
    // outlive this.
    order_lines(Oid schema, const Datum* channel_stores);

    [[nodiscard]] const char* function() const noexcept override { return "rollup_orders"; }
    [[nodiscard]] const char* kind() const noexcept override { return "order"; }
    [[nodiscard]] const char* table() const noexcept override { return "sales_order_line"; }
    [[nodiscard]] const char* marks() const noexcept override { return "order_rollup"; }
    [[nodiscard]] const char* other_marks() const noexcept override { return "sales_rollup"; }
    [[nodiscard]] const char* other_kind() const noexcept override { return "till"; }
    [[nodiscard]] bool has_discounts() const override { return true; }

    void lock_dimensions() const override { target_.lock_dimensions(); }
    void require_rights() const override;
    void refuse_hidden_rows() const override;
    void expect_shapes() const override;
    void prepare() override;
    [[nodiscard]] std::string rows() const override;
    void add_arguments(postgres::arguments& of_lines) const override;
    void refuse_lines_without_store(const rollup_scope& scope) const override;

private:
    void read_pair(std::uint64_t row);

    target target_;
    const Datum* channel_stores_;
    std::vector<Datum> channels_;  // keys, and those of their stores
    std::vector<Datum> stores_;
};

}  // namespace forecast_warehouse::load
