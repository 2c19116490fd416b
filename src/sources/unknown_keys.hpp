#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "load/load.hpp"
#include "sources/file_reader.hpp"

namespace forecast_warehouse::sources {

// A dimension whose rows a source makes: the file's rows, read as those of the dimension's feed.
struct made_dimension {
    const core::feed* feed;
    int column;  // of the facts' feed: the key
    std::shared_ptr<file_reader> reader;
};

// The dimensions of a source with on_unknown = create, in the order in which loads lock them. Raises for
// entries of the map that describe no such dimension (42703). The readers are not prepared.
std::vector<made_dimension> made_dimensions(const file_reader& facts, Oid extension_schema);

// Adds the stores and products that do not exist and that rows name. The first row that names one describes
// it. Rows with a fault add none. Each dimension is a load of its own. The readers must be prepared.
void add_unknown_keys(const std::vector<made_dimension>& dimensions, Oid extension_schema,
                      load::arrival& facts, const load::load_options& options);

}  // namespace forecast_warehouse::sources
