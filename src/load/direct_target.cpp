#include "load/direct_target.hpp"

#include <algorithm>

#include "load/policy.hpp"
#include "postgres/direct_obstacle.hpp"

namespace forecast_warehouse::load {
namespace {

// The type that a column of the table must have. With another type, the value stored would differ from the
// value checked.
struct stored_type {
    Oid type;
    int typmod;
};

stored_type stored_as(const core::feed_column& column) {
    const Oid resolved = resolved_type(column);
    if (resolved == TEXTOID) {
        return {VARCHAROID, column.limit + static_cast<int>(VARHDRSZ)};
    }
    if (resolved == NUMERICOID) {
        // Trailing zeros are dropped, which numeric with a scale would add again.
        return {NUMERICOID, column.exact ? -1 : numeric_typmod(column)};
    }
    return {resolved, -1};
}

// The column that says when a row was last changed.
constexpr const char* changed_at = "updated_at";

}  // namespace

direct_target::direct_target(const target& target)
    : target_(&target), grain_(target.feed().grain.begin(), target.feed().grain.end()) {
    for (int index = 0; index < target.columns(); ++index) {
        const core::feed_column& column = target.column(index);
        const stored_type stored = stored_as(column);
        const core::dimension* refers = referenced_by(column);
        columns_.push_back({column.target, stored.type, stored.typmod,
                            std::find(grain_.begin(), grain_.end(), index) != grain_.end(),
                            refers != nullptr ? target.relation_beside(refers->table) : InvalidOid,
                            refers != nullptr ? refers->key : std::string()});
    }
}

bool direct_target::is_allowed() const {
    return current_writer() != writer_choice::sql &&
           postgres::direct_obstacle(target_->relation(), columns_, grain_, changed_at).empty();
}

postgres::direct_table direct_target::table() const {
    const int moment = core::column_with_role(target_->feed(), core::column_role::moment);
    const postgres::move_columns moving{moment, moment < 0 ? -1 : core::day_column(target_->feed())};
    return {target_->relation(), columns_, grain_, changed_at, moving};
}

}  // namespace forecast_warehouse::load
