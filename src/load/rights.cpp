#include "load/rights.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/id_sequence.hpp"
#include "postgres/enter.hpp"
#include "postgres/rights.hpp"

namespace forecast_warehouse::load {
namespace {

using columns = std::vector<std::string>;

// Names of the columns in the table.
columns all_columns(const core::feed& feed) {
    columns names;
    for (const core::feed_column& each : feed.columns) {
        names.push_back(each.target);
    }
    return names;
}

columns grain_of(const core::feed& feed) {
    columns names;
    for (const int column : feed.grain) {
        names.push_back(feed.columns[static_cast<std::size_t>(column)].target);
    }
    return names;
}

// The columns beside the grain that some row gives a value; those are updated, with the moment.
columns updated_columns(const core::feed& feed, const arrival& arrival) {
    columns names;
    for (int column = 0; column < static_cast<int>(feed.columns.size()); ++column) {
        if (!core::is_in_grain(feed, column) && !arrival.keep_sets().all_have(column)) {
            names.push_back(feed.columns[static_cast<std::size_t>(column)].target);
        }
    }
    if (!names.empty()) {
        names.emplace_back("updated_at");
    }
    return names;
}

// Whether a message of the server is about a table of the load: permission denied for table store. Code of
// the user's may lack privileges on other things.
bool names_table_of_load(const core::feed& feed, std::string_view message) {
    const auto ends_with = [message](std::string_view name) {
        return message.ends_with(" " + std::string(name)) ||
               message.ends_with(" " + core::id_sequence_of(name));
    };
    const auto is_named = [&](const core::dimension& of) { return of.is_referenced && ends_with(of.table); };
    // Tables that loads of the calendar, of a rollup and of sales without money read, besides the dimensions.
    constexpr std::array<std::string_view, 9> read{"sales_txn",    "sales_rollup",     "sales_returns",
                                                   "order_rollup", "sales_order_line", "channel",
                                                   "holiday_rule", "holiday_date",     "price_history"};
    return ends_with(feed.table) || std::any_of(feed.dimensions->begin(), feed.dimensions->end(), is_named) ||
           std::any_of(read.begin(), read.end(), ends_with);
}

// Versions before 1.4 have no grant_loader(); runs inside a guard.
bool has_grant_loader(Oid schema) {
    const Oid type = REGROLEOID;
    return SearchSysCacheExists3(PROCNAMEARGSNSP, CStringGetDatum("grant_loader"),
                                 PointerGetDatum(buildoidvector(&type, 1)), ObjectIdGetDatum(schema));
}

}  // namespace

void refuse_row_security(const target& target, const char* table, const char* function) {
    const Oid relation = target.relation_beside(table);
    if (postgres::guard([relation] { return check_enable_rls(relation, InvalidOid, true); }) == RLS_ENABLED) {
        throw core::failure(core::sqlstate::insufficient_privilege,
                            fmt::format(R"({} would be affected by row-level security policy for table "{}")",
                                        function, table),
                            "Call it as a role that row-level security does not apply to.");
    }
}

void explain_missing_privilege(const target& target, ErrorData* error) {
    if (error->sqlerrcode != ERRCODE_INSUFFICIENT_PRIVILEGE || error->hint != nullptr ||
        error->message == nullptr || !names_table_of_load(target.feed(), error->message)) {
        return;
    }
    const Oid schema = target.schema();
    const char* role = postgres::guard([schema]() -> const char* {
        return has_grant_loader(schema)
                   ? quote_literal_cstr(quote_identifier(GetUserNameFromId(GetUserId(), false)))
                   : nullptr;
    });
    if (role == nullptr) {
        return;
    }
    const std::string hint = fmt::format("Its owner can grant all that a loader needs: SELECT * FROM {}({});",
                                         target.beside("grant_loader"), role);
    error->hint =
        postgres::guard([&] { return MemoryContextStrdup(postgres::error_memory(), hint.c_str()); });
}

void require_rights(const target& target, const arrival& arrival) {
    const Oid table = target.relation();
    if (postgres::has_privileges(table, ACL_SELECT | ACL_INSERT | ACL_UPDATE)) {
        return;
    }
    postgres::require_privilege(table, ACL_SELECT, grain_of(target.feed()));
    postgres::require_privilege(table, ACL_INSERT, all_columns(target.feed()));
    const columns updated = updated_columns(target.feed(), arrival);
    if (!updated.empty()) {
        postgres::require_privilege(table, ACL_UPDATE, updated);
    }
}

}  // namespace forecast_warehouse::load
