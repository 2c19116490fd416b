#include "load/key_locks.hpp"

#include <algorithm>

#include <fmt/format.h>

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
    const auto grain = target.feed().grain;
    for (int place = 0; place < target.columns(); ++place) {
        const bool in_grain = std::find(grain.begin(), grain.end(), place) != grain.end();
        const dimension* to = referenced_by(target.column(place));
        if (to != nullptr) {
            references_.push_back({place, reported_column(target.feed(), place), in_grain, to, {}});
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
                                   each.to->unknown, static_cast<std::int8_t>(each.told)});
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
    const dimension& to = *reference.to;
    const Oid relation = target_->relation_beside(to.table);
    std::vector<bool> there;
    if (postgres::lock_by_key({relation, to.key.c_str(), to.key_type}, keys, there)) {
        for (std::size_t place = 0; place < wanted.size(); ++place) {
            if (there[place]) {
                reference.locked.insert(wanted[place]);
            }
        }
        return;
    }
    // As the server asks: the rows of a partitioned table are in others.
    const bool divided =
        postgres::guard([relation] { return get_rel_relkind(relation) == RELKIND_PARTITIONED_TABLE; });
    const std::string sql = fmt::format(
        "SELECT x.{0} FROM {1}{2} AS x WHERE x.{0} OPERATOR(pg_catalog.=) ANY ($1) "
        "ORDER BY x.{0} FOR KEY SHARE OF x",
        to.key, divided ? "" : "ONLY ", target_->beside(to.table));
    const auto lock = [&] {
        postgres::execute_again(sql, postgres::arguments().add_array(to.key_type, std::move(keys)));
        bool is_null = false;
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            const Datum key = postgres::result_value(row, 1, to.key_type, is_null);
            if (!is_null) {
                reference.locked.insert(DatumGetInt32(key));
            }
        }
        postgres::free_result();
    };
    // As a foreign key is checked; a table that is not the extension's is none of its keys.
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
