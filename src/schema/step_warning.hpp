#pragma once

#include <string>

namespace forecast_warehouse::schema {

// A warning of the differences between the database and a version. A step goes on after it. The step fails
// only where a difference is in its way.

// Called at the beginning of a script, before it changes anything. A path of several steps is compared once,
// before the first, and a new extension never.
void warn_in_script();

// Outside scripts: warns where the version is the installed one. Needs a connection to SPI.
void warn_of_drift(const std::string& from_version);

}  // namespace forecast_warehouse::schema
