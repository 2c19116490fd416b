#include "postgres/direct_write.hpp"

#include <algorithm>

#include "postgres/direct_heap.hpp"
#include "postgres/direct_indexes.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Writes the entries of the key's index and the updated rows, in the order of the key. Here one load may wait
// for another. Two loads that both go forward in this order cannot deadlock. In a usual load most new rows
// come after the last updated one, and their entries go in by runs.
void write_in_key_order(std::vector<direct_row>& rows, const keep_columns& keep, direct_heap& heap,
                        direct_indexes& indexes) {
    const auto last_updated = std::find_if(rows.rbegin(), rows.rend(), [](const direct_row& each) {
                                  return each.becomes == direct_row::outcome::updated;
                              }).base();
    const std::size_t all_inserted = indexes.size();
    std::size_t inserted = 0;
    const bool lost = guard([&] {
        for (auto row = rows.begin(); row != last_updated; ++row) {
            if (row->becomes == direct_row::outcome::inserted) {
                indexes.insert_key_entry(inserted++, false);
            } else if (row->becomes == direct_row::outcome::updated && !heap.update(*row, keep)) {
                return true;
            }
            CHECK_FOR_INTERRUPTS();
        }
        return false;
    });
    if (lost) {
        throw lost_race();
    }
    indexes.insert_key_entries(inserted, all_inserted);
}

}  // namespace

void write_rows(direct_table& table, std::vector<direct_row>& rows, const keep_columns& keep,
                on_violation violation) {
    const auto written =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const direct_row& each) {
            return each.becomes == direct_row::outcome::inserted ||
                   each.becomes == direct_row::outcome::updated;
        }));
    if (written == 0) {
        return;
    }
    direct_indexes indexes(table);
    indexes.reserve(written);
    direct_heap heap(table, indexes, violation == on_violation::reject);
    heap.insert(rows);
    write_in_key_order(rows, keep, heap, indexes);
    indexes.insert_into_others();
}

}  // namespace forecast_warehouse::postgres
