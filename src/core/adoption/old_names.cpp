#include "core/adoption/old_names.hpp"

#include <array>

#include "core/ascii.hpp"

namespace forecast_warehouse::core {
namespace {

struct known_names {
    std::string_view table;   // empty: a column of any table
    std::string_view column;  // empty: the table itself
    std::string_view names;   // with a blank between them
};

constexpr std::array vocabulary{
    known_names{"store", "", "stores shop shops branch branches outlet outlets site sites filiale filialen"},
    known_names{"product", "", "products item items article articles sku skus artikel produkt produkte"},
    known_names{"calendar", "", "calendars date dates date_dimension days day kalender"},
    known_names{"sales_daily", "", "sales sale daily_sales sales_by_day sales_facts sales_fact revenue"},
    known_names{"price_history", "",
                "prices price product_prices product_price price_list item_prices price_windows"},
    known_names{"promotion", "", "promotions promo promos discounts campaigns offers"},
    known_names{"inventory_snapshot_daily", "",
                "inventory inventory_daily inventory_snapshot inventory_snapshots stock stocks stock_levels "
                "stock_daily"},
    known_names{"sales_txn", "",
                "transactions transaction_lines receipt_lines pos_lines sales_lines sales_transactions"},
    known_names{"sales_returns", "", "returns product_returns"},
    known_names{"weather_daily", "", "weather"},
    known_names{"exogenous_signal", "", "signals exogenous_signals external_signals external_factors"},
    known_names{"traffic_daily", "", "traffic footfall visits"},
    known_names{"store_day", "", "store_days opening_days store_openings store_calendar_days"},
    known_names{"location", "", "locations addresses"},
    known_names{"channel", "", "channels sales_channels"},
    known_names{"customer", "", "customers clients"},
    known_names{"reseller", "", "resellers"},
    known_names{"store", "code",
                "store_code shop_code store_no store_nbr store_number shop_no branch_code outlet_code "
                "external_id"},
    known_names{"product", "sku",
                "product_code item_code article_no article_number item_no item_nbr product_sku ean gtin upc "
                "code external_id"},
    known_names{"", "id", "store_id product_id shop_id item_id pk"},
    known_names{"", "name",
                "store_name product_name item_name shop_name title label description promo_name "
                "promotion_name full_name"},
    known_names{"store", "region", "area district state province"},
    known_names{"store", "city", "town place"},
    known_names{"store", "store_type", "type format kind"},
    known_names{"store", "opened_on", "open_date opening_date opened_at opened"},
    known_names{"store", "closed_on", "close_date closing_date closed_at closed"},
    known_names{"store_day", "is_open", "open opened"},
    known_names{"product", "category", "category_name department family product_category item_category"},
    known_names{"product", "brand", "brand_name manufacturer"},
    known_names{"product", "launch_date", "launched_on launched_at introduced_on introduction_date"},
    known_names{"product", "discontinue_date",
                "discontinued_on discontinued_at discontinuation_date end_of_life"},
    known_names{"product", "lifecycle_stage", "life_cycle_stage lifecycle product_stage"},
    known_names{"product", "pack_size", "units_per_pack pieces_per_pack case_pack"},
    known_names{"product", "subcategory", "sub_category subcategory_name"},
    known_names{"product", "base_price", "price list_price retail_price unit_price msrp"},
    known_names{"product", "base_cost", "cost unit_cost purchase_price"},
    known_names{
        "", "date",
        "day sale_date sales_date sold_on date_day business_date snapshot_date stock_date calendar_date "
        "full_date dt order_date"},
    known_names{"", "store_code",
                "store_id store shop_id shop shop_code store_no store_nbr branch_id outlet_id"},
    known_names{"", "sku",
                "product_id product item_id item item_code product_code article article_no item_nbr"},
    known_names{"", "quantity", "qty units units_sold quantity_sold sold pieces"},
    known_names{"", "unit_price", "price price_each avg_price sales_price price_per_unit"},
    known_names{"", "total_amount", "amount total revenue sales_amount net_sales turnover total_price value"},
    known_names{"price_history", "price", "unit_price amount retail_price"},
    known_names{"price_history", "valid_from", "start_date from_date effective_from starts_on date_from"},
    known_names{"price_history", "valid_to", "end_date to_date effective_to ends_on valid_until date_to"},
    known_names{"promotion", "start_date", "valid_from from_date starts_on date_from"},
    known_names{"promotion", "end_date", "valid_to to_date ends_on valid_until date_to"},
    known_names{"promotion", "discount_pct", "discount discount_percent pct_off"},
    known_names{"promotion", "discount_amount", "amount_off"},
    known_names{"promotion", "kind", "promotion_type promotion_kind promo_type"},
    known_names{"sales_txn", "channel", "sales_channel channel_name"},
    known_names{"inventory_snapshot_daily", "on_hand_qty",
                "on_hand stock quantity qty stock_on_hand quantity_on_hand units"},
    known_names{"inventory_snapshot_daily", "on_order_qty", "on_order ordered quantity_on_order"},
    known_names{"inventory_snapshot_daily", "is_stockout", "stockout out_of_stock"},
    known_names{"exogenous_signal", "signal_name", "signal name indicator series_name factor"},
    known_names{"exogenous_signal", "value", "signal_value reading"},
    known_names{"calendar", "day_of_week", "weekday dow"},
    known_names{"calendar", "is_holiday", "holiday"},
    known_names{"calendar", "holiday_name", "holiday_description"},
};

void add_words(std::string_view words, std::vector<std::string_view>& to) {
    while (!words.empty()) {
        const std::size_t end = words.find(' ');
        to.push_back(words.substr(0, end));
        words = end == std::string_view::npos ? std::string_view() : words.substr(end + 1);
    }
}

}  // namespace

std::string plain_table_name(std::string_view name) {
    std::string plain;
    for (const char each : name) {
        plain += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    }
    for (const std::string_view prefix :
         {"dim_", "fact_", "fct_", "stg_", "int_", "mart_", "tbl_", "f_", "d_"}) {
        if (plain.starts_with(prefix)) {
            return plain.substr(prefix.size());
        }
    }
    return plain;
}

std::vector<std::string_view> other_names_of_table(std::string_view table) {
    std::vector<std::string_view> found;
    for (const known_names& each : vocabulary) {
        if (each.table == table && each.column.empty()) {
            add_words(each.names, found);
        }
    }
    return found;
}

std::vector<std::string_view> other_names_of_column(std::string_view table, std::string_view column) {
    std::vector<std::string_view> found;
    for (const known_names& each : vocabulary) {
        if ((each.table == table || each.table.empty()) && each.column == column) {
            add_words(each.names, found);
        }
    }
    return found;
}

}  // namespace forecast_warehouse::core
