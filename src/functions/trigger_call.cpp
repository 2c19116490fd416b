#include "functions/trigger_call.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"

namespace forecast_warehouse::functions {

TriggerData& trigger_of(FunctionCallInfo call) {
    if (!CALLED_AS_TRIGGER(call)) {
        throw core::failure(core::sqlstate::trigger_protocol_violated,
                            "this function can only be called by the triggers of feeds");
    }
    return *reinterpret_cast<TriggerData*>(call->context);
}

void expect_event(const TriggerData& trigger, TriggerEvent wanted) {
    constexpr TriggerEvent what = TRIGGER_EVENT_OPMASK | TRIGGER_EVENT_ROW | TRIGGER_EVENT_TIMINGMASK;
    if ((trigger.tg_event & what) != wanted) {
        throw core::failure(
            core::sqlstate::trigger_protocol_violated,
            fmt::format("trigger \"{}\" must have the event and timing that the extension gave it",
                        trigger.tg_trigger->tgname),
            "The feeds' triggers are made by the extension: create it again.");
    }
}

}  // namespace forecast_warehouse::functions
