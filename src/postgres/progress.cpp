#include "postgres/progress.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Counted from 0, as in the functions of the server. pg_stat_get_progress_info() shows them as param15 to
// param20.
enum parameter : int { stages, attempt, started, stage_at_hand, done, total };
constexpr int first_parameter = 14;
static_assert(first_parameter + total < PGSTAT_NUM_PROGRESS_PARAM);

// The rows that a statement receives are reported once in so many.
constexpr std::int64_t rows_a_report = 1024;

bool reports() {
    return MyBEEntry != nullptr && MyBEEntry->st_progress_command == PROGRESS_COMMAND_COPY;
}

int64 get(parameter which) {
    return MyBEEntry->st_progress_param[first_parameter + which];
}

void set(parameter which, int64 value) {
    pgstat_progress_update_param(first_parameter + which, value);
}

bool begin(Oid relation) {
    const bool is_ours = MyBEEntry != nullptr && MyBEEntry->st_progress_command == PROGRESS_COMMAND_INVALID;
    if (is_ours) {
        pgstat_progress_start_command(PROGRESS_COMMAND_COPY, relation);
    }
    return is_ours;
}

void describe(progress::kind kind) {
    if (reports()) {
        set(stages, static_cast<int64>(kind));
        if (get(started) == 0) {
            set(started, GetCurrentTimestamp());
        }
    }
}

}  // namespace

progress::progress(Oid relation, kind kind) : begun_here_(begin(relation)) {
    describe(kind);
}

bool progress::receive(Oid relation) {
    const bool begun_here = begin(relation);
    if (reports() && get(stage_at_hand) == 0) {
        describe(kind::load);
        enter(stage::receiving, 0);
    }
    return begun_here;
}

void progress::received(std::int64_t rows) {
    if (rows % rows_a_report == 0 && reports() &&
        get(stage_at_hand) == static_cast<int64>(stage::receiving)) {
        set(done, rows);
    }
}

void progress::end_receiving() {
    enter(stage::none, 0);
    pgstat_progress_end_command();
}

void progress::enter(stage stage, std::int64_t rows) {
    if (!reports()) {
        return;
    }
    const bool writes = stage == stage::writing;
    const bool begins = stage == stage::none || stage == stage::checking;
    const int parameters[] = {first_parameter + attempt, first_parameter + stage_at_hand,
                              first_parameter + done, first_parameter + total};
    const int64 values[] = {begins ? 0 : get(attempt) + (writes ? 1 : 0), static_cast<int64>(stage), 0, rows};
    pgstat_progress_update_multi_param(4, parameters, values);
}

void progress::advance(std::int64_t rows) {
    if (reports()) {
        set(done, get(done) + rows);
    }
}

void progress::end() const {
    enter(stage::none, 0);
    if (begun_here_) {
        pgstat_progress_end_command();
    }
}

}  // namespace forecast_warehouse::postgres
