#include "load/violation.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/text.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {
namespace {

// The kind of a constraint, by the SQLSTATE of its violation; NULL for another one.
const char* kind_of(int sqlstate) noexcept {
    switch (sqlstate) {
        case ERRCODE_CHECK_VIOLATION:
            return "check constraint";
        case ERRCODE_NOT_NULL_VIOLATION:
            return "not-null constraint";
        case ERRCODE_UNIQUE_VIOLATION:
            return "unique constraint";
        case ERRCODE_FOREIGN_KEY_VIOLATION:
            return "foreign key constraint";
        case ERRCODE_EXCLUSION_VIOLATION:
            return "exclusion constraint";
        default:
            return nullptr;
    }
}

std::string named(const char* what, const char* name) {
    return name == nullptr ? std::string() : fmt::format(" {}{}", what, core::quoted(name));
}

core::reject reject_of(const target& target, int sqlstate, std::string violated) {
    core::reject reject{0, core::reject_code::constraint, target.feed().grain.front()};
    reject.sqlstate = unpack_sql_state(sqlstate);
    reject.violated = std::move(violated);
    return reject;
}

}  // namespace

// A code that raises such an SQLSTATE by itself names no constraint.
std::optional<core::reject> violation_of(const target& target, const postgres::pg_error& error) {
    const ErrorData& data = *error.data();
    const char* kind = kind_of(data.sqlerrcode);
    const bool names_it = data.constraint_name != nullptr || data.column_name != nullptr;
    // The row did not bring its id, so a primary key is not its fault.
    const bool is_of_id =
        data.constraint_name != nullptr && std::string_view(data.constraint_name).starts_with("pk_");
    if (kind == nullptr || is_of_id || !names_it ||
        (data.table_name == nullptr && data.datatype_name == nullptr)) {
        return std::nullopt;
    }
    return reject_of(target, data.sqlerrcode,
                     kind + named("", data.constraint_name) + named("of column ", data.column_name) +
                         (data.table_name != nullptr ? named("of table ", data.table_name)
                                                     : named("of domain ", data.datatype_name)));
}

std::optional<core::reject> overflow_of(const target& target, const postgres::pg_error& error) {
    if (error.data()->sqlerrcode != ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE) {
        return std::nullopt;
    }
    return core::reject{0, core::reject_code::out_of_range,
                        core::column_with_role(target.feed(), core::column_role::amount)};
}

core::reject violation_of(const target& target, const postgres::direct_row& row) {
    const int sqlstate = row.violated.check != nullptr ? ERRCODE_CHECK_VIOLATION : ERRCODE_NOT_NULL_VIOLATION;
    core::reject reject = reject_of(target, sqlstate,
                                    kind_of(sqlstate) + named("", row.violated.check) +
                                        named("of column ", row.violated.column) +
                                        named("of table ", target.feed().table.c_str()));
    reject.row_number = DatumGetInt64(row.row.values[row_number_column(target.feed())]);
    return reject;
}

}  // namespace forecast_warehouse::load
