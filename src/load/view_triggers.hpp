#pragma once

#include <string>
#include <string_view>

namespace forecast_warehouse::load {

// Makes the triggers that load the rows inserted into a view. They refuse UPDATE and DELETE. kind: feed or
// source, with which the triggers' functions begin. view: its qualified name, quoted. extension_schema: that
// of the functions. arguments: those of each function, as constants of SQL.
void create_view_triggers(std::string_view kind, const std::string& view, const std::string& extension_schema,
                          const std::string& arguments);

}  // namespace forecast_warehouse::load
