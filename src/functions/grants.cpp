#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/id_sequence.hpp"
#include "core/load/star.hpp"
#include "core/reports.hpp"
#include "core/staging.hpp"
#include "functions/arguments.hpp"
#include "orders/etl.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

// grant_loader(role) and grant_reader(role): grant all privileges that a role needs to load, or to read. The
// caller grants them.

namespace forecast_warehouse::functions {
namespace {

using names = std::vector<std::string>;

// Privileges on relations of the extension's schema.
struct grant {
    AclMode privileges;
    names relations;
    bool on_sequences = false;
};

std::string names_of(AclMode privileges) {
    std::string list;
    for (const auto& [privilege, name] :
         {std::pair{AclMode{ACL_SELECT}, "SELECT"}, std::pair{AclMode{ACL_INSERT}, "INSERT"},
          std::pair{AclMode{ACL_UPDATE}, "UPDATE"}, std::pair{AclMode{ACL_DELETE}, "DELETE"},
          std::pair{AclMode{ACL_USAGE}, "USAGE"}}) {
        if ((privileges & privilege) != 0) {
            list += (list.empty() ? "" : ", ") + std::string(name);
        }
    }
    return list;
}

// The relations of a schema. A step down drops some of them.
class schema_grants {
public:
    schema_grants(Oid schema, Oid role)
        : schema_(schema),
          schema_name_(postgres::name_of_schema(schema)),
          role_(postgres::guard([role] { return quote_identifier(GetUserNameFromId(role, false)); })) {}

    [[nodiscard]] names statements(const std::vector<grant>& grants) const {
        names found{fmt::format("GRANT USAGE ON SCHEMA {} TO {}", postgres::quoted(schema_name_), role_)};
        for (const grant& each : grants) {
            const std::string list = grantable(each);
            if (!list.empty()) {
                found.push_back(fmt::format("GRANT {} ON {}{} TO {}", names_of(each.privileges),
                                            each.on_sequences ? "SEQUENCE " : "", list, role_));
            }
        }
        return found;
    }

private:
    // The relations that exist. GRANT would only warn where the caller may not grant.
    [[nodiscard]] std::string grantable(const grant& grant) const {
        std::string list;
        for (const std::string& each : grant.relations) {
            const Oid relation = postgres::table_in(schema_, each.c_str());
            if (!OidIsValid(relation)) {
                continue;
            }
            if (!postgres::has_privileges(relation, ACL_GRANT_OPTION_FOR(grant.privileges))) {
                throw core::failure(core::sqlstate::insufficient_privilege,
                                    fmt::format("permission denied to grant privileges on \"{}\"", each),
                                    "Call it as the owner of the warehouse, or as a superuser.");
            }
            list += (list.empty() ? "" : ", ") + postgres::quoted(schema_name_, each);
        }
        return list;
    }

    Oid schema_;
    std::string schema_name_;
    std::string role_;
};

// One name for each feed that users write to. Empty names are left out.
template <class Name>
names of_feeds(const Name& name) {
    names found;
    for (const core::star* star : core::stars()) {
        for (const core::feed& each : star->feeds) {
            std::string one = each.view.empty() ? std::string() : name(each);
            if (!one.empty()) {
                found.push_back(std::move(one));
            }
        }
    }
    return found;
}

names feed_views() {
    return of_feeds([](const core::feed& feed) { return std::string(feed.view); });
}

names feed_tables() {
    return of_feeds([](const core::feed& feed) { return std::string(feed.table); });
}

names sequences() {
    return of_feeds([](const core::feed& feed) {
        return feed.surrogate ? core::id_sequence_of(feed.table) : std::string();
    });
}

names staging_tables() {
    return {core::staging_tables.begin(), core::staging_tables.end()};
}

// The views that run_etl() reads.
names etl_views() {
    names found;
    for (const char* table : orders::loaded_tables()) {
        found.push_back(fmt::format("etl_{}", table));
    }
    return found;
}

names staging_sequences() {
    names found;
    for (const std::string_view table : core::staging_tables) {
        found.push_back(fmt::format("{}_{}_seq", table, core::staging_key));
    }
    return found;
}

names reports_of_orders() {
    return {core::reports_of_orders.begin(), core::reports_of_orders.end()};
}

// Every feed and its table, the rollup of till lines, the calendar, the tables of files, and the journal to
// read.
std::vector<grant> grants_of_loader() {
    return {{ACL_INSERT, feed_views()},
            {ACL_SELECT | ACL_INSERT | ACL_UPDATE, feed_tables()},
            {ACL_USAGE, sequences(), true},
            {ACL_SELECT | ACL_INSERT | ACL_UPDATE, {"calendar"}},
            {ACL_SELECT | ACL_INSERT | ACL_DELETE, {"sales_rollup", "order_rollup"}},
            {ACL_SELECT | ACL_INSERT | ACL_UPDATE | ACL_DELETE, staging_tables()},
            {ACL_USAGE, staging_sequences(), true},
            {ACL_SELECT | ACL_INSERT | ACL_UPDATE | ACL_DELETE, {"name_alias"}},
            {ACL_SELECT, {"target_name"}},
            {ACL_SELECT, etl_views()},
            {ACL_SELECT, {"holiday_calendars", "holiday_rule", "holiday_date", "load_batch", "load_reject"}}};
}

// Every table and view of the warehouse. schema_versions counts the rows of files, too.
std::vector<grant> grants_of_reader() {
    names relations = feed_tables();
    for (const char* each :
         {"calendar",       "sales_rollup",         "holiday_calendars",  "holiday_rule", "holiday_date",
          "store_calendar", "sales_exogenous",      "sales_net_daily",    "load_batch",   "load_reject",
          "load_progress",  "schema_versions",      "feature_set",        "source",       "name_alias",
          "target_name",    "product_target_daily", "sales_target_daily", "order_rollup", "adoption",
          "customization",  "store_signal"}) {
        relations.emplace_back(each);
    }
    return {{ACL_SELECT, relations},
            {ACL_SELECT, reports_of_orders()},
            {ACL_SELECT, staging_tables()},
            {ACL_SELECT, etl_views()},
            {ACL_SELECT, feed_views()}};
}

Datum run_grants(FunctionCallInfo call, const std::vector<grant>& grants) {
    if (!has_argument(call, 0)) {
        throw core::failure(core::sqlstate::null_value_not_allowed, "role must not be NULL",
                            "Give the name of a role, such as 'etl'.");
    }
    const Oid role = DatumGetObjectId(call->args[0].value);
    const names statements = schema_grants(schema_of(call), role).statements(grants);
    postgres::guard([call] { InitMaterializedSRF(call, MAT_SRF_USE_EXPECTED_DESC); });
    postgres::with_spi([&] {
        for (const std::string& each : statements) {
            postgres::execute(each);
        }
    });
    for (const std::string& each : statements) {
        Datum value = postgres::guard([&] { return CStringGetTextDatum(each.c_str()); });
        bool is_null = false;
        put_row(call, &value, &is_null);
    }
    return Datum{0};
}

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_grant_loader) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return functions::run_grants(fcinfo, functions::grants_of_loader()); });
}

FORECAST_WAREHOUSE_FUNCTION(fw_grant_reader) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter(
        [fcinfo] { return functions::run_grants(fcinfo, functions::grants_of_reader()); });
}
