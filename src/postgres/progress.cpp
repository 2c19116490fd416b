#include "postgres/progress.hpp"

namespace forecast_warehouse::postgres {
namespace {

// From 0, as the functions of the server count; pg_stat_get_progress_info() shows them as param18 to param20.
constexpr int stage_parameter = 17;
constexpr int done_parameter = 18;
constexpr int total_parameter = 19;
static_assert(total_parameter < PGSTAT_NUM_PROGRESS_PARAM);

bool reports() {
    return MyBEEntry != nullptr && MyBEEntry->st_progress_command == PROGRESS_COMMAND_COPY;
}

}  // namespace

progress::progress(Oid relation)
    : begun_here_(MyBEEntry != nullptr && MyBEEntry->st_progress_command == PROGRESS_COMMAND_INVALID) {
    if (begun_here_) {
        pgstat_progress_start_command(PROGRESS_COMMAND_COPY, relation);
    }
}

void progress::enter(stage stage, std::int64_t rows) {
    if (reports()) {
        const int parameters[] = {stage_parameter, done_parameter, total_parameter};
        const int64 values[] = {static_cast<int64>(stage), 0, rows};
        pgstat_progress_update_multi_param(3, parameters, values);
    }
}

void progress::advance(std::int64_t rows) {
    if (reports()) {
        pgstat_progress_update_param(done_parameter, MyBEEntry->st_progress_param[done_parameter] + rows);
    }
}

void progress::end() const {
    enter(stage::none, 0);
    if (begun_here_) {
        pgstat_progress_end_command();
    }
}

}  // namespace forecast_warehouse::postgres
