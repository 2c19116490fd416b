#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "calendar/fill_calendar.hpp"
#include "core/demo/demo.hpp"
#include "core/failure.hpp"
#include "core/interruption.hpp"
#include "core/load/star.hpp"
#include "core/sql.hpp"
#include "functions/arguments.hpp"
#include "load/memory_feed.hpp"
#include "load/session.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

// generate_demo_data(stores, products, start_date, end_date, seed): loads a made-up chain.

namespace forecast_warehouse::functions {
namespace {

// Older versions of the tables have integers.
bool has_decimal_quantities(Oid schema) {
    const core::feed& sales = load::feed_in(*core::find_feed_of_table("sales_daily"), schema);
    const int quantity = core::column_with_role(sales, core::column_role::quantity);
    return sales.columns[static_cast<std::size_t>(quantity)].type == core::value_type::decimal;
}

core::demo_settings settings_of(FunctionCallInfo call) {
    const core::date_range range = range_arguments(call, 2, 3);
    const core::demo_settings settings{
        .stores = static_cast<int>(whole_argument(call, 0, "stores", INT4OID)),
        .products = static_cast<int>(whole_argument(call, 1, "products", INT4OID)),
        .first = range.first,
        .last = range.last,
        .seed = static_cast<std::uint64_t>(whole_argument(call, 4, "seed", INT8OID)),
        .by_weight = has_decimal_quantities(schema_of(call))};
    try {
        core::check_demo_settings(settings);
    } catch (const std::invalid_argument& refusal) {
        throw core::failure(core::sqlstate::invalid_parameter_value, refusal.what());
    }
    return settings;
}

// One entry per day: whether it is a holiday in the calendar.
std::vector<bool> read_holidays(Oid schema, const core::demo_settings& settings) {
    std::vector<bool> holidays(static_cast<std::size_t>(core::demo_days(settings)), false);
    const std::string calendar = load::target(core::calendar_feed(), schema).table();
    const std::int32_t first = core::days_since_2000(settings.first);
    postgres::with_spi([&] {
        postgres::execute(fmt::format("SELECT date FROM {} WHERE is_holiday AND {}", calendar,
                                      core::sql::between("date", "$1", "$2")),
                          postgres::arguments()
                              .add(DATEOID, postgres::date_datum(settings.first))
                              .add(DATEOID, postgres::date_datum(settings.last)));
        bool is_null = false;
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            const Datum day = postgres::result_value(row, 1, DATEOID, is_null);
            const auto index = static_cast<std::size_t>(std::int64_t{DatumGetDateADT(day)} - first);
            if (index < holidays.size()) {
                holidays[index] = true;
            }
        }
    });
    return holidays;
}

// Loads the chain's rows, table by table.
class demo_loader {
public:
    demo_loader(FunctionCallInfo call, const core::demo_settings& settings)
        : call_(call),
          schema_(schema_of(call)),
          calendar_(calendar::fill_calendar(schema_, {settings.first, settings.last}, std::nullopt)),
          data_(settings, read_holidays(schema_, settings)) {}

    // Loads every table in the order in which they refer to each other, and returns a row for each.
    void run() {
        postgres::guard([this] { InitMaterializedSRF(call_, 0); });
        report("calendar", calendar_);
        load_table("store", [this](load::memory_feed& feed) { add_stores(feed); });
        load_table("product", [this](load::memory_feed& feed) { add_products(feed); });
        load_table("price_history", [this](load::memory_feed& feed) { add_prices(feed); });
        load_table("promotion", [this](load::memory_feed& feed) { add_promotions(feed); });
        load_table("sales_daily", [this](load::memory_feed& feed) { add_sales(feed); });
        load_table("inventory_snapshot_daily", [this](load::memory_feed& feed) { add_stock(feed); });
    }

private:
    // The feed of the database's version.
    [[nodiscard]] const core::feed& feed_of(const char* table) const {
        return load::feed_in(*core::find_feed_of_table(table), schema_);
    }

    template <class Fill>
    void load_table(const char* table, Fill fill) {
        const core::feed& feed = feed_of(table);
        const postgres::arena memory(table);
        load::load_outcome outcome;
        {
            const postgres::inside inside(memory);
            load::memory_feed rows(feed);
            fill(rows);
            outcome = run_load(load::target(feed, schema_), rows.rows(),
                               {load::reject_policy::error, load::duplicate_policy::error,
                                "generate_demo_data", GetCurrentTimestamp()});
            rows.rows().store().end();
        }
        load::remember_load(outcome);
        report(table, outcome);
    }

    void report(const char* table, const load::load_outcome& outcome) {
        Datum values[] = {postgres::text_datum(table), Int64GetDatum(outcome.counts.inserted),
                          Int64GetDatum(outcome.counts.updated), Int64GetDatum(outcome.counts.unchanged),
                          Int64GetDatum(outcome.counts.rejected)};
        bool nulls[std::size(values)] = {};
        put_row(call_, values, nulls);
    }

    // Leaves the columns out from one on, so that an existing row keeps them. Returns their number.
    int leave_out_from(int first, const char* table, load::memory_feed& feed) const {
        const auto columns = static_cast<int>(core::arriving_columns(feed_of(table)).size());
        for (int column = first; column < columns; ++column) {
            feed.leave_out(column);
        }
        return columns - first;
    }

    static void add_left_out(int columns, load::memory_feed& feed) {
        for (int column = 0; column < columns; ++column) {
            feed.add_datum(Datum{0}, true);
        }
    }

    void add_stores(load::memory_feed& feed) const {
        const int left_out = leave_out_from(5, "store", feed);
        for (int index = 0; index < data_.settings().stores; ++index) {
            core::take_step();
            const core::demo_store store = data_.store(index);
            feed.add(store.code).add(store.name).add(store.region).add(store.city).add(store.store_type);
            add_left_out(left_out, feed);
        }
    }

    void add_products(load::memory_feed& feed) const {
        const int left_out = leave_out_from(6, "product", feed);
        for (int index = 0; index < data_.settings().products; ++index) {
            core::take_step();
            const core::demo_product product = data_.product(index);
            feed.add(product.sku).add(product.name).add(product.category).add(product.brand);
            feed.add_hundredths(product.base_price_cents).add_hundredths(product.base_cost_cents);
            add_left_out(left_out, feed);
        }
    }

    void add_prices(load::memory_feed& feed) const {
        std::vector<core::demo_price> prices;
        for (int index = 0; index < data_.settings().products; ++index) {
            postgres::check_interrupts();
            data_.prices(index, prices);
            for (const core::demo_price& price : prices) {
                feed.add(data_.product(index).sku).add_optional(store_code(price.store));
                feed.add_hundredths(price.price_cents).add_date(price.valid_from).add_date(price.valid_to);
            }
        }
    }

    void add_promotions(load::memory_feed& feed) const {
        const int left_out = leave_out_from(7, "promotion", feed);
        std::vector<core::demo_promotion> promotions;
        for (int index = 0; index < data_.settings().products; ++index) {
            postgres::check_interrupts();
            data_.promotions(index, promotions);
            for (const core::demo_promotion& promotion : promotions) {
                feed.add(data_.product(index).sku)
                    .add_optional(store_code(promotion.store))
                    .add(promotion.name);
                feed.add_ten_thousandths(promotion.discount_bp).add_hundredths(promotion.discount_cents);
                feed.add_date(promotion.start).add_date(promotion.end);
                add_left_out(left_out, feed);
            }
        }
    }

    void add_sales(load::memory_feed& feed) const {
        for_each_day([&](const core::demo_day& day, const std::string& store, const std::string& sku) {
            if (day.quantity > 0) {
                feed.add_date(day.date).add(store).add(sku).add_quantity(day.quantity, day.decimals);
                feed.add_hundredths(day.unit_price_cents).add_hundredths(day.total_cents);
            }
        });
    }

    void add_stock(load::memory_feed& feed) const {
        for_each_day([&](const core::demo_day& day, const std::string& store, const std::string& sku) {
            feed.add_date(day.date).add(store).add(sku).add_quantity(day.on_hand, day.decimals);
            feed.add_quantity(day.on_order, day.decimals).add_flag(day.stockout);
        });
    }

    template <class Visit>
    void for_each_day(Visit visit) const {
        std::vector<core::demo_day> days;
        for (std::size_t series = 0; series < data_.series(); ++series) {
            postgres::check_interrupts();
            data_.series_days(series, days);
            const auto products = static_cast<std::size_t>(data_.settings().products);
            const std::string store = data_.store(static_cast<int>(series / products)).code;
            const std::string sku = data_.product(static_cast<int>(series % products)).sku;
            for (const core::demo_day& day : days) {
                visit(day, store, sku);
            }
        }
    }

    [[nodiscard]] std::optional<std::string> store_code(int store) const {
        return store == core::chain_wide ? std::nullopt : std::optional<std::string>(data_.store(store).code);
    }

    FunctionCallInfo call_;
    Oid schema_;
    load::load_outcome calendar_;
    core::demo_data data_;
};

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_generate_demo_data) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        functions::demo_loader(fcinfo, functions::settings_of(fcinfo)).run();
        return Datum{0};
    });
}
