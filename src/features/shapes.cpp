#include "features/shapes.hpp"

#include <array>
#include <span>
#include <vector>

#include "core/features/calendar_features.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::features {
namespace {

using postgres::expect_shape;
using postgres::shape_column;
using postgres::type_family;

constexpr std::array<shape_column, 2> stores{{{"id", type_family::integer}, {"code", type_family::text}}};
constexpr std::array<shape_column, 2> products{{{"id", type_family::integer}, {"sku", type_family::text}}};
constexpr std::array<shape_column, 4> sales{{{"date", type_family::date},
                                             {"store_id", type_family::integer},
                                             {"product_id", type_family::integer},
                                             {"quantity", type_family::decimal}}};
constexpr std::array<shape_column, 1> whole_sales{{{"quantity", type_family::integer}}};
constexpr std::array<shape_column, 4> stocks{{{"date", type_family::date},
                                              {"store_id", type_family::integer},
                                              {"product_id", type_family::integer},
                                              {"is_stockout", type_family::boolean}}};
constexpr std::array<shape_column, 6> prices{{{"id", type_family::whole},
                                              {"product_id", type_family::integer},
                                              {"store_id", type_family::integer},
                                              {"price", type_family::decimal},
                                              {"valid_from", type_family::date},
                                              {"valid_to", type_family::date}}};
constexpr std::array<shape_column, 6> promotions{{{"product_id", type_family::integer},
                                                  {"store_id", type_family::integer},
                                                  {"discount_pct", type_family::decimal},
                                                  {"discount_amount", type_family::decimal},
                                                  {"start_date", type_family::date},
                                                  {"end_date", type_family::date}}};
constexpr std::array<shape_column, 5> signals{{{"date", type_family::date},
                                               {"signal_name", type_family::text},
                                               {"store_id", type_family::integer},
                                               {"value", type_family::decimal},
                                               {"known_ahead", type_family::boolean}}};
constexpr std::array<shape_column, 1> categories{{{"category", type_family::text}}};
constexpr std::array<shape_column, 1> launches{{{"launch_date", type_family::date}}};
constexpr std::array<shape_column, 3> holidays{
    {{"date", type_family::date}, {"is_holiday", type_family::boolean}, {"holiday_name", type_family::text}}};
constexpr std::array<shape_column, 2> store_dates{
    {{"opened_on", type_family::date}, {"closed_on", type_family::date}}};
constexpr std::array<shape_column, 2> product_dates{
    {{"launch_date", type_family::date}, {"discontinue_date", type_family::date}}};
constexpr std::array<shape_column, 3> store_days{
    {{"date", type_family::date}, {"store_id", type_family::integer}, {"is_open", type_family::boolean}}};
constexpr std::array<shape_column, 3> returns{
    {{"date", type_family::date}, {"store_id", type_family::integer}, {"reason", type_family::text}}};
constexpr std::array<shape_column, 3> batches{
    {{"id", type_family::whole}, {"target", type_family::text}, {"read_by", type_family::text}}};
constexpr std::array<shape_column, 4> sources{{{"schema_name", type_family::text},
                                               {"name", type_family::text},
                                               {"map", type_family::json},
                                               {"options", type_family::json}}};
constexpr std::array<shape_column, 2> rejects{
    {{"batch_id", type_family::whole}, {"row_data", type_family::json}}};
constexpr std::array<shape_column, 1> calendars{{{"holiday_calendar", type_family::text}}};

// The columns of the table calendar that features are read from.
std::vector<shape_column> calendar_shape() {
    std::vector<shape_column> shape{{"date", type_family::date}};
    for (const core::calendar_column& each : core::calendar_columns) {
        if (each.source == nullptr) {
            shape.push_back({each.name, each.type == core::feature_type::flag ? type_family::boolean
                                                                              : type_family::integer});
        }
    }
    return shape;
}

void expect_chosen(Oid schema, const core::feature_settings& settings) {
    if (settings.reads_categories()) {
        expect_shape(schema, "product", categories);
    }
    if (settings.has(core::feature_choice::launch)) {
        expect_shape(schema, "product", launches);
    }
    if (settings.has(core::feature_choice::holiday)) {
        expect_shape(schema, "store", calendars);
        expect_shape(schema, "calendar", holidays);
    }
}

// The tables that decide the states of days.
void expect_shapes_of_states(Oid schema) {
    expect_shape(schema, "store", store_dates);
    expect_shape(schema, "product", product_dates);
    expect_shape(schema, "store_day", store_days);
    expect_shape(schema, "inventory_snapshot_daily", stocks);
    expect_shapes_of_unknown_days(schema);
}

}  // namespace

void expect_shapes_of_unknown_days(Oid schema) {
    expect_shape(schema, "store", stores);
    expect_shape(schema, "product", products);
    expect_shape(schema, "sales_daily", std::span(sales).first(2));
    expect_shape(schema, "sales_returns", returns);
    expect_shape(schema, "load_batch", batches);
    expect_shape(schema, "load_reject", rejects);
    expect_shape(schema, "source", sources);
}

bool has_decimal_quantities(Oid schema) {
    const Oid table = postgres::table_in(schema, "sales_daily");
    return postgres::guard([table] {
        const AttrNumber number = get_attnum(table, "quantity");
        const Oid type = number == InvalidAttrNumber ? InvalidOid : getBaseType(get_atttype(table, number));
        return type != INT2OID && type != INT4OID && type != INT8OID;
    });
}

void expect_shapes(Oid schema, const core::feature_settings& settings) {
    expect_shape(schema, "store", stores);
    expect_shape(schema, "product", products);
    if (has_decimal_quantities(schema)) {
        expect_shape(schema, "sales_daily", sales);
    } else {
        expect_shape(schema, "sales_daily", std::span(sales).first(sales.size() - 1));
        expect_shape(schema, "sales_daily", whole_sales);
    }
    if (settings.needs_states()) {
        expect_shapes_of_states(schema);
    }
    if (settings.exogenous) {
        expect_shape(schema, "store", calendars);
        expect_shape(schema, "calendar", calendar_shape());
        expect_shape(schema, "promotion", promotions);
    }
    if (settings.reads_stocks()) {
        expect_shape(schema, "inventory_snapshot_daily", stocks);
    }
    if (settings.reads_prices()) {
        expect_shape(schema, "price_history", prices);
    }
    expect_chosen(schema, settings);
}

void expect_shape_of_signals(Oid schema) {
    expect_shape(schema, "exogenous_signal", signals);
}

}  // namespace forecast_warehouse::features
