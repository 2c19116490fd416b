#pragma once

// What differs between the PostgreSQL versions that we support, and nothing else. Included by server.hpp.

#if PG_VERSION_NUM < 150000
#error "forecast_warehouse needs PostgreSQL 15 or newer"
#endif
