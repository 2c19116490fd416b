#include "schema/drift.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/schema/expectation.hpp"
#include "core/schema/lone_alias.hpp"
#include "postgres/guard.hpp"
#include "schema/canonical.hpp"
#include "schema/catalog.hpp"
#include "schema/customizations.hpp"

namespace forecast_warehouse::schema {
namespace {

using core::schema::fact;
using core::schema::facts;

// A query that has the definition. No value for definitions that no query can have.
std::optional<std::string> as_query(const fact& expected, const std::string& definition,
                                    const std::string& schema) {
    constexpr std::string_view check = "CHECK ";
    const std::string relation = expected.object.substr(0, expected.object.find('.'));
    if (expected.kind == "view") {
        return definition.substr(0, definition.rfind(';'));
    }
    if (expected.aspect == "default") {
        return "SELECT " + definition;
    }
    if (expected.kind == "constraint" && definition.starts_with(check) && definition.ends_with(')')) {
        return "SELECT " + definition.substr(check.size()) + " FROM " + schema + "." + relation;
    }
    return std::nullopt;
}

bool same_definition(const fact& expected, const std::string& found, const std::string& schema) {
    // Where a relation has another name, the server cannot read the expected query.
    if (expected.kind == "view" &&
        core::schema::without_lone_alias(expected.value) == core::schema::without_lone_alias(found)) {
        return true;
    }
    const auto left = as_query(expected, expected.value, schema);
    const auto right = as_query(expected, found, schema);
    if (!left || !right) {
        return false;
    }
    const auto canonical = canonical_query(*left);
    return canonical && canonical == canonical_query(*right);
}

std::string bootstrap_superuser() {
    return postgres::guard([] { return quote_identifier(GetUserNameFromId(BOOTSTRAP_SUPERUSERID, false)); });
}

}  // namespace

std::vector<core::schema::difference> drift() {
    std::vector<core::schema::difference> found;
    with_settings_of_texts([&] { found = drift_from(installed()); });
    return found;
}

std::vector<core::schema::difference> drift_from(const installation& here) {
    const facts expected = core::schema::expected_facts(here.version, here.quoted_schema);
    if (expected.empty()) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("the library does not know version \"{}\"", here.version),
                            "Install the library of this version, or of a newer one.");
    }
    const facts there = read_facts(here, expected);
    const roles roles = roles_of_cluster();
    auto found = core::schema::differences(
        expected, there,
        {here.quoted_schema, core::schema::usual_owner(expected, there), bootstrap_superuser(),
         [&](const std::string& role) {
             const auto at = roles.find(role);
             return at != roles.end() && at->second;
         },
         [&](const fact& each, const std::string& text) {
             return same_definition(each, text, here.quoted_schema);
         }});
    regard_customizations(here, there, found);
    return found;
}

}  // namespace forecast_warehouse::schema
