#include "adoption/mapping.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adoption/texts.hpp"
#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/sources/suggestion.hpp"
#include "core/staging.hpp"
#include "core/text.hpp"
#include "load/target.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::adoption {
namespace {

constexpr const char* kind_query = "SELECT pg_catalog.jsonb_typeof($1::pg_catalog.jsonb)";

constexpr const char* mapped_tables_query =
    "SELECT t.key, t.value OPERATOR(pg_catalog.->>) 'table', "
    "COALESCE(t.value OPERATOR(pg_catalog.->) 'options', '{}'::pg_catalog.jsonb)::pg_catalog.text "
    "FROM pg_catalog.jsonb_each($1::pg_catalog.jsonb) AS t ORDER BY t.key COLLATE pg_catalog.\"C\"";

constexpr const char* mapped_columns_query =
    "SELECT c.key, CASE WHEN pg_catalog.jsonb_typeof(c.value) OPERATOR(pg_catalog.=) 'object' "
    "THEN c.value OPERATOR(pg_catalog.->>) 'column' ELSE c.value OPERATOR(pg_catalog.#>>) "
    "'{}'::pg_catalog.text[] END, CASE WHEN pg_catalog.jsonb_typeof(c.value) OPERATOR(pg_catalog.=) 'object' "
    "THEN c.value OPERATOR(pg_catalog.->>) 'refers_to' END "
    "FROM pg_catalog.jsonb_each($1::pg_catalog.jsonb OPERATOR(pg_catalog.->) $2 OPERATOR(pg_catalog.->) "
    "'columns') AS c ORDER BY c.key COLLATE pg_catalog.\"C\"";

constexpr const char* ignored_query =
    "SELECT e.value FROM pg_catalog.jsonb_array_elements_text(COALESCE($1::pg_catalog.jsonb "
    "OPERATOR(pg_catalog.->) $2 OPERATOR(pg_catalog.->) 'ignore', '[]'::pg_catalog.jsonb)) AS e";

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
    throw core::failure(core::sqlstate::invalid_parameter_value, message, hint);
}

void expect_column(const std::string& ours, const std::string& table, Oid schema) {
    const std::vector<std::string> known = columns_of(table, schema);
    if (ours != "id" && std::find(known.begin(), known.end(), ours) == known.end()) {
        refuse(fmt::format("mapping names column {} of table {}, which does not exist", core::quoted(ours),
                           core::quoted(table)),
               fmt::format("Columns are id, {}.", fmt::join(known, ", ")));
    }
}

void read_columns(mapped_table& table, const std::string& json, const old_table& from, Oid schema) {
    const auto arguments = [&] { return postgres::arguments().add_text(json).add_text(table.ours); };
    for (const text_row& row : texts_of(mapped_columns_query, arguments())) {
        expect_column(*row[0], table.ours, schema);
        const std::string old = row[1].value_or("");
        if (from.column(old) == nullptr) {
            refuse(fmt::format("mapping names column {} of table {}, which does not exist", core::quoted(old),
                               core::quoted(from.name)),
                   "See adoption_plan().");
        }
        table.columns.push_back({*row[0], old, row[2].value_or("")});
    }
    for (const text_row& row : texts_of(ignored_query, arguments())) {
        table.ignored.push_back(*row[0]);
    }
}

// A key that refers to a dimension needs the dimension's old table, and its natural key.
void expect_references(const mapping& made, const old_schema& old, Oid schema) {
    for (const mapped_table& table : made) {
        for (const mapped_column& each : table.columns) {
            if (each.refers_to.empty()) {
                continue;
            }
            const core::feed& feed = feed_of(table.ours, schema);
            const int at = core::column_named(feed, each.ours);
            const auto& to = at < 0 ? nullptr : feed.columns[static_cast<std::size_t>(at)].to;
            const mapped_table* dimension = to == nullptr ? nullptr : find_table(made, to->table);
            if (dimension == nullptr || dimension->column(to->natural_key) == nullptr ||
                old.table(dimension->old)->column(each.refers_to) == nullptr) {
                refuse(fmt::format("column {} of table {} refers to column {}, which the mapping does not "
                                   "lead to",
                                   core::quoted(each.ours), core::quoted(table.ours),
                                   core::quoted(each.refers_to)),
                       "Map the dimension and its natural key, or leave refers_to out.");
            }
        }
    }
}

std::string json_of(const mapped_column& column) {
    const std::string old = core::json_string(column.old);
    return column.refers_to.empty()
               ? fmt::format("{}: {}", core::json_string(column.ours), old)
               : fmt::format(R"({}: {{"column": {}, "refers_to": {}}})", core::json_string(column.ours), old,
                             core::json_string(column.refers_to));
}

template <class Values, class Piece>
std::string joined(const Values& values, Piece piece) {
    std::string text;
    for (const auto& each : values) {
        text += (text.empty() ? "" : ", ") + piece(each);
    }
    return text;
}

}  // namespace

const mapped_column* mapped_table::column(std::string_view ours_name) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const mapped_column& each) { return each.ours == ours_name; });
    return found == columns.end() ? nullptr : &*found;
}

const mapped_column* mapped_table::from(std::string_view old_name) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const mapped_column& each) { return each.old == old_name; });
    return found == columns.end() ? nullptr : &*found;
}

const mapped_table* find_table(const mapping& mapping, std::string_view ours) {
    const auto found = std::find_if(mapping.begin(), mapping.end(),
                                    [&](const mapped_table& each) { return each.ours == ours; });
    return found == mapping.end() ? nullptr : &*found;
}

// Never freed: see core/load/sales_star.cpp.
const std::vector<std::string>& adoptable_tables() {
    static const auto& made = *new std::vector<std::string>([] {
        std::vector<std::string> names{"calendar", "location", "channel", "store",
                                       "product",  "customer", "reseller"};
        for (const core::star* star : core::stars()) {
            for (const core::feed& each : star->feeds) {
                if (std::find(names.begin(), names.end(), each.table) == names.end()) {
                    names.push_back(each.table);
                }
            }
        }
        names.insert(names.end(), core::staging_tables.begin(), core::staging_tables.end());
        return names;
    }());
    return made;
}

bool is_staging(std::string_view table) {
    return std::find(core::staging_tables.begin(), core::staging_tables.end(), table) !=
           core::staging_tables.end();
}

const core::feed& feed_of(const std::string& table, Oid schema) {
    const core::feed* feed = table == "calendar" ? &core::calendar_feed() : core::find_feed_of_table(table);
    if (feed == nullptr) {
        refuse(fmt::format("mapping names table {}, which rows cannot be adopted into", core::quoted(table)),
               fmt::format("Tables are {}.", fmt::join(adoptable_tables(), ", ")));
    }
    return load::feed_in(*feed, schema);
}

std::vector<std::string> columns_of(const std::string& table, Oid schema) {
    std::vector<std::string> names;
    if (is_staging(table)) {
        for (const text_row& row : texts_of(
                 "SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) "
                 "$1::pg_catalog.regclass AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 "
                 "AND NOT a.attisdropped AND a.attname OPERATOR(pg_catalog.<>) ALL "
                 "('{staging_id,load_number}'::pg_catalog.name[]) ORDER BY a.attnum",
                 postgres::arguments().add_text(postgres::quoted(postgres::name_of_schema(schema), table)))) {
            names.push_back(*row[0]);
        }
        return names;
    }
    for (const core::feed_column& each : core::arriving_columns(feed_of(table, schema))) {
        names.push_back(each.name);
    }
    return names;
}

mapping read_mapping(const std::string& json, const old_schema& old, Oid schema) {
    if (text_of(kind_query, postgres::arguments().add_text(json)) != "object") {
        refuse("mapping is no JSON object", "Take it from adoption_plan().");
    }
    mapping made;
    for (const text_row& row : texts_of(mapped_tables_query, postgres::arguments().add_text(json))) {
        mapped_table table{*row[0], row[1].value_or("")};
        table.options = *row[2];
        const old_table* from = old.table(table.old);
        if (from == nullptr) {
            refuse(fmt::format("mapping of {} names table {}, which does not exist in schema {}",
                               core::quoted(table.ours), core::quoted(table.old), core::quoted(old.name)),
                   "See adoption_plan().");
        }
        if (!is_staging(table.ours)) {
            static_cast<void>(feed_of(table.ours, schema));
        }
        read_columns(table, json, *from, schema);
        made.push_back(std::move(table));
    }
    const auto order = [](const mapped_table& each) {
        const auto& names = adoptable_tables();
        return std::find(names.begin(), names.end(), each.ours) - names.begin();
    };
    std::stable_sort(made.begin(), made.end(), [&](const mapped_table& left, const mapped_table& right) {
        return order(left) < order(right);
    });
    expect_references(made, old, schema);
    return made;
}

std::string write_table(const mapped_table& table) {
    std::string text = fmt::format(R"({}: {{"table": {}, "columns": {{{}}})", core::json_string(table.ours),
                                   core::json_string(table.old), joined(table.columns, json_of));
    if (table.options != "{}") {
        text += fmt::format(R"(, "options": {})", table.options);
    }
    if (!table.ignored.empty()) {
        text += fmt::format(R"(, "ignore": [{}])", joined(table.ignored, [](const std::string& each) {
                                return core::json_string(each);
                            }));
    }
    return text + "}";
}

std::string write_mapping(const mapping& mapping) {
    return "{" + joined(mapping, write_table) + "}";
}

}  // namespace forecast_warehouse::adoption
