#include "asof/asof_cache.hpp"
#include "calendar/fiscal_setting.hpp"
#include "calendar/stored_calendars.hpp"
#include "core/interruption.hpp"
#include "core/text.hpp"
#include "features/unknown_days.hpp"
#include "functions/refuse_data_loss.hpp"
#include "load/policy.hpp"
#include "load/session.hpp"
#include "migration/losses.hpp"
#include "postgres/drop_watch.hpp"
#include "postgres/encoding.hpp"
#include "postgres/guard.hpp"
#include "postgres/insert_conflict.hpp"
#include "postgres/members.hpp"
#include "postgres/pinned_relation.hpp"
#include "postgres/server.hpp"
#include "postgres/table_changes.hpp"

extern "C" {
PG_MODULE_MAGIC;

// Called by the server when it loads the library.
PGDLLEXPORT void _PG_init(void);  // NOLINT
}

void _PG_init(void) {  // NOLINT
    forecast_warehouse::load::define_settings();
    forecast_warehouse::migration::define_settings();
    forecast_warehouse::calendar::define_fiscal_setting();
    MarkGUCPrefixReserved("forecast_warehouse");
    forecast_warehouse::postgres::follow_members();
    forecast_warehouse::postgres::follow_drops(forecast_warehouse::functions::refuse_loss);
    forecast_warehouse::postgres::check_pinned_relations();
    forecast_warehouse::core::set_interruption_check(forecast_warehouse::postgres::check_interrupts);
    forecast_warehouse::core::set_text_measure(forecast_warehouse::postgres::bytes_of_characters);
    forecast_warehouse::load::follow_transactions();
    forecast_warehouse::postgres::follow_statements();
    forecast_warehouse::postgres::follow_table_changes();
    forecast_warehouse::calendar::follow_stored_calendars();
    forecast_warehouse::asof::follow_asof_cache();
    forecast_warehouse::features::follow_unknown_days();
}
