#include "load/dropped_rows.hpp"

#include <fmt/format.h>

#include "postgres/spi.hpp"

namespace forecast_warehouse::load {

std::vector<core::reject> dropped_rows(const target& target, int column) {
    const int reported = target.feed().grain.front();
    std::vector<core::reject> rejects;
    rejects.reserve(postgres::result_rows());
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const Datum number = postgres::result_value(row, column, INT8OID, is_null);
        if (!is_null) {
            rejects.push_back({DatumGetInt64(number), core::reject_code::dropped_by_trigger, reported});
        }
    }
    return rejects;
}

core::failure moved_and_dropped(const target& target) {
    return {
        core::sqlstate::triggered_action_exception,
        fmt::format("triggers of \"{}\" change the keys of some rows and drop others", target.feed().table),
        "The load does not know which rows were dropped. Let the triggers do one of both, or load the rows "
        "in two parts."};
}

}  // namespace forecast_warehouse::load
