#include "load/window_writer.hpp"

#include "load/grain.hpp"
#include "load/window_batch.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::load {

window_writer::window_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects)
    : target_(&target), rejects_(&rejects), by_sql_(target, keep_sets, rejects) {
    target.take_turns(target.feed().table);
    directly_ = direct_windows::make(target, keep_sets, rejects);
}

// A batch ends between series only.
void window_writer::write(batch& all, load_counts& counts) {
    const core::feed& feed = target_->feed();
    const auto between_series = [&feed](const postgres::row_view& last, const postgres::row_view& next) {
        return !same_keys(feed, core::series_columns(feed), last, next);
    };
    postgres::progress::enter(postgres::progress::stage::writing, all.rows);
    for_each_batch(feed, all, between_series, [&](batch& part) { write_batch(part, counts); });
    by_sql_.end();
}

void window_writer::write_batch(batch& part, load_counts& counts) {
    std::optional<window_outcome> written = directly_ ? directly_->write(part) : std::nullopt;
    if (!written) {
        written = by_sql_.write(part, directly_ != nullptr);
    }
    counts.inserted += written->inserted;
    counts.updated += written->updated;
    counts.closed += written->closed;
    counts.unchanged +=
        part.rows - written->inserted - written->updated - static_cast<std::int64_t>(written->rejects.size());
    for (const core::reject& each : written->rejects) {
        rejects_->add(each);
    }
    postgres::progress::advance(part.rows);
}

}  // namespace forecast_warehouse::load
