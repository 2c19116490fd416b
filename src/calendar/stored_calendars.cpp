#include "calendar/stored_calendars.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/interruption.hpp"
#include "core/memory_budget.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/snapshot_key.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::calendar {
namespace {

struct kept_calendar {
    Oid schema;
    Oid reader;
    std::string name;
    postgres::snapshot_key seen_by;
    std::shared_ptr<stored_calendar> calendar;
    std::size_t bytes;  // of its rows
};

// As many as a query over stores in many countries needs. A plain pointer, never freed: see load/session.cpp.
constexpr std::size_t most_kept = 64;
std::vector<kept_calendar>* kept = new std::vector<kept_calendar>;

std::optional<int> year_of(std::uint64_t row, int column) {
    bool is_null = false;
    const Datum value = postgres::result_value(row, column, INT4OID, is_null);
    return is_null ? std::nullopt : std::optional<int>(DatumGetInt32(value));
}

std::string text_of(std::uint64_t row, int column) {
    return postgres::result_text(row, column).value_or("");
}

// A database of version 1.0 or 1.1 has none.
bool has_holiday_rules(Oid schema) {
    return OidIsValid(postgres::table_in(schema, "holiday_rule"));
}

// Calendars that ship need less, and must work with any work_mem.
constexpr std::size_t least_memory = std::size_t{1024} * 1024;

// The rows of the calendar and of those that it includes, step by step.
class table_reader {
public:
    table_reader(Oid schema, const std::string& name)
        : schema_name_(postgres::name_of_schema(schema)),
          has_rules_(has_holiday_rules(schema)),
          budget_(holiday_memory(), fmt::format("holiday calendar \"{}\"", name)) {}

    // Level by level, and no deeper than the core allows: a chain of calendars may be longer than the stack.
    void read(const std::string& name) {
        std::vector<std::string> level{name};
        for (std::size_t depth = 0; depth <= core::deepest_inclusion && !level.empty(); ++depth) {
            std::vector<std::string> next;
            for (const std::string& each : level) {
                if (read_.insert(each).second) {
                    budget_.take(core::node_bytes<std::string> + each.size());
                    read_one(each, next);
                }
            }
            level = std::move(next);
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return budget_.taken(); }

    // The remedy is another one in a database of 1.0 or 1.1.
    void refuse_unknown(const std::string& name) const {
        if (rules_.empty() && dates_.empty()) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("there is no holiday calendar \"{}\"", name),
                                has_rules_
                                    ? "SELECT calendar FROM holiday_calendars lists those that there are; "
                                      "rows in holiday_rule or holiday_date make another one."
                                    : "Insert its dates into holiday_date.");
        }
    }

    [[nodiscard]] core::holiday_calendar make(const std::string& name) const {
        return {name, rules_, dates_};
    }

private:
    // What a row takes here and as part of a calendar, beside its texts.
    static constexpr std::size_t bytes_of_rule =
        sizeof(core::holiday_rule) + sizeof(core::named_rule<core::days_rule>);
    static constexpr std::size_t bytes_of_date = 2 * sizeof(core::announced_date);

    void read_one(const std::string& name, std::vector<std::string>& included) {
        read_dates(name);
        if (!has_rules_) {
            return;
        }
        const std::size_t before = rules_.size();
        read_rules(name);
        for (std::size_t row = before; row < rules_.size(); ++row) {
            core::take_step();
            const core::rule rule = core::parse_rule(rules_[row].rule);
            const auto* include = std::get_if<core::include_rule>(&rule);
            if (include != nullptr && !read_.contains(include->calendar)) {
                included.push_back(include->calendar);
            }
        }
    }

    // No more rows than fit, and one: the server keeps a result in memory.
    static std::string limit(std::size_t bytes_of_row) {
        return fmt::format(" LIMIT {}", holiday_memory() / bytes_of_row + 1);
    }

    void read_rules(const std::string& name) {
        postgres::query(
            fmt::format(
                "SELECT name::pg_catalog.text, rule::pg_catalog.text, from_year, to_year, "
                "category::pg_catalog.text FROM {}.holiday_rule WHERE calendar OPERATOR(pg_catalog.=) $1{}",
                postgres::quoted(schema_name_), limit(bytes_of_rule)),
            postgres::arguments().add_text(name));
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            core::take_step();
            rules_.push_back(
                {name, text_of(row, 1), text_of(row, 2), year_of(row, 3), year_of(row, 4), text_of(row, 5)});
            const core::holiday_rule& rule = rules_.back();
            budget_.take(bytes_of_rule + 2 * (rule.name.size() + rule.rule.size()));
        }
        postgres::free_result();
    }

    void read_dates(const std::string& name) {
        postgres::query(dates_query() + limit(bytes_of_date),
                        postgres::arguments()
                            .add_text(name)
                            .add(DATEOID, DateADTGetDatum(core::days_since_2000(core::first_supported_day)))
                            .add(DATEOID, DateADTGetDatum(core::days_since_2000(core::last_supported_day))));
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            core::take_step();
            bool is_null = false;
            const DateADT day = DatumGetDateADT(postgres::result_value(row, 2, DATEOID, is_null));
            dates_.push_back({name, core::day_from_epoch_2000(day), text_of(row, 1), text_of(row, 3),
                              text_of(row, 4), text_of(row, 5)});
            budget_.take(bytes_of_date + 2 * dates_.back().name.size());
        }
        postgres::free_result();
    }

    // What a user says of a day and name goes before what is shipped; suppressing * takes away all that is.
    [[nodiscard]] std::string dates_query() const {
        const std::string table = postgres::quoted(schema_name_) + ".holiday_date";
        const std::string range =
            "d.calendar OPERATOR(pg_catalog.=) $1 AND d.date OPERATOR(pg_catalog.>=) $2 "
            "AND d.date OPERATOR(pg_catalog.<=) $3";
        if (!has_rules_) {
            return fmt::format(
                "SELECT d.name::pg_catalog.text, d.date, 'add', 'confirmed', 'public' FROM {} d WHERE {}",
                table, range);
        }
        return fmt::format(
            "SELECT DISTINCT ON (d.date, d.name) d.name::pg_catalog.text, d.date, d.action::pg_catalog.text, "
            "d.status::pg_catalog.text, d.category::pg_catalog.text FROM {0} d WHERE {1} "
            "AND NOT (d.shipped AND EXISTS (SELECT 1 FROM {0} o WHERE NOT o.shipped "
            "AND o.calendar OPERATOR(pg_catalog.=) d.calendar AND o.date OPERATOR(pg_catalog.=) d.date "
            "AND o.name OPERATOR(pg_catalog.=) '*' AND o.action OPERATOR(pg_catalog.=) 'suppress')) "
            "ORDER BY d.date, d.name, d.shipped",
            table, range);
    }

    std::string schema_name_;
    bool has_rules_;
    std::set<std::string> read_;
    std::vector<core::holiday_rule> rules_;
    std::vector<core::announced_date> dates_;
    core::memory_budget budget_;
};

void expect_shapes(Oid schema) {
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
    const bool has_rules = has_holiday_rules(schema);
    postgres::expect_shape(schema, "holiday_date", std::span(dates).first(has_rules ? dates.size() : of_old));
    if (has_rules) {
        postgres::expect_shape(schema, "holiday_rule", rules);
    }
}

kept_calendar read_anew(Oid schema, const std::string& name) {
    expect_shapes(schema);
    table_reader reader(schema, name);
    postgres::with_spi([&] { reader.read(name); });
    reader.refuse_unknown(name);
    const auto calendar = std::make_shared<stored_calendar>(
        stored_calendar{core::business_days(reader.make(name), holiday_memory())});
    return {schema, GetUserId(), name, postgres::current_snapshot_key(), calendar, reader.bytes()};
}

// Makes room for one more calendar: the oldest ones go first.
void make_room(std::size_t bytes) {
    for (const kept_calendar& each : *kept) {
        bytes += each.bytes + each.calendar->business_days.bytes();
    }
    while (!kept->empty() && (kept->size() >= most_kept || bytes > holiday_memory())) {
        bytes -= kept->front().bytes + kept->front().calendar->business_days.bytes();
        kept->erase(kept->begin());
    }
}

// What a policy shows may hang on anything, such as a setting: what it showed once is not kept.
bool has_row_security(Oid schema) {
    return postgres::row_security_applies(postgres::table_in(schema, "holiday_date")) ||
           (has_holiday_rules(schema) &&
            postgres::row_security_applies(postgres::table_in(schema, "holiday_rule")));
}

void watch_tables(Oid schema) {
    postgres::watch_table(postgres::table_in(schema, "holiday_date"));
    postgres::watch_table(postgres::table_in(schema, "holiday_rule"));
}

// A statement may call a function that alters the tables, or gives them policies.
void forget_changed_tables() {
    static std::uint64_t changes_seen = 0;
    if (changes_seen != postgres::table_changes()) {
        changes_seen = postgres::table_changes();
        kept->clear();
    }
}

void forget() noexcept {
    kept->clear();
}

void on_transaction(XactEvent event, void* /*argument*/) {
    if (event == XACT_EVENT_ABORT || event == XACT_EVENT_PARALLEL_ABORT) {
        forget();
    }
}

void on_subtransaction(SubXactEvent event, SubTransactionId /*mine*/, SubTransactionId /*parent*/,
                       void* /*argument*/) {
    if (event == SUBXACT_EVENT_ABORT_SUB) {
        forget();
    }
}

}  // namespace

std::shared_ptr<stored_calendar> read_calendar(Oid schema, const std::string& name) {
    const postgres::snapshot_key now = postgres::current_snapshot_key();
    const Oid reader = GetUserId();
    forget_changed_tables();
    std::erase_if(*kept, [&](const kept_calendar& each) { return each.seen_by != now; });
    const auto found = std::find_if(kept->begin(), kept->end(), [&](const kept_calendar& each) {
        return each.schema == schema && each.reader == reader && each.name == name;
    });
    if (found != kept->end()) {
        return found->calendar;
    }
    watch_tables(schema);
    const kept_calendar made = read_anew(schema, name);
    if (!has_row_security(schema)) {
        make_room(made.bytes);
        kept->push_back(made);
    }
    return made.calendar;
}

std::size_t holiday_memory() {
    return std::max<std::size_t>(get_hash_memory_limit(), least_memory);
}

std::vector<core::holiday> marked_holidays(const core::holiday_calendar& calendar,
                                           std::chrono::sys_days first, std::chrono::sys_days last) {
    std::vector<core::holiday> holidays =
        core::evaluate_calendar(calendar, first, last, holiday_memory()).holidays;
    std::erase_if(holidays, [](const core::holiday& each) {
        return each.category == "observance" || each.category == "school";
    });
    return holidays;
}

void follow_stored_calendars() {
    RegisterXactCallback(on_transaction, nullptr);
    RegisterSubXactCallback(on_subtransaction, nullptr);
}

}  // namespace forecast_warehouse::calendar
