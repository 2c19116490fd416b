#include "features/store_reader.hpp"

#include <vector>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/sql.hpp"
#include "features/read_values.hpp"
#include "features/till_returns.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

// Sums and closed days of stores are few rows beside those of series.
constexpr int small_sorts = 20;

// The key of a store and a second number, as core::series_key has it.
std::string key_of(const char* store, const char* second) {
    const auto number = [](std::int64_t value) { return fmt::format("{}::pg_catalog.int8", value); };
    return sql::add(sql::multiply(fmt::format("{}::pg_catalog.int8", store), number(core::first_ids_apart)),
                    sql::add(fmt::format("{}::pg_catalog.int8", second), number(core::second_id_offset)));
}

// The key of the next row, if it belongs to the store. Rows of earlier stores are skipped.
std::optional<core::series_key> next_of(series_rows& rows, std::int32_t store) {
    for (auto key = rows.series(); key && core::first_id_of(*key) <= store; key = rows.series()) {
        if (core::first_id_of(*key) == store) {
            return key;
        }
        rows.take(*key, [](const Datum* /*values*/, const bool* /*nulls*/) {});
    }
    return std::nullopt;
}

// The rows of a store as days.
std::vector<core::day_number> days_of(series_rows& rows, std::int32_t store) {
    std::vector<core::day_number> days;
    while (const auto key = next_of(rows, store)) {
        rows.take(*key, [&](const Datum* values, const bool* /*nulls*/) {
            days.push_back(DatumGetDateADT(values[0]));
        });
    }
    return days;
}

}  // namespace

store_reader::store_reader(const scope& scope, const core::feature_settings& settings)
    : scope_(&scope),
      settings_(&settings),
      sales_({DATEOID, INT8OID}, small_sorts),
      closed_({DATEOID}, small_sorts),
      returns_({DATEOID}, small_sorts),
      prices_({DATEOID, DATEOID, BOOLOID, INT8OID, INT8OID, DATEOID}),
      totals_(settings, settings.decimal_quantities ? quantity_parts : 1) {}

void store_reader::read(std::chrono::sys_days first) {
    products_.read(*scope_, *settings_);
    if (settings_->has(core::feature_choice::hierarchy)) {
        read_sales();
        if (settings_->has_missing()) {
            read_closed_days();
            read_returns();
        }
    }
    if (settings_->has(core::feature_choice::price)) {
        read_prices(first);
    }
}

// A total has more digits than a quantity can have, so the server scales it.
void store_reader::read_sales() {
    const std::string total =
        settings_->decimal_quantities
            ? fmt::format("({})::pg_catalog.int8",
                          sql::multiply("g.quantity", fmt::format("{}::pg_catalog.numeric", quantity_parts)))
            : "g.quantity";
    sales_.read(
        fmt::format("SELECT {}, g.date, {} FROM (SELECT f.store_id, COALESCE(c.number, 0) AS category, "
                    "f.date, pg_catalog.sum(f.quantity) AS quantity FROM {} AS f "
                    "LEFT JOIN (SELECT p.id, {} AS number FROM {} AS p) AS c ON {} WHERE {} "
                    "GROUP BY f.store_id, COALESCE(c.number, 0), f.date) AS g",
                    key_of("g.store_id", "g.category"), total, scope_->table("sales_daily"),
                    product_list::category_number, scope_->table("product"), sql::eq("c.id", "f.product_id"),
                    sql::all_of({sql::between("f.date", "$1", "$2"), scope_->store_id_condition("f")})),
        scope_->arguments(core::first_supported_day, settings_->cutoff));
}

void store_reader::read_closed_days() {
    closed_.read(
        fmt::format("SELECT {}, d.date FROM {} AS d WHERE {} AND NOT d.is_open", key_of("d.store_id", "0"),
                    scope_->table("store_day"),
                    sql::all_of({sql::between("d.date", "$1", "$2"), scope_->store_id_condition("d")})),
        scope_->arguments(core::first_supported_day, settings_->cutoff));
}

// Days on which a store took something back, and may have sold nothing.
void store_reader::read_returns() {
    returns_.read(fmt::format("SELECT DISTINCT {}, r.date FROM {} AS r WHERE {}", key_of("r.store_id", "0"),
                              scope_->table("sales_returns"),
                              sql::all_of({sql::between("r.date", "$1", "$2"),
                                           scope_->store_id_condition("r"), from_tills("r")})),
                  scope_->arguments(core::first_supported_day, settings_->cutoff));
}

// The windows of all products that a store has sold, with the day of their first sale there. There are two
// joins, as in series_reader.
void store_reader::read_prices(std::chrono::sys_days first) {
    postgres::arguments given = scope_->arguments(first, settings_->last_day());
    given.add(DATEOID, postgres::date_datum(settings_->cutoff));
    prices_.read(
        fmt::format("WITH listed AS MATERIALIZED (SELECT f.store_id, f.product_id, "
                    "pg_catalog.min(f.date) AS first_sale FROM {} AS f WHERE {} "
                    "GROUP BY f.store_id, f.product_id) {} UNION ALL {}",
                    scope_->table("sales_daily"),
                    sql::all_of({sql::le("f.date", "$5"), scope_->store_id_condition("f")}),
                    prices_query("w.store_id IS NULL"), prices_query(sql::eq("w.store_id", "s.store_id"))),
        given);
    category_prices_ =
        core::category_prices(core::days_since_2000(first), core::days_since_2000(settings_->last_day()));
}

std::string store_reader::prices_query(const std::string& store_condition) const {
    return fmt::format(
        "SELECT {}, w.valid_from, w.valid_to, w.store_id IS NOT NULL, {}, w.id::pg_catalog.int8, "
        "s.first_sale FROM listed AS s JOIN {} AS w ON {} WHERE {} AND (w.valid_to IS NULL OR {})",
        scope::key("s"), scaled("w.price", 100), scope_->table("price_history"),
        sql::all_of({sql::eq("w.product_id", "s.product_id"), store_condition}),
        sql::le("w.valid_from", "$2"), sql::ge("w.valid_to", "$1"));
}

void store_reader::add_to(core::series& series) {
    const std::int32_t store = core::first_id_of(series.key);
    const product_facts facts = products_.of(core::second_id_of(series.key));
    if (store_ != store) {
        enter(store);
    }
    series.launch = facts.launch;
    series.category = facts.category;
    series.store_total = totals_.of_store();
    series.category_total = facts.category ? totals_.of_category(*facts.category) : nullptr;
    series.category_prices = &category_prices_;
}

void store_reader::enter(std::int32_t store) {
    store_ = store;
    take_totals();
    take_prices();
}

void store_reader::take_totals() {
    totals_.clear();
    while (const auto key = next_of(sales_, *store_)) {
        const std::int32_t category = core::second_id_of(*key);
        sales_.take(*key, [&](const Datum* values, const bool* /*nulls*/) {
            const core::day_number day = DatumGetDateADT(values[0]);
            expect_in_range(day, core::days_since_2000(settings_->cutoff));
            totals_.add(category, day, DatumGetInt64(values[1]));
        });
    }
    totals_.finish(days_of(closed_, *store_), days_of(returns_, *store_));
}

void store_reader::take_prices() {
    category_prices_.clear();
    while (const auto key = next_of(prices_, *store_)) {
        take_product_prices(*key);
    }
}

// A product counts from the first row on that may know of its first sale.
void store_reader::take_product_prices(core::series_key key) {
    std::vector<core::price_in_window> windows;
    core::day_number first_sale = 0;
    prices_.take(key, [&](const Datum* values, const bool* nulls) {
        windows.push_back({window_of(values, nulls), DatumGetBool(values[2]), DatumGetInt64(values[4]),
                           nulls[3] ? std::nullopt : std::optional(DatumGetInt64(values[3]))});
        first_sale = DatumGetDateADT(values[5]);
    });
    if (const auto category = products_.of(core::second_id_of(key)).category) {
        core::series_prices prices;
        prices.begin(windows);
        const core::period_grid& grid = settings_->periods;
        category_prices_.add(*category, prices,
                             grid.first_day_of(first_sale) + settings_->horizon * grid.days);
    }
}

void store_reader::end() {
    sales_.end();
    closed_.end();
    returns_.end();
    prices_.end();
}

}  // namespace forecast_warehouse::features
