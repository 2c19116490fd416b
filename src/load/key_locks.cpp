#include "load/key_locks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/guard.hpp"
#include "postgres/key_index.hpp"
#include "postgres/members.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::direct_row;

bool is_written(const direct_row& row, bool in_grain) {
    return row.becomes == direct_row::outcome::inserted ||
           (!in_grain && row.becomes == direct_row::outcome::updated);
}

}  // namespace

key_locks::key_locks(const target& target) : target_(&target) {
    for (int column = 0; column < target.columns(); ++column) {
        const core::dimension* to = referenced_by(target.column(column));
        if (to != nullptr) {
            references_.push_back({column,
                                   reported_column(target.feed(), column),
                                   core::is_in_grain(target.feed(), column),
                                   to,
                                   {}});
        }
    }
}

std::vector<core::reject> key_locks::lock(std::vector<direct_row>& rows) {
    std::vector<core::reject> rejects;
    for (reference& each : references_) {
        std::vector<std::int32_t> wanted;
        for (const direct_row& row : rows) {
            const std::int32_t key = DatumGetInt32(row.row.values[each.column]);
            if (is_written(row, each.in_grain) && !row.row.nulls[each.column] && !each.locked.contains(key) &&
                (wanted.empty() || wanted.back() != key)) {
                wanted.push_back(key);
            }
        }
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        if (wanted.empty()) {
            continue;
        }
        lock_keys(each, wanted);
        for (direct_row& row : rows) {
            const std::int32_t key = DatumGetInt32(row.row.values[each.column]);
            if (is_written(row, each.in_grain) && !row.row.nulls[each.column] && !each.locked.contains(key)) {
                row.becomes = direct_row::outcome::rejected;
                rejects.push_back({DatumGetInt64(row.row.values[row_number_column(target_->feed())]),
                                   core::reject_code::unknown_key, each.reported});
            }
        }
    }
    return rejects;
}

void key_locks::lock_keys(reference& reference, const std::vector<std::int32_t>& wanted) const {
    std::vector<Datum> keys;
    keys.reserve(wanted.size());
    for (const std::int32_t key : wanted) {
        keys.push_back(Int32GetDatum(key));
    }
    const core::dimension& to = *reference.to;
    const Oid type = key_type(to);
    const Oid relation = target_->relation_beside(to.table);
    std::vector<bool> exists;
    if (postgres::lock_by_key({relation, to.key.c_str(), type}, keys, exists)) {
        for (std::size_t index = 0; index < wanted.size(); ++index) {
            if (exists[index]) {
                reference.locked.insert(wanted[index]);
            }
        }
        return;
    }
    // The rows of a partitioned table are in its partitions.
    const bool divided =
        postgres::guard([relation] { return get_rel_relkind(relation) == RELKIND_PARTITIONED_TABLE; });
    const std::string sql = fmt::format(
        "SELECT x.{0} FROM {1}{2} AS x WHERE {3} ORDER BY x.{0} FOR KEY SHARE OF x", to.key,
        divided ? "" : "ONLY ", target_->beside(to.table), core::sql::eq_any("x." + to.key, "$1"));
    const auto lock = [&] {
        postgres::execute_again(sql, postgres::arguments().add_array(type, std::move(keys)));
        bool is_null = false;
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            const Datum key = postgres::result_value(row, 1, type, is_null);
            if (!is_null) {
                reference.locked.insert(DatumGetInt32(key));
            }
        }
        postgres::free_result();
    };
    // A foreign key is checked as the table's owner. Another table under its name is not: its code is a
    // user's.
    if (postgres::is_member(relation)) {
        postgres::as_owner(relation, sql, lock);
    } else {
        lock();
    }
}

void key_locks::forget() {
    for (reference& each : references_) {
        each.locked.clear();
    }
}

}  // namespace forecast_warehouse::load
