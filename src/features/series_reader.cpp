#include "features/series_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::features {
namespace {

using std::chrono::sys_days;

// What the statements call the list of the series.
constexpr const char* listed = "listed_series";

// From one day more on, a cutoff is warned of.
constexpr int most_days_without_sales = 7;

// Prices are compared with those of a week before.
constexpr std::chrono::days price_memory{7};

postgres::row_type list_type() {
    return postgres::row_type()
        .add("series", INT8OID)
        .add("store_id", INT4OID)
        .add("product_id", INT4OID)
        .add("first_sale", DATEOID)
        .add("last_sale", DATEOID);
}

// A numeric as so many times its value; NULL where it is NaN, which a check that says >= 0 lets through.
std::string whole(const char* number, int times) {
    return fmt::format(
        "CASE WHEN {0} OPERATOR(pg_catalog.<>) 'NaN'::pg_catalog.numeric "
        "THEN ({0} OPERATOR(pg_catalog.*) {1}::pg_catalog.numeric)::pg_catalog.int8 END",
        number, times);
}

template <class Row>
void sort_by_day(std::vector<Row>& rows) {
    const auto earlier = [](const Row& left, const Row& right) { return left.day < right.day; };
    // As they lie in the table most of them are in order.
    if (!std::is_sorted(rows.begin(), rows.end(), earlier)) {
        std::sort(rows.begin(), rows.end(), earlier);
    }
}

// The query asked for these days only; a view in the table's place may still show others.
void expect_in_range(core::day_number day, core::day_number cutoff) {
    if (day < core::days_since_2000(core::first_supported_day) || day > cutoff) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "sales_daily shows days that it was not asked for",
                            "Put the table of the extension in the place of the view.");
    }
}

// A window as SQL hands it over: no last day is an open end, and so is one beyond all days.
core::window window_of(const Datum* values, const bool* nulls) {
    const DateADT from = DatumGetDateADT(values[0]);
    return {from, nulls[1] ? core::no_end : DatumGetDateADT(values[1])};
}

}  // namespace

series_reader::series_reader(const scope& scope, const core::feature_settings& settings)
    : scope_(&scope),
      settings_(&settings),
      listed_(list_type().describe()),
      sales_({DATEOID, INT4OID}),
      stocks_({DATEOID, BOOLOID}),
      prices_({DATEOID, DATEOID, BOOLOID, INT8OID, INT8OID}),
      promotions_({DATEOID, DATEOID, INT8OID, INT8OID}) {}

void series_reader::read() {
    using postgres::progress;
    progress::enter(progress::stage::reading, 0);
    list_series();
    if (rows_ == 0) {
        list_.reset();
        return;
    }
    read_sales();
    if (settings_->exogenous) {
        read_stocks();
        read_prices();
        read_promotions();
    }
    list_->end();
    list_.reset();
}

// A series that is not known at the cutoff yet has no rows.
void series_reader::list_series() {
    postgres::query_into(
        fmt::format("SELECT {key}, f.store_id, f.product_id, pg_catalog.min(f.date), pg_catalog.max(f.date) "
                    "FROM {table} AS f "
                    "WHERE f.date OPERATOR(pg_catalog.>=) $1 AND f.date OPERATOR(pg_catalog.<=) $2{scope} "
                    "GROUP BY f.store_id, f.product_id",
                    fmt::arg("key", scope::key("f")), fmt::arg("table", scope_->table("sales_daily")),
                    fmt::arg("scope", scope_->condition("f"))),
        listed_, scope_->arguments(core::first_supported_day, settings_->cutoff));
    list_.emplace(listed, listed_, static_cast<std::int64_t>(postgres::result_rows()), scope_->schema());
    const sys_days start = settings_->start.value_or(core::first_supported_day);
    postgres::query(
        list_->in(fmt::format("SELECT pg_catalog.sum(($2 OPERATOR(pg_catalog.-) GREATEST(s.first_sale, $1) "
                              "OPERATOR(pg_catalog.+) 1)::pg_catalog.int8)::pg_catalog.int8, "
                              "GREATEST(pg_catalog.min(s.first_sale), $1), pg_catalog.max(s.last_sale) "
                              "FROM {} AS s",
                              listed)),
        scope_->arguments(start, settings_->last_day()));
    rows_ = postgres::result_count(1);
    bool is_null = false;
    const Datum first = postgres::result_value(0, 2, DATEOID, is_null);
    if (rows_ > 0) {
        first_day_ = core::day_from_epoch_2000(DatumGetDateADT(first));
        warn_of_late_cutoff(
            core::day_from_epoch_2000(DatumGetDateADT(postgres::result_value(0, 3, DATEOID, is_null))));
    }
    postgres::free_result();
}

// A week without any sale is hardly what was meant.
void series_reader::warn_of_late_cutoff(sys_days last_sale) const {
    const auto days = (settings_->cutoff - last_sale).count();
    if (days <= most_days_without_sales) {
        return;
    }
    const std::string last = core::iso_date(last_sale);
    postgres::guard([&] {
        ereport(WARNING,
                (errmsg("the last sale is of %s, %d days before the cutoff", last.c_str(),
                        static_cast<int>(days)),
                 errdetail("The quantity of the days after it is 0, as if nothing had been sold."),
                 errhint("Give cutoff => '%s', or load the sales of these days first.", last.c_str())));
    });
}

void series_reader::read_sales() {
    postgres::progress::advance(sales_.read(
        fmt::format("SELECT {}, f.date, f.quantity FROM {} AS f WHERE f.date OPERATOR(pg_catalog.>=) $1 "
                    "AND f.date OPERATOR(pg_catalog.<=) $2{}",
                    scope::key("f"), scope_->table("sales_daily"), scope_->condition("f")),
        scope_->arguments(core::first_supported_day, settings_->cutoff)));
}

void series_reader::read_stocks() {
    const sys_days first =
        std::max(*first_day_ - std::chrono::days{settings_->horizon}, core::first_supported_day);
    postgres::progress::advance(stocks_.read(
        fmt::format("SELECT {}, i.date, i.is_stockout FROM {} AS i WHERE i.date OPERATOR(pg_catalog.>=) $1 "
                    "AND i.date OPERATOR(pg_catalog.<=) $2{}",
                    scope::key("i"), scope_->table("inventory_snapshot_daily"), scope_->condition("i")),
        scope_->arguments(first, settings_->cutoff)));
}

// The windows of each series, chain-wide ones too, that reach into the days of the table. Two joins, for one
// with OR would pair every store's windows with every other store.
std::string series_reader::windows_query(const std::string& columns, const char* table, const char* from,
                                         const char* to) const {
    return list_->in(fmt::format(
        "SELECT s.series, {columns} FROM {listed} AS s JOIN {table} AS w "
        "ON w.product_id OPERATOR(pg_catalog.=) s.product_id AND w.store_id IS NULL WHERE {days} "
        "UNION ALL SELECT s.series, {columns} FROM {listed} AS s JOIN {table} AS w "
        "ON w.product_id OPERATOR(pg_catalog.=) s.product_id "
        "AND w.store_id OPERATOR(pg_catalog.=) s.store_id WHERE {days}",
        fmt::arg("columns", columns), fmt::arg("listed", listed), fmt::arg("table", scope_->table(table)),
        fmt::arg("days", fmt::format("w.{0} OPERATOR(pg_catalog.<=) $2 AND (w.{1} IS NULL "
                                     "OR w.{1} OPERATOR(pg_catalog.>=) $1)",
                                     from, to))));
}

void series_reader::read_prices() {
    const sys_days first = std::max(*first_day_ - price_memory, core::first_supported_day);
    postgres::progress::advance(prices_.read(
        windows_query(
            fmt::format("w.valid_from, w.valid_to, w.store_id IS NOT NULL, {}, w.id::pg_catalog.int8",
                        whole("w.price", 100)),
            "price_history", "valid_from", "valid_to"),
        scope_->arguments(first, settings_->last_day())));
}

void series_reader::read_promotions() {
    postgres::progress::advance(promotions_.read(
        windows_query(fmt::format("w.start_date, w.end_date, {}, {}", whole("w.discount_pct", 10'000),
                                  whole("w.discount_amount", 100)),
                      "promotion", "start_date", "end_date"),
        scope_->arguments(*first_day_, settings_->last_day())));
}

const series* series_reader::next() {
    const std::optional<core::series_key> key = sales_.series();
    if (!key) {
        return nullptr;
    }
    series_.key = *key;
    take_sales();
    if (settings_->exogenous) {
        take_drivers();
    }
    return &series_;
}

// Days without a row have sold nothing.
void series_reader::take_sales() {
    sold_.clear();
    sales_.take(series_.key, [this](const Datum* values, const bool* /*nulls*/) {
        sold_.push_back({DatumGetDateADT(values[0]), DatumGetInt32(values[1])});
    });
    sort_by_day(sold_);
    series_.first_day = sold_.front().day;
    const core::day_number cutoff = core::days_since_2000(settings_->cutoff);
    expect_in_range(series_.first_day, cutoff);
    series_.sales.assign(static_cast<std::size_t>(cutoff - series_.first_day) + 1, 0);
    for (const day_quantity& each : sold_) {
        expect_in_range(each.day, cutoff);
        series_.sales[static_cast<std::size_t>(each.day - series_.first_day)] += each.quantity;
    }
}

void series_reader::take_drivers() {
    series_.stocks.clear();
    stocks_.take(series_.key, [this](const Datum* values, const bool* /*nulls*/) {
        series_.stocks.push_back({DatumGetDateADT(values[0]), DatumGetBool(values[1])});
    });
    sort_by_day(series_.stocks);
    const auto optional_number = [](const Datum* values, const bool* nulls, int column) {
        return nulls[column] ? std::nullopt : std::optional(DatumGetInt64(values[column]));
    };
    series_.prices.clear();
    prices_.take(series_.key, [&](const Datum* values, const bool* nulls) {
        series_.prices.push_back({window_of(values, nulls), DatumGetBool(values[2]), DatumGetInt64(values[4]),
                                  optional_number(values, nulls, 3)});
    });
    series_.promotions.clear();
    promotions_.take(series_.key, [&](const Datum* values, const bool* nulls) {
        series_.promotions.push_back(
            {window_of(values, nulls), optional_number(values, nulls, 2), optional_number(values, nulls, 3)});
    });
}

void series_reader::end() {
    listed_.end();
    sales_.end();
    stocks_.end();
    prices_.end();
    promotions_.end();
}

}  // namespace forecast_warehouse::features
