#include "features/series_reader.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/features/drivers.hpp"
#include "core/features/feature_groups.hpp"
#include "core/sql.hpp"
#include "features/read_values.hpp"
#include "postgres/progress.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;
using std::chrono::sys_days;

// The name of the list of series in statements.
constexpr const char* list_name = "listed_series";

// A cutoff that is more days after the last sale gives a warning.
constexpr int max_days_without_sales = 7;

postgres::row_type list_type() {
    return postgres::row_type()
        .add("series", INT8OID)
        .add("store_id", INT4OID)
        .add("product_id", INT4OID)
        .add("first_sale", DATEOID)
        .add("last_sale", DATEOID);
}

// The rows of a scope between $1 and $2.
std::string selected_days(const scope& scope, const char* row) {
    return sql::all_of({sql::between(fmt::format("{}.date", row), "$1", "$2"), scope.condition(row)});
}

template <class Row>
void sort_by_day(std::vector<Row>& rows) {
    const auto earlier = [](const Row& left, const Row& right) { return left.day < right.day; };
    // In the order of the table, most of them are sorted already.
    if (!std::is_sorted(rows.begin(), rows.end(), earlier)) {
        std::sort(rows.begin(), rows.end(), earlier);
    }
}

// known: whether the week is not after the cutoff. The first week has days without a state, before the first
// sale. A later week has a state only if all its days are planned.
core::day_state state_of_week(std::span<const core::day_state> days, bool known) {
    if (!known && std::ranges::find(days, core::day_state::none) != days.end()) {
        return core::day_state::none;
    }
    return std::accumulate(days.begin(), days.end(), core::day_state::none, core::state_of_both);
}

}  // namespace

series_reader::series_reader(const scope& scope, const core::feature_settings& settings)
    : scope_(&scope),
      settings_(&settings),
      series_list_(list_type().describe()),
      sales_({DATEOID, static_cast<Oid>(settings.decimal_quantities ? INT8OID : INT4OID)}),
      stocks_({DATEOID, BOOLOID}),
      prices_({DATEOID, DATEOID, BOOLOID, INT8OID, INT8OID}),
      promotions_({DATEOID, DATEOID, INT8OID, INT8OID}) {
    if (settings.needs_states()) {
        states_.emplace(settings);
    }
    if (!settings.signals.empty()) {
        signals_.emplace(settings);
    }
}

void series_reader::read() {
    using postgres::progress;
    progress::enter(progress::stage::reading, 0);
    list_series();
    if (rows_ == 0) {
        named_list_.reset();
        return;
    }
    read_sales();
    if (settings_->reads_stocks() || states_) {
        read_stocks();
    }
    if (states_) {
        states_->read(*scope_, *named_list_, list_name, *first_sale_, has_few_store_days());
    }
    if (settings_->reads_prices()) {
        read_prices();
    }
    if (settings_->exogenous) {
        read_promotions();
    }
    if (signals_) {
        signals_->read(*scope_, *first_day_);
    }
    named_list_->end();
    named_list_.reset();
}

// Against the rows of sales_daily, as far as they are known. A look-up costs as much as some rows of a scan.
bool series_reader::has_few_store_days() const {
    constexpr std::int64_t rows_of_a_look_up = 8;
    const std::int64_t store_days = stores_ * (settings_->cutoff - *first_sale_).count();
    const Oid table = postgres::table_in(scope_->schema(), "sales_daily");
    return store_days * rows_of_a_look_up <=
           std::max(rows_, static_cast<std::int64_t>(postgres::estimated_rows(table)));
}

// A series whose first sale is after the cutoff has no rows.
void series_reader::list_series() {
    postgres::query_into(
        fmt::format("SELECT {}, f.store_id, f.product_id, pg_catalog.min(f.date), pg_catalog.max(f.date) "
                    "FROM {} AS f WHERE {} GROUP BY f.store_id, f.product_id",
                    scope::key("f"), scope_->table("sales_daily"), selected_days(*scope_, "f")),
        series_list_, scope_->arguments(core::first_supported_day, settings_->cutoff));
    named_list_.emplace(list_name, series_list_, static_cast<std::int64_t>(postgres::result_rows()),
                        scope_->schema());
    const sys_days start = settings_->start.value_or(core::first_supported_day);
    postgres::query(named_list_->in(fmt::format(
                        "SELECT pg_catalog.sum({}::pg_catalog.int8)::pg_catalog.int8, "
                        "GREATEST(pg_catalog.min(s.first_sale), $1), pg_catalog.max(s.last_sale), "
                        "pg_catalog.min(s.first_sale), pg_catalog.count(DISTINCT s.store_id) FROM {} AS s",
                        sql::add(sql::divide(sql::subtract("$2", "GREATEST(s.first_sale, $1)"),
                                             fmt::format("{}", settings_->periods.days)),
                                 "1"),
                        list_name)),
                    scope_->arguments(start, settings_->last_day()));
    rows_ = postgres::result_count(1);
    bool is_null = false;
    const Datum first = postgres::result_value(0, 2, DATEOID, is_null);
    if (rows_ > 0) {
        const auto begin_of_period = [this](Datum day) {
            return core::day_from_epoch_2000(settings_->periods.first_day_of(DatumGetDateADT(day)));
        };
        first_day_ = begin_of_period(first);
        first_sale_ = begin_of_period(postgres::result_value(0, 4, DATEOID, is_null));
        stores_ = DatumGetInt64(postgres::result_value(0, 5, INT8OID, is_null));
        warn_of_late_cutoff(
            core::day_from_epoch_2000(DatumGetDateADT(postgres::result_value(0, 3, DATEOID, is_null))));
    }
    postgres::free_result();
}

// More than a week without any sale is probably a wrong cutoff.
void series_reader::warn_of_late_cutoff(sys_days last_sale) const {
    const auto days = (settings_->cutoff - last_sale).count();
    if (days <= max_days_without_sales) {
        return;
    }
    const std::string last = core::iso_date(last_sale);
    postgres::guard([&] {
        ereport(WARNING,
                (errmsg("the last sale is of %s, %d days before the cutoff", last.c_str(),
                        static_cast<int>(days)),
                 settings_->has_missing()
                     ? errdetail("The quantity of the days after it is not known, see day_state.")
                     : errdetail("The quantity of the days after it is 0, as if nothing had been sold."),
                 errhint("Give cutoff => '%s', or load the sales of these days first.", last.c_str())));
    });
}

void series_reader::read_sales() {
    const std::string sql =
        fmt::format("SELECT {}, f.date, f.quantity FROM {} AS f WHERE {}", scope::key("f"),
                    scope_->table("sales_daily"), selected_days(*scope_, "f"));
    const postgres::arguments given = scope_->arguments(core::first_supported_day, settings_->cutoff);
    postgres::progress::advance(settings_->decimal_quantities ? sales_.read_scaled(sql, quantity_scale, given)
                                                              : sales_.read(sql, given));
}

// The states of days need stock from the first sale on, and only the days without any.
void series_reader::read_stocks() {
    const std::chrono::days before{
        settings_->horizon * settings_->periods.days +
        (settings_->has(core::feature_choice::stockout) ? core::longest_stockout_window : 0)};
    const sys_days first = std::max(
        settings_->has_missing() ? std::min(*first_sale_, *first_day_ - before) : *first_day_ - before,
        core::first_supported_day);
    postgres::progress::advance(stocks_.read(
        fmt::format("SELECT {}, i.date, i.is_stockout FROM {} AS i WHERE {}", scope::key("i"),
                    scope_->table("inventory_snapshot_daily"),
                    sql::all_of({selected_days(*scope_, "i"),
                                 settings_->reads_stocks() ? std::string() : std::string("i.is_stockout")})),
        scope_->arguments(first, settings_->cutoff)));
}

// The windows of each series that overlap the days of the table, chain-wide ones too. There are two joins:
// one join with OR would pair every store's windows with every other store.
std::string series_reader::windows_query(const std::string& columns, const char* table, const char* from,
                                         const char* to) const {
    const std::string last_day = fmt::format("w.{}", to);
    const std::string days =
        sql::all_of({sql::le(fmt::format("w.{}", from), "$2"),
                     fmt::format("({} IS NULL OR {})", last_day, sql::ge(last_day, "$1"))});
    const auto joined = [&](const std::string& store) {
        return fmt::format("SELECT s.series, {} FROM {} AS s JOIN {} AS w ON {} WHERE {}", columns, list_name,
                           scope_->table(table),
                           sql::all_of({sql::eq("w.product_id", "s.product_id"), store}), days);
    };
    return named_list_->in(fmt::format("{} UNION ALL {}", joined("w.store_id IS NULL"),
                                       joined(sql::eq("w.store_id", "s.store_id"))));
}

void series_reader::read_prices() {
    const int days_before =
        settings_->has(core::feature_choice::price) ? core::price_window_days : core::price_change_days;
    const sys_days first = std::max(*first_day_ - std::chrono::days{days_before}, core::first_supported_day);
    postgres::progress::advance(prices_.read(
        windows_query(
            fmt::format("w.valid_from, w.valid_to, w.store_id IS NOT NULL, {}, w.id::pg_catalog.int8",
                        scaled("w.price", 100)),
            "price_history", "valid_from", "valid_to"),
        scope_->arguments(first, settings_->last_day())));
}

void series_reader::read_promotions() {
    postgres::progress::advance(promotions_.read(
        windows_query(fmt::format("w.start_date, w.end_date, {}, {}", scaled("w.discount_pct", 10'000),
                                  scaled("w.discount_amount", 100)),
                      "promotion", "start_date", "end_date"),
        scope_->arguments(*first_day_, settings_->last_day())));
}

core::series* series_reader::next() {
    const std::optional<core::series_key> key = sales_.series();
    if (!key) {
        return nullptr;
    }
    series_.key = *key;
    take_sales();
    take_stocks();
    if (states_) {
        take_states();
        drop_unobserved();
    }
    add_up_periods();
    if (settings_->reads_prices()) {
        take_drivers();
    }
    if (signals_) {
        signals_->take(core::first_id_of(series_.key), series_.signals);
    }
    return &series_;
}

// The quantity of a day without a row is 0.
void series_reader::take_sales() {
    day_quantities_.clear();
    sales_.take(series_.key, [this](const Datum* values, const bool* /*nulls*/) {
        day_quantities_.push_back({DatumGetDateADT(values[0]), settings_->decimal_quantities
                                                                   ? DatumGetInt64(values[1])
                                                                   : DatumGetInt32(values[1])});
    });
    sort_by_day(day_quantities_);
    take_whole_units();
    series_.first_day = settings_->periods.first_day_of(day_quantities_.front().day);
    const core::day_number cutoff = core::days_since_2000(settings_->cutoff);
    expect_in_range(series_.first_day, cutoff);
    series_.sales.assign(static_cast<std::size_t>(cutoff - series_.first_day) + 1, 0);
    for (const day_quantity& each : day_quantities_) {
        expect_in_range(each.day, cutoff);
        series_.sales[static_cast<std::size_t>(each.day - series_.first_day)] += each.quantity;
    }
}

// Whole quantities are counted in units: their features are those of integers, to the last digit.
void series_reader::take_whole_units() {
    series_.scale = settings_->decimal_quantities ? quantity_parts : 1;
    const bool whole =
        std::all_of(day_quantities_.begin(), day_quantities_.end(),
                    [this](const day_quantity& each) { return each.quantity % series_.scale == 0; });
    if (whole) {
        for (day_quantity& each : day_quantities_) {
            each.quantity /= series_.scale;
        }
        series_.scale = 1;
    }
}

void series_reader::take_stocks() {
    series_.stocks.clear();
    stocks_.take(series_.key, [this](const Datum* values, const bool* /*nulls*/) {
        series_.stocks.push_back({DatumGetDateADT(values[0]), DatumGetBool(values[1])});
    });
    sort_by_day(series_.stocks);
}

// From the first day of the series to the last one of the table.
std::vector<core::day_facts> series_reader::facts_of_days() {
    const core::day_number last = core::days_since_2000(settings_->last_day());
    std::vector<core::day_facts> days(static_cast<std::size_t>(last - series_.first_day) + 1);
    const auto fact_of = [&](core::day_number day) -> core::day_facts& {
        return days[static_cast<std::size_t>(day - series_.first_day)];
    };
    for (const day_quantity& each : day_quantities_) {
        fact_of(each.day).has_row = true;
        fact_of(each.day).has_sale |= each.quantity != 0;
    }
    for (const core::stock_on_day& each : series_.stocks) {
        if (each.stockout && each.day >= series_.first_day && each.day <= last) {
            fact_of(each.day).stocked_out = true;
        }
    }
    states_->take(series_.key, series_.first_day, days);
    return days;
}

// Of days after the cutoff only plans are known. The days of the first week before the first sale are no days
// of the series.
void series_reader::take_states() {
    const std::vector<core::day_facts> days = facts_of_days();
    const auto begin = static_cast<std::size_t>(day_quantities_.front().day - series_.first_day);
    series_.states.assign(days.size(), core::day_state::none);
    for (std::size_t index = begin; index < days.size(); ++index) {
        const core::day_state state = core::state_of(days[index]);
        const bool known = index < series_.sales.size() || state == core::day_state::closed ||
                           state == core::day_state::not_sold;
        series_.states[index] = known ? state : core::day_state::none;
    }
}

void series_reader::drop_unobserved() {
    if (!settings_->has_missing()) {
        return;
    }
    for (std::size_t index = 0; index < series_.sales.size(); ++index) {
        if (!core::is_observed(series_.states[index])) {
            series_.sales[index] = core::missing_quantity;
        }
    }
}

// A week has the sum of its days that are not missing. It is missing when all of them are.
void series_reader::add_up_periods() {
    const auto days = static_cast<std::size_t>(settings_->periods.days);
    if (!settings_->periods.by_week()) {
        return;
    }
    for (std::size_t day = 0; day < series_.sales.size(); ++day) {
        const std::int64_t quantity = series_.sales[day];
        std::int64_t& sum = series_.sales[day / days];
        if (day % days == 0 || core::is_missing(sum)) {
            sum = quantity;
        } else if (!core::is_missing(quantity)) {
            sum += quantity;
        }
    }
    series_.sales.resize(series_.sales.size() / days);
    const std::size_t weeks = series_.states.size() / days;
    for (std::size_t week = 0; week < weeks; ++week) {
        series_.states[week] =
            state_of_week(std::span(series_.states).subspan(week * days, days), week < series_.sales.size());
    }
    series_.states.resize(weeks);
}

void series_reader::take_drivers() {
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
    series_list_.end();
    sales_.end();
    stocks_.end();
    prices_.end();
    promotions_.end();
    if (states_) {
        states_->end();
    }
    if (signals_) {
        signals_->end();
    }
}

}  // namespace forecast_warehouse::features
