#pragma once

#include "core/column_set.hpp"
#include "load/session.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::customize {

// The feeds {table}_custom_feed of users. Their triggers are those of the extension's feeds, which only the
// owner of the warehouse can give to a view.

// Whether a view is such a feed, by its name. It is none of the extension's own views.
bool is_custom_feed(Relation view);

// Begins a statement. Raises unless the view lies beside a companion and has the columns of the feed and of
// the companion.
void begin_statement(Relation view);

// Whether a statement collects rows of the view's columns.
bool takes_rows_of(const load::feed_statement& statement, Relation view);

void take_row(load::feed_statement& statement, Relation view, HeapTuple row, core::column_set left_out,
              const FmgrInfo* insert);

// Loads the rows of a statement, each part by itself.
void load_statement(Relation view, load::feed_statement& statement);

}  // namespace forecast_warehouse::customize
