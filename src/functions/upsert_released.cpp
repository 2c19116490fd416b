#include "functions/upsert.hpp"

#include "functions/arguments.hpp"

// The symbols of upsert functions that released scripts name. Scripts of new tables name fw_upsert and
// fw_upsert_row (functions/upsert.cpp): add none here.

#define FORECAST_WAREHOUSE_RELEASED_UPSERT(table)                                   \
    FORECAST_WAREHOUSE_FUNCTION(fw_upsert_##table) {                                \
        return forecast_warehouse::functions::upsert_relation_into(fcinfo, #table); \
    }                                                                               \
    FORECAST_WAREHOUSE_FUNCTION(fw_upsert_##table##_row) {                          \
        return forecast_warehouse::functions::upsert_row_into(fcinfo, #table);      \
    }

FORECAST_WAREHOUSE_RELEASED_UPSERT(store)
FORECAST_WAREHOUSE_RELEASED_UPSERT(product)
FORECAST_WAREHOUSE_RELEASED_UPSERT(sales_daily)
FORECAST_WAREHOUSE_RELEASED_UPSERT(price_history)
FORECAST_WAREHOUSE_RELEASED_UPSERT(promotion)
FORECAST_WAREHOUSE_RELEASED_UPSERT(inventory_snapshot_daily)
FORECAST_WAREHOUSE_RELEASED_UPSERT(sales_txn)
FORECAST_WAREHOUSE_RELEASED_UPSERT(weather_daily)
FORECAST_WAREHOUSE_RELEASED_UPSERT(traffic_daily)
