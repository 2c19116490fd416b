#pragma once

#include <string>
#include <string_view>

namespace forecast_warehouse::core {

// The sequence that gives a table its ids, by the server's rule for the names of sequences of serial columns.
inline std::string id_sequence_of(std::string_view table) {
    return std::string(table) + "_id_seq";
}

}  // namespace forecast_warehouse::core
