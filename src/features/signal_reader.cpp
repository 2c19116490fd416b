#include "features/signal_reader.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/sql.hpp"
#include "postgres/datums.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;
using signal_list = std::vector<core::signal_on_day>;

// Small sorts beside those of sales, stock, prices and promotions.
constexpr int signal_sorts_at_once = 20;

// Rows for all stores have one key.
constexpr std::int64_t key_of_all = 0;

void sort_by_day(signal_list& values) {
    const auto earlier = [](const core::signal_on_day& left, const core::signal_on_day& right) {
        return left.day < right.day;
    };
    if (!std::is_sorted(values.begin(), values.end(), earlier)) {
        std::sort(values.begin(), values.end(), earlier);
    }
}

// Takes the rows of a key: the position of the signal, the day and the value. The lists must be empty.
void take_rows(series_rows& rows, std::int64_t key, signal_reader::lists& values) {
    rows.take(key, [&](const Datum* row, const bool* /*nulls*/) {
        values[static_cast<std::size_t>(DatumGetInt32(row[0]))].push_back(
            {DatumGetDateADT(row[1]), DatumGetFloat8(row[2])});
    });
    for (signal_list& each : values) {
        sort_by_day(each);
    }
}

// Adds the values of days on which the list has none. Both are sorted by day.
void add_other_days(signal_list& own, const signal_list& others) {
    const std::size_t count = own.size();
    std::size_t next = 0;
    for (const core::signal_on_day& each : others) {
        while (next < count && own[next].day < each.day) {
            ++next;
        }
        if (next == count || own[next].day != each.day) {
            own.push_back(each);
        }
    }
    std::inplace_merge(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count), own.end(),
                       [](const auto& left, const auto& right) { return left.day < right.day; });
}

// $1 and $2 are the days of signals that are known ahead. The last day of others is $5. $6 has the names, and
// $7 whether each is known ahead.
std::string values_query(const scope& scope, const std::string& key, const std::string& stores) {
    return fmt::format(
        "SELECT {}, ({})::pg_catalog.int4, f.date, f.value::pg_catalog.float8 FROM "
        "ROWS FROM (pg_catalog.unnest($6), pg_catalog.unnest($7)) WITH ORDINALITY AS n (name, known_ahead, "
        "place) JOIN {} AS f ON {} WHERE {} AND (n.known_ahead OR {})",
        key, sql::subtract("n.place", "1::pg_catalog.int8"), scope.table("exogenous_signal"),
        sql::eq("f.signal_name::pg_catalog.text", "n.name"),
        sql::all_of({"f.value IS NOT NULL", sql::between("f.date", "$1", "$2"), stores}),
        sql::le("f.date", "$5"));
}

postgres::arguments arguments_of(const scope& scope, const core::feature_settings& settings,
                                 std::chrono::sys_days first) {
    std::vector<Datum> names;
    std::vector<Datum> known_ahead;
    for (const core::feature_signal& each : settings.signals) {
        names.push_back(postgres::text_datum(each.name));
        known_ahead.push_back(BoolGetDatum(each.known_ahead));
    }
    postgres::arguments given = scope.arguments(first, settings.last_day());
    given.add(DATEOID, postgres::date_datum(settings.cutoff));
    given.add_array(TEXTOID, names);
    given.add_array(BOOLOID, known_ahead);
    return given;
}

}  // namespace

signal_reader::signal_reader(const core::feature_settings& settings)
    : settings_(&settings),
      of_all_({INT4OID, DATEOID, FLOAT8OID}, signal_sorts_at_once),
      of_stores_({INT4OID, DATEOID, FLOAT8OID}, signal_sorts_at_once) {}

void signal_reader::read(const scope& scope, std::chrono::sys_days first) {
    const std::chrono::days lag{settings_->horizon * settings_->periods.days};
    const auto from = std::max(first - lag, core::first_supported_day);
    postgres::progress::advance(of_all_.read(
        values_query(scope, fmt::format("{}::pg_catalog.int8", key_of_all), "f.store_id IS NULL"),
        arguments_of(scope, *settings_, from)));
    postgres::progress::advance(
        of_stores_.read(values_query(scope, "f.store_id::pg_catalog.int8",
                                     sql::all_of({"f.store_id IS NOT NULL", scope.store_id_condition("f")})),
                        arguments_of(scope, *settings_, from)));
    for_all_stores_.assign(settings_->signals.size(), {});
    take_rows(of_all_, key_of_all, for_all_stores_);
}

void signal_reader::take(std::int32_t store, lists& values) {
    if (store_ == store) {
        return;
    }
    store_ = store;
    values.assign(settings_->signals.size(), {});
    take_rows(of_stores_, store, values);
    for (std::size_t index = 0; index < values.size(); ++index) {
        add_other_days(values[index], for_all_stores_[index]);
    }
}

void signal_reader::end() {
    of_all_.end();
    of_stores_.end();
}

}  // namespace forecast_warehouse::features
