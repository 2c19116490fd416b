#include "schema/catalog.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/members.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "schema/catalog_queries.hpp"

namespace forecast_warehouse::schema {
namespace {

using core::schema::fact;
using core::schema::facts;

struct setting {
    const char* name;
    const char* value;
};

// The first settings, and then the body.
void with_settings(std::span<const setting> settings, const std::function<void()>& body) {
    if (settings.empty()) {
        body();
        return;
    }
    postgres::with_setting(settings.front().name, settings.front().value,
                           [&] { with_settings(settings.subspan(1), body); });
}

bool is_one_of(const std::string& kind, std::initializer_list<std::string_view> kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// The names of the expected relations, and of the expected functions and types.
struct expected_names {
    std::vector<Datum> relations;
    std::vector<Datum> others;
};

expected_names names_of(const facts& expected) {
    expected_names names;
    for (const fact& each : expected) {
        if (each.aspect != "member") {
            continue;
        }
        if (is_one_of(each.kind, {"table", "view", "sequence"})) {
            names.relations.push_back(postgres::text_datum(each.object));
        } else if (is_one_of(each.kind, {"function", "type"})) {
            names.others.push_back(postgres::text_datum(each.object.substr(0, each.object.find('('))));
        }
    }
    return names;
}

void append_result(facts& found) {
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        found.push_back({*postgres::result_text(row, 1), *postgres::result_text(row, 2),
                         *postgres::result_text(row, 3), *postgres::result_text(row, 4)});
    }
    postgres::free_result();
}

}  // namespace

installation installed() {
    const Oid extension = postgres::our_extension();
    if (!OidIsValid(extension)) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "extension \"forecast_warehouse\" does not exist",
                            "CREATE EXTENSION forecast_warehouse creates it.");
    }
    const Oid schema = postgres::guard([extension] { return postgres::schema_of_extension(extension); });
    postgres::query(
        "SELECT e.extversion FROM pg_catalog.pg_extension e WHERE e.oid OPERATOR(pg_catalog.=) $1",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(extension)));
    std::string version = *postgres::result_text(0, 1);
    postgres::free_result();
    return {extension, schema, std::move(version), postgres::quoted(postgres::name_of_schema(schema))};
}

void with_settings_of_texts(const std::function<void()>& body) {
    const setting settings[] = {{"search_path", "pg_catalog, pg_temp"},
                                {"quote_all_identifiers", "off"},
                                {"standard_conforming_strings", "on"},
                                {"DateStyle", "ISO, YMD"},
                                {"IntervalStyle", "postgres"}};
    with_settings(settings, body);
}

roles roles_of_cluster() {
    roles found;
    postgres::query(
        "SELECT pg_catalog.quote_ident(r.rolname), r.rolsuper FROM pg_catalog.pg_roles r "
        "WHERE r.rolsuper OR r.oid IN (SELECT c.relowner FROM pg_catalog.pg_class c)");
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        found.emplace(*postgres::result_text(row, 1),
                      DatumGetBool(postgres::result_value(row, 2, BOOLOID, is_null)));
    }
    postgres::free_result();
    return found;
}

facts read_facts(const installation& installation, const facts& expected) {
    const expected_names names = names_of(expected);
    facts found;
    for (const std::string& query : catalog_queries()) {
        postgres::query(query, postgres::arguments()
                                   .add(OIDOID, ObjectIdGetDatum(installation.extension))
                                   .add(OIDOID, ObjectIdGetDatum(installation.schema))
                                   .add_array(TEXTOID, names.relations)
                                   .add_array(TEXTOID, names.others));
        append_result(found);
    }
    return found;
}

}  // namespace forecast_warehouse::schema
