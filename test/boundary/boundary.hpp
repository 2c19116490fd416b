#pragma once

#include "postgres/server.hpp"

// A function that tests call by its name.
#define BOUNDARY_FUNCTION(name)                            \
    extern "C" {                                           \
    PG_FUNCTION_INFO_V1(name);                             \
    PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); /* NOLINT */ \
    }                                                      \
    Datum name(PG_FUNCTION_ARGS)
