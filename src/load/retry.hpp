#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "load/arrival.hpp"
#include "load/load.hpp"
#include "load/retried_rows.hpp"
#include "load/target.hpp"
#include "postgres/arguments.hpp"

namespace forecast_warehouse::load {

// A load in load_batch, whose rows in load_reject are to be loaded again.
struct retried_batch {
    std::int64_t id;
    std::string table;
    std::string source;     // the origin of its rows
    std::string read_by;    // the source that read them, as schema.name; empty: none
    std::string time_zone;  // in which they were read; empty: not known
};

// Raises for a number that load_batch does not have (22023). Runs as the caller, who needs SELECT on it.
retried_batch find_batch(Oid schema, std::int64_t id);

// One retry, from the rows of load_reject to the journal. Lives in the current memory context.
//
// It runs as the caller, who needs SELECT on load_batch and load_reject. Retries wait for each other.
class retry {
public:
    // reader: where load_reject has the rows as they were in a file; none: it has the feed's.
    retry(const core::feed& feed, Oid schema, const retried_batch& batch,
          const std::shared_ptr<row_reader>& reader = nullptr);

    // Reads the rows of load_reject. Raises where a row does not have the columns of the reader (55000).
    void read();

    [[nodiscard]] const target& into() const noexcept { return target_; }
    [[nodiscard]] arrival& rows() noexcept { return rows_; }

    // Options of a load, as a retry has them: under quarantine.
    [[nodiscard]] load_options options(load_options of_load) const;

    void end();

private:
    void take(const postgres::row_view& stored);
    [[noreturn]] void refuse_misfit(std::int64_t row_number) const;
    [[nodiscard]] postgres::arguments batch_arguments() const;

    target target_;
    const retried_batch* batch_;
    arrival rows_;
    retried_rows retried_;
};

// Loads the rows of load_reject that a load has set aside, by the rules of the load's feed and under
// quarantine. Rows that are accepted leave load_reject. Others stay there with their new reason.
load_outcome retry_rejects(Oid schema, const retried_batch& batch);

}  // namespace forecast_warehouse::load
