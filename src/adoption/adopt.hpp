#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adoption/steps.hpp"
#include "adoption/texts.hpp"
#include "load/load.hpp"

namespace forecast_warehouse::adoption {

// The arguments of adopt() and adoption_script().
struct wanted_adoption {
    std::string schema_name;
    std::optional<std::string> mapping;  // none: as adoption_plan() proposes it
    bool fixes_windows = false;
    bool swaps = false;
    std::string on_reject = "quarantine";
};

// Reads the arguments. Needs a connection to SPI.
request request_of(const wanted_adoption& wanted, Oid schema);

// Loads the old tables as the caller. Returns the rows of adopt(). Needs a connection to SPI.
std::vector<text_row> adopt(const wanted_adoption& wanted, Oid schema);

// The statements that adopt() would run. Needs a connection to SPI.
std::string script(const wanted_adoption& wanted, Oid schema);

// The row of adopt_rows() for a load. Needs a connection to SPI.
std::vector<text_row> balance_of(Oid schema, const std::string& table, const load::load_outcome& outcome);

}  // namespace forecast_warehouse::adoption
