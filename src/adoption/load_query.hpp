#pragma once

#include <string>

#include "load/load.hpp"

namespace forecast_warehouse::adoption {

// Rows of a query that are loaded into a table.
struct query_load {
    std::string table;
    std::string source;   // for load_batch
    std::string query;    // its columns are those of the feed, and id
    std::string options;  // JSON, as create_source() takes it
    load::reject_policy rejects = load::reject_policy::quarantine;
    bool keep_ids = false;  // whether rows keep the ids of the query; the table must be empty
};

// Loads them as the caller. Values are read as the texts that the server writes.
load::load_outcome load_query(Oid schema, const query_load& wanted);

}  // namespace forecast_warehouse::adoption
