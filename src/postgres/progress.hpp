#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// How far a long statement is, for the view load_progress: in the last parameters of the server's progress
// report for COPY, which COPY itself leaves alone. Within a COPY the report is that COPY's; otherwise one is
// begun.
class progress {
public:
    enum class stage : std::int64_t { none, checking, merging, comparing, writing, reading };

    // relation: what the report names when it is begun here.
    explicit progress(Oid relation);

    // Enters a stage with so many rows in all, 0 where that is not known; and tells how many of them are
    // done.
    static void enter(stage stage, std::int64_t rows);
    static void advance(std::int64_t rows);

    // Ends the report, unless it is a COPY's; on error the server does.
    void end() const;

private:
    bool begun_here_;
};

}  // namespace forecast_warehouse::postgres
