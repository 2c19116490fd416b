#pragma once

#include <vector>

#include "load/decimal.hpp"
#include "load/dimension_attribute.hpp"
#include "load/faults.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The stage that derives the values of order lines which their dimensions give. It comes after the keys are
// resolved. Feeds of other rows pass it as they are.
//
// location = that of the party; cost = quantity x the product's cost, unless it arrived;
// unit price = amount / quantity, NULL for no units; profit = amount - cost. An unknown value is NULL.
class order_values {
public:
    // Lives in the current memory context.
    explicit order_values(const target& target);

    void derive(postgres::row_block& block, block_faults& faults);

private:
    // A column and the dimensions that give its value.
    struct given_column {
        int column;
        std::vector<dimension_attribute> from;
    };

    void add_given(int column);
    void take_given(const given_column& given, postgres::row_block& block, const block_faults& faults) const;
    void derive_unguarded(postgres::row_block& block, std::size_t row, block_faults& faults) const;
    void put_unguarded(postgres::row_block& block, std::size_t row, int column, Datum value,
                       block_faults& faults) const;

    const target* target_;
    bool is_order_;
    int quantity_ = -1;
    int amount_ = -1;
    int cost_ = -1;
    int price_ = -1;
    int profit_ = -1;
    std::vector<given_column> given_;
    std::vector<decimal_limits> limits_;  // of the derived columns: cost, price, profit
};

}  // namespace forecast_warehouse::load
