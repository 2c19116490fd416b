#include <string>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "customize/custom_feed.hpp"
#include "functions/trigger_call.hpp"
#include "load/session.hpp"
#include "postgres/guard.hpp"
#include "postgres/members.hpp"

// The triggers of the feeds. They collect a statement's rows (feed_begin, feed_row), and load them all when
// the statement ends (feed_end).

namespace forecast_warehouse::functions {
namespace {

bool fits(const core::feed& feed, TupleDesc row) {
    bool fits = static_cast<std::size_t>(row->natts) == core::arriving_columns(feed).size();
    for (int column = 0; fits && column < row->natts; ++column) {
        const core::feed_column& expected = feed.columns[static_cast<std::size_t>(column)];
        fits = !TupleDescAttr(row, column)->attisdropped &&
               TupleDescAttr(row, column)->atttypid == load::arriving_type(expected) &&
               NameStr(TupleDescAttr(row, column)->attname) == expected.name;
    }
    return fits;
}

// Whether a view has a column. One that became decimal may not be the integer that it was.
bool has_column(TupleDesc row, const core::feed_column& wanted) {
    for (int column = 0; column < row->natts; ++column) {
        Form_pg_attribute found = TupleDescAttr(row, column);
        if (!found->attisdropped && NameStr(found->attname) == wanted.name) {
            return wanted.decimal_since.empty() || found->atttypid == load::arriving_type(wanted);
        }
    }
    return false;
}

// The feed of a view, in the form that has the view's columns. The view must be the extension's: another one
// might write to tables that its owner may not write.
const core::feed& feed_of(Relation view) {
    postgres::require_member(RelationGetRelid(view));
    const core::feed* feed = view->rd_rel->relkind == RELKIND_VIEW
                                 ? core::find_feed_of_view(RelationGetRelationName(view))
                                 : nullptr;
    if (feed != nullptr && !feed->older_forms.empty()) {
        feed = &core::form_for(*feed, [view](const core::feed_column& column) {
            return has_column(RelationGetDescr(view), column);
        });
    }
    if (feed == nullptr || !fits(*feed, RelationGetDescr(view))) {
        throw core::failure(core::sqlstate::wrong_object_type,
                            fmt::format(R"(view "{}" is not a feed of extension "forecast_warehouse")",
                                        RelationGetRelationName(view)),
                            "Feeds are made by the extension and must keep their columns.");
    }
    return *feed;
}

bool same_types(TupleDesc left, TupleDesc right) noexcept {
    bool same = left->natts == right->natts;
    for (int column = 0; same && column < left->natts; ++column) {
        Form_pg_attribute one = TupleDescAttr(left, column);
        Form_pg_attribute other = TupleDescAttr(right, column);
        same = one->atttypid == other->atttypid && one->attisdropped == other->attisdropped;
    }
    return same;
}

load::feed_statement& statement_on(Relation view) {
    load::feed_statement* statement = load::current_statement(RelationGetRelid(view));
    if (statement == nullptr) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("no statement on \"{}\" has begun", RelationGetRelationName(view)),
                            "The feed's triggers belong together: create the extension again.");
    }
    return *statement;
}

// The statement that collects rows. A dropped trigger leaves a statement open. The view may change before the
// next one: then stored rows would be read by the old columns.
load::feed_statement& collecting_statement(Relation view) {
    load::feed_statement& statement = statement_on(view);
    const bool fits = statement.rows().reader()
                          ? customize::takes_rows_of(statement, view)
                          : same_types(RelationGetDescr(view), statement.rows().store().description());
    if (!fits) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("the columns of \"{}\" changed since its statement began",
                                        RelationGetRelationName(view)),
                            "The feed's triggers belong together: create the extension again.");
    }
    return statement;
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace customize = forecast_warehouse::customize;
namespace functions = forecast_warehouse::functions;
namespace load = forecast_warehouse::load;
namespace postgres = forecast_warehouse::postgres;
namespace core = forecast_warehouse::core;

// BEFORE INSERT, once a statement: makes room for its rows.
FORECAST_WAREHOUSE_FUNCTION(fw_feed_begin) {
    return postgres::enter([fcinfo] {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        functions::expect_event(trigger, TRIGGER_EVENT_INSERT | TRIGGER_EVENT_BEFORE);
        load::expect_settings();
        if (customize::is_custom_feed(trigger.tg_relation)) {
            customize::begin_statement(trigger.tg_relation);
            return PointerGetDatum(nullptr);
        }
        load::begin_statement(functions::feed_of(trigger.tg_relation), RelationGetRelid(trigger.tg_relation),
                              RelationGetDescr(trigger.tg_relation));
        return PointerGetDatum(nullptr);
    });
}

// INSTEAD OF INSERT: takes one row, as it is.
FORECAST_WAREHOUSE_FUNCTION(fw_feed_row) {
    return postgres::enter([fcinfo] {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        functions::expect_event(trigger, TRIGGER_EVENT_INSERT | TRIGGER_EVENT_ROW | TRIGGER_EVENT_INSTEAD);
        load::feed_statement& statement = functions::collecting_statement(trigger.tg_relation);
        if (statement.rows().reader()) {
            customize::take_row(statement, trigger.tg_relation, trigger.tg_trigtuple, load::take_left_out(),
                                fcinfo->flinfo);
        } else {
            statement.take(trigger.tg_trigtuple, load::take_left_out(), fcinfo->flinfo);
        }
        // A copy, because the executor frees its own row only when it gets another one back. Otherwise every
        // row would use memory until the end of the statement.
        return postgres::guard([&] { return PointerGetDatum(heap_copytuple(trigger.tg_trigtuple)); });
    });
}

// AFTER INSERT, once a statement: loads the rows.
FORECAST_WAREHOUSE_FUNCTION(fw_feed_end) {
    return postgres::enter([fcinfo] {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        functions::expect_event(trigger, TRIGGER_EVENT_INSERT | TRIGGER_EVENT_AFTER);
        load::feed_statement statement = load::end_statement(RelationGetRelid(trigger.tg_relation));
        if (statement.rows().reader()) {
            customize::load_statement(trigger.tg_relation, statement);
            statement.end();
            return PointerGetDatum(nullptr);
        }
        const core::feed& feed = statement.feed();
        const load::target target(feed, RelationGetNamespace(trigger.tg_relation));
        for (load::arrival* part : statement.parts()) {
            load::remember_load(load::run_load(
                target, *part,
                {load::current_reject_policy(), load::current_duplicate_policy(), feed.view,
                 statement.started(), true, load::current_window_ends(), load::current_money_policy()}));
        }
        statement.end();
        return PointerGetDatum(nullptr);
    });
}

// BEFORE UPDATE OR DELETE: a feed only takes new rows.
FORECAST_WAREHOUSE_FUNCTION(fw_feed_refuse) {
    return postgres::enter([fcinfo]() -> Datum {
        const TriggerData& trigger = functions::trigger_of(fcinfo);
        const bool deletes = TRIGGER_FIRED_BY_DELETE(trigger.tg_event);
        if (customize::is_custom_feed(trigger.tg_relation)) {
            throw core::failure(core::sqlstate::feature_not_supported,
                                fmt::format("cannot {} view \"{}\"", deletes ? "delete from" : "update",
                                            RelationGetRelationName(trigger.tg_relation)),
                                "Change the table of the warehouse, or the table of added columns.");
        }
        const core::feed& feed = functions::feed_of(trigger.tg_relation);
        throw core::failure(
            core::sqlstate::feature_not_supported,
            fmt::format("cannot {} view \"{}\"", deletes ? "delete from" : "update", feed.view),
            fmt::format("Use {} {}.", deletes ? "DELETE FROM" : "UPDATE", feed.table));
    });
}

// The default of an optional column: records that the row leaves it out.
FORECAST_WAREHOUSE_FUNCTION(fw_left_out) {
    return postgres::enter([fcinfo]() -> Datum {
        const std::int32_t column =
            functions::has_argument(fcinfo, 0) ? DatumGetInt32(fcinfo->args[0].value) : 0;
        if (column < 1 || column > MaxHeapAttributeNumber) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("column_number must be 1 to {}", MaxHeapAttributeNumber),
                                "left_out() serves the defaults of the feeds' columns only.");
        }
        load::record_left_out(column - 1);
        fcinfo->isnull = true;
        return Datum{0};
    });
}
