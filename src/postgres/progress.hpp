#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// How far a long statement is, for the view load_progress: in the last parameters of the server's progress
// report for COPY, which COPY itself leaves alone. Within a COPY the report is that COPY's; otherwise one is
// begun.
class progress {
public:
    // The numbers are contract: views of older versions know them.
    enum class stage : std::int64_t { none, checking, merging, comparing, writing, reading, receiving };

    // How many stages there are: those of a load, and of a feature table.
    enum class kind : std::int64_t { load = 5, feature_table = 2 };

    // relation: what the report names when it is begun here.
    progress(Oid relation, kind kind);

    // Begins to receive the rows of a load, unless a report is under way; returns whether the caller must end
    // it by end_receiving(). On error the server does.
    static bool receive(Oid relation);
    static void received(std::int64_t rows);
    static void end_receiving();

    // Enters a stage with so many rows in all, 0 where that is not known; and tells how many of them are
    // done. Writing may begin several times.
    static void enter(stage stage, std::int64_t rows);
    static void advance(std::int64_t rows);

    // Ends the report, unless it is another's; on error the server does.
    void end() const;

private:
    bool begun_here_;
};

}  // namespace forecast_warehouse::postgres
