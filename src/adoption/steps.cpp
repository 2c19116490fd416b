#include "adoption/steps.hpp"

#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "adoption/texts.hpp"
#include "core/failure.hpp"
#include "core/load/id_sequence.hpp"
#include "core/sources/moment_format.hpp"
#include "core/text.hpp"
#include "load/policy.hpp"
#include "postgres/spi.hpp"
#include "sources/source.hpp"

namespace forecast_warehouse::adoption {
namespace {

// A query as a constant: between dollars, so that it can be read.
std::string dollar_quoted(const std::string& query) {
    constexpr const char* mark = "$adopt$";
    return query.find(mark) == std::string::npos ? fmt::format("{0}\n{1}\n{0}", mark, query) : literal(query);
}

std::string old_value(const mapped_column& column) {
    return "o." + postgres::quoted(column.old);
}

// A date of the old table, whose texts the server must read here.
std::string day_of(const request& wanted, const mapped_table& table, const mapped_column& column) {
    const std::string value = old_value(column);
    const old_column& old = *wanted.old.table(table.old)->column(column.old);
    if (!old.has_written_days()) {
        return value + "::pg_catalog.date";
    }
    const core::source_options options = sources::read_options(table.options);
    return options.day ? fmt::format("pg_catalog.to_date({}::pg_catalog.text, {})", value,
                                     literal(options.day->pattern()))
                       : value + "::pg_catalog.text::pg_catalog.date";
}

// Whether a column of the grain is the same in an old row and in ours.
std::string is_same(const request& wanted, const mapped_table& table, const core::feed_column& column,
                    const mapped_column& from) {
    const std::string old = old_value(from);
    const std::string old_text = fmt::format("pg_catalog.btrim({}::pg_catalog.text)", old);
    const std::string ours = "t." + postgres::quoted(column.target);
    const auto both = [&](const std::string& equal) {
        return fmt::format("({} OR ({} IS NULL AND {} IS NULL))", equal, ours, old);
    };
    const auto equal = [](const std::string& left, const std::string& right) {
        return fmt::format("{} OPERATOR(pg_catalog.=) {}", left, right);
    };
    if (column.to != nullptr && core::has_surrogate(*column.to)) {
        const mapped_table* to = find_table(wanted.tables, column.to->table);
        if (from.refers_to.empty()) {
            return both(fmt::format("EXISTS (SELECT 1 FROM {} AS d WHERE {} AND {})",
                                    wanted.ours(column.to->table), equal("d." + column.to->key, ours),
                                    equal("d." + column.to->natural_key, old_text)));
        }
        const mapped_column* id = to->column("id");
        return id != nullptr && id->old == from.refers_to ? both(equal(ours, old)) : "false";
    }
    if (column.type == core::value_type::date) {
        const core::source_options options = sources::read_options(table.options);
        const bool is_text = wanted.old.table(table.old)->column(from.old)->has_written_days();
        const std::string format = options.day ? options.day->pattern() : "YYYY-MM-DD";
        return is_text ? equal(fmt::format("pg_catalog.to_char({}, {})", ours, literal(format)), old_text)
                       : equal(ours, old + "::pg_catalog.date");
    }
    return equal(ours + "::pg_catalog.text", old_text);
}

// The last day of a window that ends the day before the next one of its series begins. Under
// forecast_warehouse.window_ends = exclusive, the last day is that day itself.
std::string fixed_end(const request& wanted, const mapped_table& table, const core::feed& feed) {
    const auto with_role = [&](core::column_role role) {
        return table.column(feed.columns[static_cast<std::size_t>(core::column_with_role(feed, role))].name);
    };
    const mapped_column* starts = with_role(core::column_role::window_start);
    const mapped_column* ends = with_role(core::column_role::window_end);
    if (starts == nullptr || ends == nullptr) {
        return {};
    }
    std::string series;
    for (const int each : core::series_columns(feed)) {
        if (const mapped_column* of = table.column(feed.columns[static_cast<std::size_t>(each)].name)) {
            series += (series.empty() ? "" : ", ") + old_value(*of);
        }
    }
    const std::string start = day_of(wanted, table, *starts);
    const std::string end = day_of(wanted, table, *ends);
    const std::string next = fmt::format(
        "(pg_catalog.min({0}) OVER ({1}ORDER BY {0} RANGE BETWEEN '1 day'::pg_catalog.interval FOLLOWING AND "
        "UNBOUNDED FOLLOWING))",
        start, series.empty() ? "" : fmt::format("PARTITION BY {} ", series));
    const bool inclusive = load::current_window_ends() == load::window_ends::inclusive;
    const std::string fixed = fmt::format(
        "CASE WHEN {0} IS NULL OR {0} OPERATOR(pg_catalog.{2}) {1} THEN COALESCE({1}{3}, {0}) ELSE {0} END",
        end, next, inclusive ? ">=" : ">", inclusive ? " OPERATOR(pg_catalog.-) 1" : "");
    // A text is read in its format again.
    const core::source_options options = sources::read_options(table.options);
    return options.day && wanted.old.table(table.old)->column(ends->old)->has_written_days()
               ? fmt::format("pg_catalog.to_char({}, {})", fixed, literal(options.day->pattern()))
               : fixed;
}

step staging_step(const request& wanted, const mapped_table& table) {
    const std::string ours = wanted.ours(table.ours);
    std::string names;
    std::string values;
    for (const mapped_column& each : table.columns) {
        const std::string type = *text_of(
            "SELECT pg_catalog.format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a "
            "WHERE a.attrelid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass AND a.attname "
            "OPERATOR(pg_catalog.=) $2::pg_catalog.name",
            postgres::arguments().add_text(ours).add_text(each.ours));
        names += (names.empty() ? "" : ", ") + postgres::quoted(each.ours);
        values += fmt::format("{}CAST({} AS {})", values.empty() ? "" : ", ", old_value(each), type);
    }
    const bool counts = table.column("salesquantity") != nullptr;
    const std::string quantity = counts ? "salesquantity" : "NULL::pg_catalog.int8";
    const std::string sum = "pg_catalog.sum(l.quantity)::numeric";
    return {
        fmt::format("{} from {}", table.ours, table.old),
        fmt::format(
            "WITH landed (quantity) AS (INSERT INTO {} ({})\n  SELECT {}\n  FROM {} AS o\n"
            "  RETURNING {})\n"
            "SELECT {}::pg_catalog.text AS table_name, pg_catalog.count(*) AS rows_read, pg_catalog.count(*) "
            "AS rows_landed, 0::pg_catalog.int8 AS rows_rejected, {} AS quantity_read, {} AS "
            "quantity_landed, NULL::numeric AS quantity_rejected, NULL::numeric AS amount_read, "
            "NULL::numeric AS amount_landed, NULL::numeric AS amount_rejected, NULL::pg_catalog.int8 AS "
            "batch_id\nFROM landed AS l",
            ours, names, values, wanted.from(table), quantity, literal(table.ours), sum, sum),
        table.ours};
}

step rows_step(const request& wanted, const mapped_table& table, bool keeps_ids) {
    return {fmt::format("{} from {}", table.ours, table.old),
            fmt::format("SELECT * FROM {}({}, {}, {}, {}::pg_catalog.jsonb, {}, {})",
                        wanted.ours("adopt_rows"), literal(table.ours), literal(wanted.from(table)),
                        dollar_quoted(query_of(wanted, table, keeps_ids)), literal(table.options),
                        literal(wanted.on_reject), keeps_ids ? "true" : "false"),
            table.ours, keeps_ids};
}

// A sequence is not rolled back.
step sequence_step(const request& wanted, const mapped_table& table) {
    const std::string sequence = wanted.ours(core::id_sequence_of(table.ours));
    return {fmt::format("the next id of {}", table.ours),
            fmt::format(
                "SELECT pg_catalog.setval({}::pg_catalog.regclass, GREATEST(pg_catalog.max(t.id), (SELECT "
                "s.last_value FROM {} AS s)))\nFROM {} AS t HAVING pg_catalog.max(t.id) IS NOT NULL",
                literal(sequence), sequence, wanted.ours(table.ours)),
            {},
            false,
            true};
}

struct day_span {
    std::string first;  // ISO 8601; empty: there is none
    std::string last;

    void add(const std::string& day) {
        first = first.empty() || day < first ? day : first;
        last = last.empty() || day > last ? day : last;
    }
};

// The days of texts. A day that cannot be read is no day here, and a reject later. So is a year that is a
// slip.
void add_days_of_texts(const request& wanted, const mapped_table& table, const mapped_column& column,
                       day_span& days) {
    const core::source_options options = sources::read_options(table.options);
    for (const text_row& row : texts_of(fmt::format("SELECT DISTINCT {}::pg_catalog.text FROM {} AS o",
                                                    old_value(column), wanted.from(table)))) {
        core::moment found;
        const std::string cell(core::trim_invisible(row[0].value_or(""), true));
        const bool right = options.day ? options.day->read(cell, found) : core::read_iso_day(cell, found);
        if (right && found.year >= 1970 && found.year <= 2069) {
            days.add(fmt::format("{:04}-{:02}-{:02}", found.year, found.month, found.day));
        }
    }
}

void add_days(const request& wanted, const mapped_table& table, const mapped_column& column, day_span& days) {
    if (wanted.old.table(table.old)->column(column.old)->has_written_days()) {
        add_days_of_texts(wanted, table, column, days);
        return;
    }
    const std::string day = day_of(wanted, table, column);
    for (const text_row& row : texts_of(fmt::format(
             "SELECT pg_catalog.to_char(pg_catalog.min({0}), 'YYYY-MM-DD'), "
             "pg_catalog.to_char(pg_catalog.max({0}), 'YYYY-MM-DD') FROM {1} AS o WHERE {0} "
             "OPERATOR(pg_catalog.>=) '1970-01-01'::pg_catalog.date AND {0} OPERATOR(pg_catalog.<=) "
             "'2069-12-31'::pg_catalog.date",
             day, wanted.from(table)))) {
        for (const auto& each : row) {
            if (each) {
                days.add(*each);
            }
        }
    }
}

// The days of an old calendar, or else those of the facts.
day_span days_of(const request& wanted) {
    day_span days;
    const mapped_table* calendar = find_table(wanted.tables, "calendar");
    for (const mapped_table& table : wanted.tables) {
        if (is_staging(table.ours) || (calendar != nullptr && &table != calendar)) {
            continue;
        }
        for (const core::feed_column& column : core::arriving_columns(feed_of(table.ours, wanted.schema))) {
            const mapped_column* mapped = table.column(column.name);
            const bool is_day = column.name == "date" && column.type == core::value_type::date;
            if (is_day && mapped != nullptr) {
                add_days(wanted, table, *mapped, days);
            }
        }
    }
    return days;
}

void add_calendar(const request& wanted, std::vector<step>& steps) {
    const day_span days = days_of(wanted);
    if (!days.first.empty()) {
        steps.push_back(
            {"the days of the calendar, whose holidays stay as they are",
             fmt::format("SELECT * FROM {}({}::pg_catalog.date, {}::pg_catalog.date)",
                         wanted.ours("generate_calendar"), literal(days.first), literal(days.last))});
    }
}

void expect_complete(const request& wanted, const mapped_table& table) {
    const std::vector<std::string> missing = missing_columns(wanted.old, table, wanted.schema);
    if (!missing.empty()) {
        throw core::failure(core::sqlstate::undefined_column,
                            fmt::format("column {} of {} has no value in the mapping",
                                        core::quoted(missing.front()), core::quoted(table.ours)),
                            fmt::format(R"(Name a column of table {} for it, as {}: "...".)",
                                        core::quoted(table.old), core::quoted(missing.front())));
    }
}

// Rows of staging tables have no key that would show that they came before.
void expect_empty_staging(const request& wanted, const mapped_table& table) {
    if (is_true(fmt::format("SELECT EXISTS (SELECT 1 FROM {})", wanted.ours(table.ours)))) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("table {} has rows already", core::quoted(table.ours)),
                            "TRUNCATE it, or leave it out of the mapping.");
    }
}

}  // namespace

std::string request::ours(const std::string& name) const {
    return postgres::quoted(postgres::name_of_schema(schema), name);
}

std::string value_of_day(const old_schema& old, const mapped_table& table, const std::string& column) {
    const mapped_column* date = table.column("date");
    if (table.ours != "calendar" || date == nullptr ||
        old.table(table.old)->column(date->old)->has_written_days()) {
        return {};
    }
    const auto part = [&](const char* name) {
        return fmt::format("pg_catalog.date_part('{}', {}::pg_catalog.date)::pg_catalog.int4", name,
                           old_value(*date));
    };
    if (column == "is_holiday") {
        return table.column(column) == nullptr ? "false" : "";
    }
    return column == "day_of_week" ? fmt::format("({} OPERATOR(pg_catalog.-) 1)", part("isodow"))
           : column == "month" || column == "quarter" || column == "year" ? part(column.c_str())
                                                                          : std::string();
}

std::string query_of(const request& wanted, const mapped_table& table, bool with_id) {
    const core::feed& feed = feed_of(table.ours, wanted.schema);
    std::string values;
    std::string joins;
    int keys = 0;
    const auto add = [&](const std::string& value, const std::string& name) {
        values += fmt::format("{}{} AS {}", values.empty() ? "" : ", ", value, postgres::quoted(name));
    };
    const mapped_column* id = table.column("id");
    if (with_id && id != nullptr) {
        add(old_value(*id), "id");
    }
    for (const core::feed_column& column : core::arriving_columns(feed)) {
        const std::string derived = value_of_day(wanted.old, table, column.name);
        if (!derived.empty()) {
            add(derived, column.name);
            continue;
        }
        const mapped_column* from = table.column(column.name);
        if (from == nullptr) {
            continue;
        }
        const std::string fixed =
            wanted.fixes_windows && feed.windowed && column.role == core::column_role::window_end
                ? fixed_end(wanted, table, feed)
                : std::string();
        if (!fixed.empty()) {
            add(fixed, column.name);
        } else if (from->refers_to.empty()) {
            add(old_value(*from), column.name);
        } else {
            // A reference to no row must not become NULL: a price of NULL is one of all stores.
            const mapped_table& to = *find_table(wanted.tables, column.to->table);
            const std::string key = fmt::format("k{}", ++keys);
            add(fmt::format("COALESCE({}.{}::pg_catalog.text, 'id ' OPERATOR(pg_catalog.||) "
                            "{}::pg_catalog.text)",
                            key, postgres::quoted(to.column(column.to->natural_key)->old), old_value(*from)),
                column.name);
            const bool same = wanted.old.table(to.old)->column(from->refers_to)->type ==
                              wanted.old.table(table.old)->column(from->old)->type;
            joins += fmt::format("\n  LEFT JOIN {0} AS {1} ON {1}.{2}{3} OPERATOR(pg_catalog.=) {4}{3}",
                                 wanted.from(to), key, postgres::quoted(from->refers_to),
                                 same ? "" : "::pg_catalog.text", old_value(*from));
        }
    }
    return fmt::format("  SELECT {}\n  FROM {} AS o{}", values, wanted.from(table), joins);
}

std::vector<std::string> missing_columns(const old_schema& old, const mapped_table& table, Oid schema) {
    std::vector<std::string> missing;
    if (is_staging(table.ours)) {
        return missing;
    }
    for (const core::feed_column& each : core::arriving_columns(feed_of(table.ours, schema))) {
        if (each.missing == core::when_missing::reject && table.column(each.name) == nullptr &&
            value_of_day(old, table, each.name).empty()) {
            missing.push_back(each.name);
        }
    }
    return missing;
}

bool ids_fit(const request& wanted, const mapped_table& table) {
    const mapped_column* id = table.column("id");
    if (id == nullptr || !wanted.old.table(table.old)->column(id->old)->is_whole()) {
        return false;
    }
    return is_true(fmt::format(
        "SELECT NOT EXISTS (SELECT 1 FROM {0}) AND (SELECT pg_catalog.count(*) OPERATOR(pg_catalog.=) "
        "pg_catalog.count(DISTINCT {1}) AND COALESCE(pg_catalog.min({1})::pg_catalog.int8, "
        "1::pg_catalog.int8) "
        "OPERATOR(pg_catalog.>) 0 AND (COALESCE(pg_catalog.max({1})::pg_catalog.int8, 1::pg_catalog.int8) "
        "OPERATOR(pg_catalog.<=) 2147483647 OR EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE "
        "a.attrelid OPERATOR(pg_catalog.=) {2}::pg_catalog.regclass AND a.attname OPERATOR(pg_catalog.=) "
        "'id' "
        "AND a.atttypid OPERATOR(pg_catalog.=) 'pg_catalog.int8'::pg_catalog.regtype)) FROM {3} AS o)",
        wanted.ours(table.ours), old_value(*id), literal(wanted.ours(table.ours)), wanted.from(table)));
}

bool ids_are_equal(const request& wanted, const mapped_table& table, std::optional<std::int64_t> rows) {
    const mapped_column* id = table.column("id");
    const core::feed& feed = feed_of(table.ours, wanted.schema);
    if (!feed.surrogate) {
        return true;
    }
    if (id == nullptr || !wanted.old.table(table.old)->column(id->old)->is_whole()) {
        return false;
    }
    std::string same = fmt::format("t.id OPERATOR(pg_catalog.=) {}", old_value(*id));
    for (const int each : feed.grain) {
        const core::feed_column& column = feed.columns[static_cast<std::size_t>(each)];
        if (const mapped_column* from = table.column(column.name)) {
            same += " AND " + is_same(wanted, table, column, *from);
        }
    }
    const auto count = [](const std::string& from) {
        return std::stoll(*text_of("SELECT pg_catalog.count(*) FROM " + from));
    };
    const std::int64_t all = rows ? *rows : count(wanted.from(table));
    return all <= count(fmt::format("{} AS o JOIN {} AS t ON {}", wanted.from(table), wanted.ours(table.ours),
                                    same));
}

std::vector<step> load_steps(const request& wanted) {
    std::vector<step> steps;
    const mapped_table* calendar = find_table(wanted.tables, "calendar");
    if (calendar == nullptr) {
        add_calendar(wanted, steps);
    }
    for (const mapped_table& table : wanted.tables) {
        if (is_staging(table.ours)) {
            expect_empty_staging(wanted, table);
            steps.push_back(staging_step(wanted, table));
            continue;
        }
        expect_complete(wanted, table);
        const bool keeps_ids = ids_fit(wanted, table);
        steps.push_back(rows_step(wanted, table, keeps_ids));
        if (keeps_ids) {
            steps.push_back(sequence_step(wanted, table));
        }
        if (&table == calendar) {
            add_calendar(wanted, steps);
        }
    }
    return steps;
}

}  // namespace forecast_warehouse::adoption
