#include "features/feature_set.hpp"

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/sql.hpp"
#include "postgres/datums.hpp"
#include "postgres/encoding.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::features {
namespace {

void add_texts(postgres::arguments& row, const std::vector<std::string>& texts) {
    std::vector<Datum> values;
    values.reserve(texts.size());
    for (const std::string& each : texts) {
        values.push_back(postgres::text_datum(each));
    }
    row.add_array(TEXTOID, values);
}

void add_codes(postgres::arguments& row, const std::optional<std::vector<std::string>>& codes) {
    if (codes) {
        add_texts(row, *codes);
    } else {
        row.add_null(TEXTARRAYOID);
    }
}

void add_numbers(postgres::arguments& row, const std::vector<int>& numbers) {
    std::vector<Datum> values;
    values.reserve(numbers.size());
    for (const int each : numbers) {
        values.push_back(Int32GetDatum(each));
    }
    row.add_array(INT4OID, values);
}

// The groups of features that were asked for, as a member of a JSON object. Empty without any.
std::string chosen_groups(const core::feature_settings& settings) {
    std::string names;
    for (const core::feature_choice each : settings.choices) {
        names += fmt::format(R"({}"{}")", names.empty() ? "" : ", ", core::name_of(each));
    }
    return names.empty() ? names : fmt::format(R"(, "features": [{}])", names);
}

// The arguments of build_features from version 1.7 on, as a JSON object. Before, the object is empty.
std::string later_arguments(const core::feature_settings& settings) {
    if (!settings.day_states) {
        return "{}";
    }
    constexpr int days_to_iso_weekday = 5;  // 2000-01-01 was a Saturday
    const int first_day = (settings.periods.origin + days_to_iso_weekday) % core::days_of_week + 1;
    return fmt::format(R"({{"unobserved": "{}", "frequency": "{}"{}{}}})", core::name_of(settings.missing),
                       core::name_of(settings.periods.name),
                       settings.periods.by_week() ? fmt::format(R"(, "week_begins": {})", first_day) : "",
                       chosen_groups(settings));
}

// The signals and the columns of users, as an SQL expression that adds them to the settings. Empty without
// any, as in tables of older versions.
std::string later_lists(const feature_request& request) {
    std::string lists;
    if (!request.settings.signals.empty()) {
        lists +=
            " OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('signals', $14, "
            "'signals_known_ahead', $15)";
    }
    if (!request.extra.empty()) {
        lists += " OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('extra', $16)";
    }
    return lists;
}

void add_signals(postgres::arguments& row, const std::vector<core::feature_signal>& signals) {
    std::vector<std::string> names;
    std::vector<std::string> known_ahead;
    for (const core::feature_signal& each : signals) {
        names.push_back(each.name);
        if (each.known_ahead) {
            known_ahead.push_back(each.name);
        }
    }
    add_texts(row, names);
    add_texts(row, known_ahead);
}

// The arguments $1 to $16 of the statement in record().
postgres::arguments values_of(const feature_request& request, const feature_table& table) {
    const core::feature_settings& settings = request.settings;
    postgres::arguments row;
    row.add_text(table.name()).add(DATEOID, postgres::date_datum(settings.cutoff));
    row.add(INT8OID, Int64GetDatum(table.rows()));
    std::vector<std::string> columns;
    for (const core::feature_column& each : table.columns()) {
        columns.push_back(each.name);
    }
    columns.insert(columns.end(), request.extra.begin(), request.extra.end());
    add_texts(row, columns);
    if (settings.start) {
        row.add(DATEOID, postgres::date_datum(*settings.start));
    } else {
        row.add_null(DATEOID);
    }
    row.add(INT4OID, Int32GetDatum(settings.horizon));
    add_numbers(row, settings.lags);
    add_numbers(row, settings.windows);
    std::vector<std::string> aggregates;
    for (const core::aggregate each : settings.aggregates) {
        aggregates.emplace_back(core::name_of(each));
    }
    add_texts(row, aggregates);
    add_codes(row, request.store_codes);
    add_codes(row, request.skus);
    row.add(BOOLOID, BoolGetDatum(settings.exogenous));
    row.add_text(later_arguments(settings));
    add_signals(row, settings.signals);
    add_texts(row, request.extra);
    return row;
}

}  // namespace

// Equal settings have the same text, and so the same hash: jsonb sorts its keys.
void record(Oid schema, const feature_request& request, const feature_table& table) {
    const std::string schema_name = postgres::name_of_schema(schema);
    const Oid relation = postgres::table_in(schema, "feature_set");
    if (!OidIsValid(relation)) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("table \"{}.feature_set\" does not exist", schema_name),
                            "It is a table of the extension: restore it from a dump.");
    }
    postgres::require_member(relation);
    const std::string sql = fmt::format(
        "INSERT INTO {} (target, settings, settings_hash, cutoff, row_count, columns, "
        "extension_version) "
        "SELECT $1, s.settings, pg_catalog.encode(pg_catalog.sha256("
        "pg_catalog.convert_to(s.settings::pg_catalog.text, '{}')), 'hex'), $2, $3, $4, "
        "e.extversion "
        "FROM pg_catalog.pg_extension AS e, (SELECT pg_catalog.jsonb_build_object('cutoff', $2, "
        "'start_date', $5, 'horizon', $6, 'lags', $7, 'windows', $8, 'aggregates', $9, "
        "'store_codes', $10, 'skus', $11, 'exogenous', $12) OPERATOR(pg_catalog.||) $13::pg_catalog.jsonb{} "
        "AS settings) AS s WHERE {}",
        postgres::quoted(schema_name, "feature_set"), postgres::encoding_to_hash(), later_lists(request),
        core::sql::eq("e.extname", "'forecast_warehouse'"));
    postgres::as_owner(relation, sql, [&] { postgres::execute(sql, values_of(request, table)); });
}

}  // namespace forecast_warehouse::features
