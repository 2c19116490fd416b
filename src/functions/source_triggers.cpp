#include <fmt/format.h>

#include "core/failure.hpp"
#include "functions/trigger_call.hpp"
#include "load/session.hpp"
#include "postgres/copy_line.hpp"
#include "postgres/guard.hpp"
#include "sources/load_source.hpp"

// The triggers of the views of sources. They collect a statement's rows as texts (source_begin, source_row),
// and load them all when the statement ends (source_end).

namespace forecast_warehouse::functions {
namespace {

// The statement that collects rows. The view may have changed since it began.
load::feed_statement& collecting_statement(Relation view) {
    load::feed_statement* statement = load::current_statement(RelationGetRelid(view));
    if (statement == nullptr || !sources::takes_rows_of(*statement, view)) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("no statement on \"{}\" has begun", RelationGetRelationName(view)),
                            "The source's triggers belong together: make the source again.");
    }
    return *statement;
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace functions = forecast_warehouse::functions;
namespace load = forecast_warehouse::load;
namespace postgres = forecast_warehouse::postgres;
namespace core = forecast_warehouse::core;
namespace sources = forecast_warehouse::sources;

// BEFORE INSERT, once a statement: reads what the source says, and makes room for the rows.
FORECAST_WAREHOUSE_FUNCTION(fw_source_begin) {
    return postgres::enter([fcinfo] {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        functions::expect_event(trigger, TRIGGER_EVENT_INSERT | TRIGGER_EVENT_BEFORE);
        load::expect_settings();
        sources::begin_statement(functions::schema_of(fcinfo), trigger.tg_relation);
        return PointerGetDatum(nullptr);
    });
}

// INSTEAD OF INSERT: takes one row, as it is.
FORECAST_WAREHOUSE_FUNCTION(fw_source_row) {
    return postgres::enter([fcinfo] {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        functions::expect_event(trigger, TRIGGER_EVENT_INSERT | TRIGGER_EVENT_ROW | TRIGGER_EVENT_INSTEAD);
        load::feed_statement& statement = functions::collecting_statement(trigger.tg_relation);
        sources::take_row(statement, trigger.tg_relation, trigger.tg_trigtuple,
                          postgres::line_of_copy(RelationGetRelid(trigger.tg_relation)), fcinfo->flinfo);
        // A copy: see fw_feed_row.
        return postgres::guard([&] { return PointerGetDatum(heap_copytuple(trigger.tg_trigtuple)); });
    });
}

// AFTER INSERT, once a statement: loads the rows.
FORECAST_WAREHOUSE_FUNCTION(fw_source_end) {
    return postgres::enter([fcinfo] {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        functions::expect_event(trigger, TRIGGER_EVENT_INSERT | TRIGGER_EVENT_AFTER);
        static_cast<void>(functions::collecting_statement(trigger.tg_relation));
        load::feed_statement statement = load::end_statement(RelationGetRelid(trigger.tg_relation));
        sources::load_statement(functions::schema_of(fcinfo), trigger.tg_relation, statement);
        statement.end();
        return PointerGetDatum(nullptr);
    });
}

// BEFORE and INSTEAD OF UPDATE OR DELETE: a source only takes new rows.
FORECAST_WAREHOUSE_FUNCTION(fw_source_refuse) {
    return postgres::enter([fcinfo]() -> Datum {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        const bool deletes = TRIGGER_FIRED_BY_DELETE(trigger.tg_event);
        throw core::failure(core::sqlstate::feature_not_supported,
                            fmt::format("cannot {} view \"{}\"", deletes ? "delete from" : "update",
                                        RelationGetRelationName(trigger.tg_relation)),
                            "A source only takes new rows. Change the rows of the table that it loads.");
    });
}
