#include "core/versions.hpp"

#include <algorithm>
#include <array>

#include "core/reports.hpp"
#include "core/staging.hpp"

namespace forecast_warehouse::core {
namespace {

using names = std::string_view;

constexpr std::array version_table{
    version{"1.0", "star schema, feeds, upsert functions, calendar, journal of loads"},
    version{"1.1",
            "till lines, weather and traffic; rollup_sales; bigint ids of facts; one window per first day; "
            "no data lost without being told"},
    version{"1.2",
            "holidays by rules, of forty countries; business days; the retail year; a holiday calendar for "
            "each store"},
    version{"1.3", "prices and promotions as of each sale, sales_exogenous, sales_panel, build_features"},
    version{
        "1.4",
        "quantities with decimals; sources; returns apart from sales, and discounts; sales without money; "
        "holidays that come with the extension in tables of their own"},
    version{
        "1.5",
        "orders, channels, customers, resellers and targets, from the files of a source system to reports"},
    version{"1.6",
            "schema management: users' own columns, checks of schema and data, adoption, export to other "
            "databases"},
    version{"1.7",
            "demand is not sales: closed days, life cycles, signals, weeks, and the features that the field "
            "uses"},
};

constexpr std::array<names, 1> id{"id"};
constexpr std::array<names, 3> key_of_prices{"product_id", "store_id", "valid_from"};
constexpr std::array<names, 4> key_of_promotions{"product_id", "store_id", "name", "start_date"};

constexpr std::array up_to_1_1{
    requirement{requirement_kind::no_dependents, "sales_daily", id},
    requirement{requirement_kind::no_dependents, "price_history", id},
    requirement{requirement_kind::no_dependents, "promotion", id},
    requirement{requirement_kind::no_dependents, "inventory_snapshot_daily", id},
    requirement{requirement_kind::unique, "price_history", key_of_prices},
    requirement{requirement_kind::unique, "promotion", key_of_promotions},
};

constexpr std::array down_to_1_0{
    requirement{requirement_kind::no_dependents, "sales_daily", id},
    requirement{requirement_kind::no_dependents, "price_history", id},
    requirement{requirement_kind::no_dependents, "promotion", id},
    requirement{requirement_kind::no_dependents, "inventory_snapshot_daily", id},
    requirement{requirement_kind::fits_integer, "sales_daily", id},
    requirement{requirement_kind::fits_integer, "price_history", id},
    requirement{requirement_kind::fits_integer, "promotion", id},
    requirement{requirement_kind::fits_integer, "inventory_snapshot_daily", id},
    requirement{requirement_kind::may_drop_rows, "sales_txn", {}},
    requirement{requirement_kind::may_drop_rows, "weather_daily", {}},
    requirement{requirement_kind::may_drop_rows, "traffic_daily", {}},
    requirement{requirement_kind::may_drop_rows, "sales_rollup", {}},
};

constexpr std::array down_to_1_1{
    requirement{requirement_kind::no_users, "store_feed", {}},
    requirement{requirement_kind::may_drop_rows, "store", {}, "holiday_calendar IS NOT NULL"},
    requirement{requirement_kind::may_drop_rows, "holiday_rule", {}},
    requirement{requirement_kind::may_drop_rows,
                "holiday_date",
                {},
                "action OPERATOR(pg_catalog.<>) 'add' OR status OPERATOR(pg_catalog.<>) 'confirmed' "
                "OR category OPERATOR(pg_catalog.<>) 'public' OR source IS NOT NULL"},
};

constexpr std::array down_to_1_2{
    requirement{requirement_kind::may_drop_rows, "feature_set", {}},
};

constexpr std::array<names, 8> columns_of_holiday_rule{"calendar", "name",     "rule",   "from_year",
                                                       "to_year",  "category", "source", "shipped"};
constexpr std::array<names, 8> columns_of_holiday_date{"calendar", "date",     "name",   "action",
                                                       "status",   "category", "source", "shipped"};
constexpr std::array<names, 1> checks_of_holiday_rule{"ck_holiday_rule_rule"};
constexpr std::array<names, 4> checks_of_holiday_date{"ck_holiday_date_action", "ck_holiday_date_name",
                                                      "ck_holiday_date_status", "ck_holiday_date_category"};
constexpr std::array<names, 2> defaults_of_holiday_rule{"category", "shipped"};
constexpr std::array<names, 4> defaults_of_holiday_date{"action", "status", "category", "shipped"};

constexpr std::array<names, 1> quantity{"quantity"};
constexpr std::array<names, 2> money{"unit_price", "total_amount"};
constexpr std::array<names, 1> unit_price{"unit_price"};
constexpr std::array<names, 1> on_hand_qty{"on_hand_qty"};
constexpr std::array<names, 1> on_order_qty{"on_order_qty"};

constexpr std::array<names, 11> totals_of_loads{
    "date_style",      "time_zone",         "writer",          "rounding",      "quantity_received",
    "quantity_landed", "quantity_rejected", "amount_received", "amount_landed", "amount_rejected",
    "read_by"};

// Tables of the superuser inherit from these.
constexpr std::array up_to_1_4{
    requirement{requirement_kind::free_name, "source", {}},
    requirement{requirement_kind::free_name, "sales_returns", {}},
    requirement{requirement_kind::free_name, "sales_returns_feed", {}},
    requirement{requirement_kind::free_name, "sales_net_daily", {}},
    requirement{requirement_kind::free_name, "shipped_holiday_rule", {}},
    requirement{requirement_kind::free_name, "shipped_holiday_date", {}},
    requirement{requirement_kind::free_name, "text_argument", {}},
    requirement{requirement_kind::free_name, "double_argument", {}},
    requirement{requirement_kind::no_dependents, "sales_daily", quantity},
    requirement{requirement_kind::no_dependents, "inventory_snapshot_daily", on_hand_qty},
    requirement{requirement_kind::no_dependents, "inventory_snapshot_daily", on_order_qty},
    requirement{requirement_kind::no_dependents, "sales_txn", quantity},
    requirement{requirement_kind::no_users, "sales_daily_feed", {}},
    requirement{requirement_kind::no_users, "inventory_snapshot_daily_feed", {}},
    requirement{requirement_kind::no_users, "sales_txn_feed", {}},
    requirement{requirement_kind::no_users, "sales_exogenous", {}},
    requirement{requirement_kind::unaltered,
                "holiday_rule",
                columns_of_holiday_rule,
                {},
                checks_of_holiday_rule,
                defaults_of_holiday_rule},
    requirement{requirement_kind::unaltered,
                "holiday_date",
                columns_of_holiday_date,
                {},
                checks_of_holiday_date,
                defaults_of_holiday_date},
};

constexpr std::array down_to_1_3{
    requirement{requirement_kind::may_drop_rows, "source", {}},
    requirement{requirement_kind::no_dependents, "sales_daily", quantity},
    requirement{requirement_kind::no_dependents, "inventory_snapshot_daily", on_hand_qty},
    requirement{requirement_kind::no_dependents, "inventory_snapshot_daily", on_order_qty},
    requirement{requirement_kind::no_dependents, "sales_txn", quantity},
    requirement{requirement_kind::no_users, "sales_daily_feed", {}},
    requirement{requirement_kind::no_users, "inventory_snapshot_daily_feed", {}},
    requirement{requirement_kind::no_users, "sales_txn_feed", {}},
    requirement{requirement_kind::no_users, "sales_exogenous", {}},
    requirement{requirement_kind::drops_columns, "load_batch", totals_of_loads},
    requirement{requirement_kind::whole_numbers, "sales_daily", quantity},
    requirement{requirement_kind::whole_numbers, "inventory_snapshot_daily", on_hand_qty},
    requirement{requirement_kind::whole_numbers, "inventory_snapshot_daily", on_order_qty},
    requirement{requirement_kind::whole_numbers, "sales_txn", quantity},
    requirement{requirement_kind::no_nulls, "sales_daily", money},
    requirement{requirement_kind::not_negative, "sales_txn", unit_price},
    requirement{requirement_kind::may_drop_rows, "sales_returns", {}},
};

// One requirement for each relation.
template <std::size_t Count>
constexpr auto one_each(requirement_kind kind, const std::array<names, Count>& relations) {
    std::array<requirement, Count> made{};
    for (std::size_t index = 0; index < Count; ++index) {
        made.at(index) = {kind, relations.at(index), {}};
    }
    return made;
}

template <std::size_t Left, std::size_t Right>
constexpr auto joined(const std::array<requirement, Left>& left,
                      const std::array<requirement, Right>& right) {
    std::array<requirement, Left + Right> made{};
    std::copy(left.begin(), left.end(), made.begin());
    std::copy(right.begin(), right.end(), made.begin() + Left);
    return made;
}

constexpr std::array<names, 9> tables_of_orders{"location",     "channel",          "customer",
                                                "reseller",     "sales_order_line", "product_target",
                                                "sales_target", "name_alias",       "order_rollup"};
constexpr std::array<names, 19> views_of_orders{
    "location_feed",       "channel_feed",     "customer_feed",         "reseller_feed",
    "product_target_feed", "target_name",      "sales_order_line_feed", "sales_target_feed",
    "sales_target_daily",  "etl_location",     "product_target_daily",  "etl_channel",
    "etl_product",         "etl_store",        "etl_customer",          "etl_reseller",
    "etl_product_target",  "etl_sales_target", "etl_sales_order_line"};

// The columns that the files of orders add to stores and products: a step down drops them and their values.
constexpr std::array own_of_1_5{
    requirement{requirement_kind::may_drop_rows,
                "store",
                {},
                "number IS NOT NULL OR manager IS NOT NULL OR location_id IS NOT NULL"},
    requirement{requirement_kind::may_drop_rows,
                "product",
                {},
                "product_type IS NOT NULL OR product_type_code IS NOT NULL OR category_code IS NOT NULL "
                "OR wholesale_price IS NOT NULL"},
};

constexpr auto up_to_1_5 = joined(one_each(requirement_kind::free_name, staging_tables),
                                  joined(one_each(requirement_kind::free_name, tables_of_orders),
                                         joined(one_each(requirement_kind::free_name, views_of_orders),
                                                one_each(requirement_kind::free_name, reports_of_orders))));
constexpr auto down_to_1_4 =
    joined(one_each(requirement_kind::may_drop_rows, staging_tables),
           joined(one_each(requirement_kind::may_drop_rows, tables_of_orders), own_of_1_5));

// Each part of 1.6 adds its own.
constexpr std::array up_to_1_6{
    requirement{requirement_kind::free_name, "customization", {}},
    requirement{requirement_kind::free_name, "adoption", {}},
};
constexpr std::array down_to_1_5{
    requirement{requirement_kind::may_drop_rows, "customization", {}},
    requirement{requirement_kind::may_drop_rows, "adoption", {}},
};

constexpr std::array<names, 2> store_columns_of_1_7{"opened_on", "closed_on"};
constexpr std::array<names, 5> product_columns_of_1_7{"launch_date", "discontinue_date", "lifecycle_stage",
                                                      "pack_size", "subcategory"};
constexpr std::array<names, 1> promotion_columns_of_1_7{"kind"};
constexpr std::array<names, 1> till_line_columns_of_1_7{"channel"};

// Each part of 1.7 adds its own.
constexpr std::array up_to_1_7{
    requirement{requirement_kind::free_columns, "store", store_columns_of_1_7},
    requirement{requirement_kind::free_columns, "product", product_columns_of_1_7},
    requirement{requirement_kind::free_columns, "promotion", promotion_columns_of_1_7},
    requirement{requirement_kind::free_columns, "sales_txn", till_line_columns_of_1_7},
    requirement{requirement_kind::free_name, "store_day", {}},
    requirement{requirement_kind::free_name, "store_day_feed", {}},
    requirement{requirement_kind::free_name, "exogenous_signal", {}},
    requirement{requirement_kind::free_name, "exogenous_signal_feed", {}},
    requirement{requirement_kind::free_name, "store_signal", {}},
};
constexpr std::array down_to_1_6{
    requirement{requirement_kind::drops_columns, "store", store_columns_of_1_7},
    requirement{requirement_kind::drops_columns, "product", product_columns_of_1_7},
    requirement{requirement_kind::drops_columns, "promotion", promotion_columns_of_1_7},
    requirement{requirement_kind::drops_columns, "sales_txn", till_line_columns_of_1_7},
    requirement{requirement_kind::may_drop_rows, "store_day", {}},
    requirement{requirement_kind::may_drop_rows, "exogenous_signal", {}},
    requirement{
        requirement_kind::may_drop_rows, "store", {}, "opened_on IS NOT NULL OR closed_on IS NOT NULL"},
    requirement{requirement_kind::may_drop_rows,
                "product",
                {},
                "launch_date IS NOT NULL OR discontinue_date IS NOT NULL OR lifecycle_stage IS NOT NULL "
                "OR pack_size IS NOT NULL OR subcategory IS NOT NULL"},
    requirement{requirement_kind::may_drop_rows, "promotion", {}, "kind IS NOT NULL"},
    requirement{requirement_kind::may_drop_rows, "sales_txn", {}, "channel IS NOT NULL"},
};

constexpr std::array edge_table{
    edge{"1.0", "1.1", up_to_1_1},   edge{"1.1", "1.0", down_to_1_0}, edge{"1.1", "1.2", {}},
    edge{"1.2", "1.1", down_to_1_1}, edge{"1.2", "1.3", {}},          edge{"1.3", "1.2", down_to_1_2},
    edge{"1.3", "1.4", up_to_1_4},   edge{"1.4", "1.3", down_to_1_3}, edge{"1.4", "1.5", up_to_1_5},
    edge{"1.5", "1.4", down_to_1_4}, edge{"1.5", "1.6", up_to_1_6},   edge{"1.6", "1.5", down_to_1_5},
    edge{"1.6", "1.7", up_to_1_7},   edge{"1.7", "1.6", down_to_1_6},
};

}  // namespace

std::span<const version> versions() noexcept {
    return version_table;
}

const version* find_version(std::string_view name) noexcept {
    const auto* found = std::find_if(version_table.begin(), version_table.end(),
                                     [name](const version& each) { return each.name == name; });
    return found == version_table.end() ? nullptr : found;
}

const edge* find_edge(std::string_view from, std::string_view to) noexcept {
    const auto* found = std::find_if(edge_table.begin(), edge_table.end(),
                                     [&](const edge& each) { return each.from == from && each.to == to; });
    return found == edge_table.end() ? nullptr : found;
}

bool may_lose_data(const edge& edge) noexcept {
    return std::any_of(edge.requirements.begin(), edge.requirements.end(),
                       [](const requirement& each) { return each.kind == requirement_kind::may_drop_rows; });
}

}  // namespace forecast_warehouse::core
