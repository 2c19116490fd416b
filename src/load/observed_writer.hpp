#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/load/observed_windows.hpp"
#include "load/batch_part.hpp"
#include "load/rejects.hpp"
#include "load/window_batch.hpp"
#include "load/window_statements.hpp"
#include "load/window_stores.hpp"
#include "load/write_outcome.hpp"

namespace forecast_warehouse::load {

// Writes rows that say which price was seen, as windows of each price. Windows may be moved, split, merged
// and removed, so it writes by SQL. Direct writing has no advantage: only changes of a price are written.
class observed_writer {
public:
    observed_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects);

    void write(batch& all, load_counts& counts);

private:
    struct seen_window {
        core::valued_window window;
        std::int64_t id;
    };
    // The rows of a part that belong to one series, by index, and its stored windows.
    struct one_series {
        std::size_t first;
        std::size_t end;
        std::vector<seen_window> stored;
    };
    enum class change : std::uint8_t { removed, altered, added };
    struct window_change {
        change kind;
        std::int64_t id;
        core::valued_window becomes;
        std::size_t row;  // a row of its series
    };
    // The changes that a part asks for.
    struct plan {
        std::vector<window_change> changes;
        write_outcome outcome;
    };

    write_outcome write_part(batch_part& part);
    [[nodiscard]] std::vector<one_series> read_stored(window_batch& windows, locking how) const;
    [[nodiscard]] plan plan_of(window_batch& windows, const std::vector<one_series>& all) const;
    void plan_series(const std::vector<postgres::direct_row>& rows, const one_series& series,
                     plan& planned) const;
    [[nodiscard]] window_store store_of(window_batch& windows,
                                        const std::vector<window_change>& changes) const;
    [[nodiscard]] std::string statement_for(change kind) const;
    void apply(window_batch& windows, const plan& planned) const;
    [[nodiscard]] core::valued_window observation_of(const postgres::row_view& row) const;
    [[nodiscard]] std::int64_t value_of(Datum price) const;

    const target* target_;
    const core::keep_sets* keep_sets_;
    reject_log* rejects_;
    window_statements statements_;
    window_store series_;
    int start_;
    int end_;
    int price_;
};

}  // namespace forecast_warehouse::load
