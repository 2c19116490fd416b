#pragma once

#include "functions/arguments.hpp"

namespace forecast_warehouse::functions {

// The trigger that a function is called by. Raises when none called it (39P01).
TriggerData& trigger_of(FunctionCallInfo call);

// Raises unless a trigger has an event and a timing (39P01).
void expect_event(const TriggerData& trigger, TriggerEvent wanted);

}  // namespace forecast_warehouse::functions
