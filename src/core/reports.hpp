#pragma once

#include <array>
#include <string_view>

namespace forecast_warehouse::core {

// The views of orders that reports read: those by the names of other implementations, and the analyses.
inline constexpr std::array<std::string_view, 18> reports_of_orders{
    "dim_channel",
    "dim_customer",
    "dim_date",
    "dim_location",
    "dim_product",
    "dim_reseller",
    "dim_store",
    "fact_salesactual",
    "fact_productsalestarget",
    "fact_srcsalestarget",
    "orders_by_product_month",
    "orders_by_customer_quarter",
    "orders_against_target",
    "orders_against_product_target",
    "orders_by_weekday",
    "orders_by_product_weekday",
    "orders_by_state",
    "orders_by_state_group",
};

}  // namespace forecast_warehouse::core
