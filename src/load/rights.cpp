#include "load/rights.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "postgres/rights.hpp"

namespace forecast_warehouse::load {
namespace {

using columns = std::vector<std::string>;

// Names of the columns in the table.
columns all_columns(const core::feed& feed) {
    columns names;
    for (const core::feed_column& each : feed.columns) {
        names.emplace_back(each.target);
    }
    return names;
}

columns grain_of(const core::feed& feed) {
    columns names;
    for (const int place : feed.grain) {
        names.emplace_back(feed.columns[static_cast<std::size_t>(place)].target);
    }
    return names;
}

// The columns beside the grain that some row gives a value; those are updated, with the moment.
columns updated_columns(const core::feed& feed, const arrival& arrival) {
    const arrival::column_mask left_out = arrival.rows() == 0 ? 0 : arrival.left_out().by_all;
    columns names;
    for (int place = 0; place < static_cast<int>(feed.columns.size()); ++place) {
        const bool in_grain = std::find(feed.grain.begin(), feed.grain.end(), place) != feed.grain.end();
        if (!in_grain && (left_out & (1 << place)) == 0) {
            names.emplace_back(feed.columns[static_cast<std::size_t>(place)].target);
        }
    }
    if (!names.empty()) {
        names.emplace_back("updated_at");
    }
    return names;
}

}  // namespace

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
