#pragma once

#include <cstdint>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The progress of a long statement, for the view load_progress. It uses the last parameters of the server's
// progress report for COPY, which COPY itself does not use. Within a COPY the report is that COPY's.
// Otherwise a report is begun.
class progress {
public:
    // The numbers must not change: views of older versions use them.
    enum class stage : std::int64_t { none, checking, merging, comparing, writing, reading, receiving };

    // The number of stages of a load, and of a feature table.
    enum class kind : std::int64_t { load = 5, feature_table = 2 };

    // relation: the relation that a report names if it is begun here.
    progress(Oid relation, kind kind);

    // Begins to receive the rows of a load, unless a report exists. Returns whether the caller must end it
    // by end_receiving(). After an error the server ends it.
    static bool receive(Oid relation);
    static void received(std::int64_t rows);
    static void end_receiving();

    // Enters a stage with so many rows in all, 0 where the number is unknown; and adds finished rows.
    // Writing may begin several times.
    static void enter(stage stage, std::int64_t rows);
    static void advance(std::int64_t rows);

    // Ends the report if it was begun here. After an error the server ends it.
    void end() const;

private:
    bool begun_here_;
};

}  // namespace forecast_warehouse::postgres
