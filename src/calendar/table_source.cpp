#include "calendar/table_source.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>

#include "calendar/holiday_tables.hpp"
#include "core/calendar.hpp"
#include "core/interruption.hpp"
#include "core/sql.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/spi.hpp"
#include "postgres/datums.hpp"

namespace forecast_warehouse::calendar {
namespace {

namespace sql = core::sql;

// The memory of a row in calendar_rows and in a calendar_part, without its texts.
constexpr std::size_t bytes_of_rule =
    sizeof(core::holiday_rule) + sizeof(core::named_rule<core::yearly_rule>);
constexpr std::size_t bytes_of_date = 2 * sizeof(core::announced_date);

std::optional<int> integer_of(std::uint64_t row, int column) {
    bool is_null = false;
    const Datum value = postgres::result_value(row, column, INT4OID, is_null);
    return is_null ? std::nullopt : std::optional<int>(DatumGetInt32(value));
}

std::string text_of(std::uint64_t row, int column) {
    return postgres::result_text(row, column).value_or("");
}

void expect_shapes(Oid schema, bool has_rules) {
    using postgres::type_family;
    constexpr std::array<postgres::shape_column, 7> dates{{{"calendar", type_family::text},
                                                           {"date", type_family::date},
                                                           {"name", type_family::text},
                                                           {"action", type_family::text},
                                                           {"status", type_family::text},
                                                           {"category", type_family::text},
                                                           {"shipped", type_family::boolean}}};
    constexpr std::size_t of_old = 3;  // of 1.0 and 1.1
    constexpr std::array<postgres::shape_column, 6> rules{{{"calendar", type_family::text},
                                                           {"name", type_family::text},
                                                           {"rule", type_family::text},
                                                           {"from_year", type_family::integer},
                                                           {"to_year", type_family::integer},
                                                           {"category", type_family::text}}};
    postgres::expect_shape(schema, dates_table, std::span(dates).first(has_rules ? dates.size() : of_old));
    if (has_rules) {
        postgres::expect_shape(schema, rules_table, rules);
    }
}

}  // namespace

table_source::table_source(Oid schema, const std::string& calendar, std::size_t most_bytes)
    : schema_name_(postgres::name_of_schema(schema)),
      has_rules_(holiday_tables_in(schema).has_rules()),
      most_bytes_(most_bytes),
      budget_(most_bytes, fmt::format("holiday calendar \"{}\"", calendar)) {
    expect_shapes(schema, has_rules_);
}

core::calendar_rows table_source::read(const std::string& calendar) {
    budget_.take(core::node_bytes<std::string> + calendar.size());
    core::calendar_rows rows;
    read_dates(calendar, rows);
    if (has_rules_) {
        read_rules(calendar, rows);
    }
    return rows;
}

std::string table_source::hint_for_missing() const {
    return has_rules_
               ? "SELECT calendar FROM holiday_calendars lists those that there are; rows in holiday_rule "
                 "or holiday_date make another one."
               : "Insert its dates into holiday_date.";
}

void table_source::read_rules(const std::string& calendar, core::calendar_rows& rows) {
    postgres::query(rules_query(), postgres::arguments().add_text(calendar));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        core::take_step();
        rows.rules.push_back({calendar, text_of(row, 1), text_of(row, 2), integer_of(row, 3),
                              integer_of(row, 4), text_of(row, 5)});
        const core::holiday_rule& rule = rows.rules.back();
        budget_.take(bytes_of_rule + 2 * (rule.name.size() + rule.rule.size()));
    }
    postgres::free_result();
}

void table_source::read_dates(const std::string& calendar, core::calendar_rows& rows) {
    postgres::query(dates_query(), postgres::arguments()
                                       .add_text(calendar)
                                       .add(DATEOID, postgres::date_datum(core::first_supported_day))
                                       .add(DATEOID, postgres::date_datum(core::last_supported_day)));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        core::take_step();
        bool is_null = false;
        const DateADT day = DatumGetDateADT(postgres::result_value(row, 2, DATEOID, is_null));
        rows.dates.push_back({calendar, core::day_from_epoch_2000(day), text_of(row, 1), text_of(row, 3),
                              text_of(row, 4), text_of(row, 5)});
        budget_.take(bytes_of_date + 2 * rows.dates.back().name.size());
    }
    postgres::free_result();
}

std::string table_source::rules_query() const {
    return fmt::format(
        "SELECT name::pg_catalog.text, rule::pg_catalog.text, from_year, to_year, category::pg_catalog.text "
        "FROM {} WHERE {}{}",
        postgres::quoted(schema_name_, rules_table), sql::eq("calendar", "$1"), limit(bytes_of_rule));
}

// A user's row has precedence over a shipped row of the same day and name. A user's row that suppresses *
// removes all shipped rows of the day.
std::string table_source::dates_query() const {
    const std::string table = postgres::quoted(schema_name_, dates_table);
    const std::string range = sql::all_of({sql::eq("d.calendar", "$1"), sql::between("d.date", "$2", "$3")});
    if (!has_rules_) {
        return fmt::format(
            "SELECT d.name::pg_catalog.text, d.date, 'add', 'confirmed', 'public' FROM {} d WHERE {}{}",
            table, range, limit(bytes_of_date));
    }
    const std::string suppressed =
        sql::all_of({"NOT o.shipped", sql::eq("o.calendar", "d.calendar"), sql::eq("o.date", "d.date"),
                     sql::eq("o.name", "'*'"), sql::eq("o.action", "'suppress'")});
    return fmt::format(
        "SELECT DISTINCT ON (d.date, d.name) d.name::pg_catalog.text, d.date, d.action::pg_catalog.text, "
        "d.status::pg_catalog.text, d.category::pg_catalog.text FROM {0} d WHERE {1} "
        "AND NOT (d.shipped AND EXISTS (SELECT 1 FROM {0} o WHERE {2})) ORDER BY d.date, d.name, "
        "d.shipped{3}",
        table, range, suppressed, limit(bytes_of_date));
}

// One row more than fits into memory, because the server holds the whole result.
std::string table_source::limit(std::size_t bytes_of_row) const {
    return fmt::format(" LIMIT {}", most_bytes_ / bytes_of_row + 1);
}

}  // namespace forecast_warehouse::calendar
