#include "features/state_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/sql.hpp"
#include "features/rejected_days.hpp"
#include "features/till_returns.hpp"
#include "postgres/progress.hpp"
#include "postgres/setting.hpp"

namespace forecast_warehouse::features {
namespace {

namespace sql = core::sql;

// Small sorts beside those of sales, stock, prices and promotions.
constexpr int state_sorts_at_once = 20;

// Sets a fact for those days of a list that are among the days of a series.
void set(bool core::day_facts::*fact, bool value, const std::vector<core::day_number>& list,
         core::day_number first, std::vector<core::day_facts>& days) {
    for (const core::day_number day : list) {
        const std::int64_t index = std::int64_t{day} - first;
        if (index >= 0 && index < static_cast<std::int64_t>(days.size())) {
            days[static_cast<std::size_t>(index)].*fact = value;
        }
    }
}

// The rows of one key as days.
void take_days(series_rows& rows, std::int64_t key, std::vector<core::day_number>& days) {
    days.clear();
    rows.take(
        key, [&](const Datum* values, const bool* /*nulls*/) { days.push_back(DatumGetDateADT(values[0])); });
}

}  // namespace

state_reader::state_reader(const core::feature_settings& settings)
    : settings_(&settings),
      closed_({DATEOID}, state_sorts_at_once),
      not_sent_({DATEOID}, state_sorts_at_once),
      lives_({DATEOID, DATEOID}, state_sorts_at_once),
      rejected_({DATEOID}, state_sorts_at_once) {}

void state_reader::read(const scope& scope, const postgres::named_rows& list, const char* list_name,
                        std::chrono::sys_days first, bool few_days) {
    using postgres::progress;
    progress::advance(closed_.read(
        list.in(fmt::format(
            "SELECT d.store_id::pg_catalog.int8, d.date FROM {} AS d WHERE NOT d.is_open AND {} AND "
            "EXISTS (SELECT FROM {} AS s WHERE {})",
            scope.table("store_day"), sql::between("d.date", "$1", "$2"), list_name,
            sql::eq("s.store_id", "d.store_id"))),
        scope.arguments(first, settings_->last_day())));
    progress::advance(
        lives_.read(list.in(fmt::format(
                        "SELECT s.series, GREATEST(t.opened_on, p.launch_date), LEAST(t.closed_on, "
                        "p.discontinue_date) FROM {} AS s LEFT JOIN {} AS t ON {} LEFT JOIN {} AS p ON {} "
                        "WHERE t.opened_on IS NOT NULL OR t.closed_on IS NOT NULL "
                        "OR p.launch_date IS NOT NULL OR p.discontinue_date IS NOT NULL",
                        list_name, scope.table("store"), sql::eq("t.id", "s.store_id"),
                        scope.table("product"), sql::eq("p.id", "s.product_id"))),
                    scope.arguments(first, settings_->last_day())));
    read_not_sent(scope, list, list_name, few_days);
    read_rejected(scope, list, list_name, first);
}

// Days of a store without any row of sales or returns, whatever the product: a file that never came. A store
// with many products has few days for its many rows, so each day is looked up. LIMIT keeps the server from
// joining. The server takes these short look-ups for costly ones. Compiling them took longer than they run.
void state_reader::read_not_sent(const scope& scope, const postgres::named_rows& list, const char* list_name,
                                 bool few_days) {
    const std::string day = sql::add("s.first_sale", "n.n");
    const auto none = [&](const char* table, const std::string& condition) {
        const std::string rows = fmt::format(
            "FROM {} AS f WHERE {}", scope.table(table),
            sql::all_of({sql::eq("f.date", day), sql::eq("f.store_id", "s.store_id"), condition}));
        return few_days ? fmt::format("(SELECT true {} LIMIT 1) IS NULL", rows)
                        : fmt::format("NOT EXISTS (SELECT {})", rows);
    };
    const std::string query = list.in(fmt::format(
        "SELECT s.store_id::pg_catalog.int8, {} FROM (SELECT l.store_id, pg_catalog.min(l.first_sale) AS "
        "first_sale FROM {} AS l GROUP BY l.store_id) AS s "
        "CROSS JOIN LATERAL pg_catalog.generate_series(0, {}) AS n (n) WHERE {}",
        day, list_name, sql::subtract("$2", "s.first_sale"),
        sql::all_of({none("sales_daily", ""), none("sales_returns", from_tills("f"))})));
    postgres::with_setting("jit", "off", [&] {
        postgres::progress::advance(
            not_sent_.read(query, scope.arguments(core::first_supported_day, settings_->cutoff)));
    });
}

// The row of a file has its day as text, which may be no day at all. So days are compared as text.
void state_reader::read_rejected(const scope& scope, const postgres::named_rows& list, const char* list_name,
                                 std::chrono::sys_days first) {
    const std::string day = sql::add("$1", "n.n");
    postgres::progress::advance(rejected_.read(
        list.in(fmt::format(
            "SELECT s.series, {} {} JOIN {} AS s ON {} JOIN pg_catalog.generate_series(0, {}) AS n (n) ON {} "
            "WHERE {}",
            day, from_rejected_rows(scope.quoted_schema()), list_name,
            sql::all_of({sql::eq("s.store_id", "t.id"), sql::eq("s.product_id", "p.id")}),
            sql::subtract("$2", "$1"),
            sql::eq(fmt::format("pg_catalog.to_char(({})::pg_catalog.timestamp, 'YYYY-MM-DD')", day),
                    rejected_day()),
            is_rejected_row())),
        scope.arguments(first, settings_->cutoff)));
}

void state_reader::take_store(std::int32_t store) {
    if (!has_store_ || store_ != store) {
        store_ = store;
        has_store_ = true;
        take_days(closed_, store, closed_days_);
        take_days(not_sent_, store, days_not_sent_);
    }
}

void state_reader::take(core::series_key key, core::day_number first, std::vector<core::day_facts>& days) {
    take_store(core::first_id_of(key));
    set(&core::day_facts::closed, true, closed_days_, first, days);
    set(&core::day_facts::store_sent, false, days_not_sent_, first, days);
    std::vector<core::day_number> rejected;
    take_days(rejected_, key, rejected);
    set(&core::day_facts::rejected, true, rejected, first, days);
    lives_.take(key, [&](const Datum* values, const bool* nulls) {
        for (std::size_t index = 0; index < days.size(); ++index) {
            const std::int64_t day = first + static_cast<std::int64_t>(index);
            days[index].not_sold = (!nulls[0] && day < DatumGetDateADT(values[0])) ||
                                   (!nulls[1] && day > DatumGetDateADT(values[1]));
        }
    });
}

void state_reader::end() {
    closed_.end();
    not_sent_.end();
    lives_.end();
    rejected_.end();
}

}  // namespace forecast_warehouse::features
