#pragma once

#include <string>

#include "load/load.hpp"
#include "load/session.hpp"
#include "sources/file_reader.hpp"

namespace forecast_warehouse::sources {

// A relation with its schema, quoted. Raises where it does not exist.
std::string name_of(Oid relation);

// Whether the caller may load rows by a view that the caller does not insert into, and know how it reads a
// file.
bool may_use(Oid view);

// The source that a view belongs to. Raises for a view that no source has (55000).
source source_of_view(Oid extension_schema, Oid view);

// A reader of a source's view. Raises unless the view has the columns that the source needs, all of them text
// (42809).
std::shared_ptr<file_reader> reader_of(source from, Relation view);

// Begins an INSERT into the view.
void begin_statement(Oid extension_schema, Relation view);

// Whether a statement collects rows of the view, which may have changed since it began.
bool takes_rows_of(const load::feed_statement& statement, Relation view);

// Takes a row of an INSERT into the view. line: that of the file; 0 where it is not known.
void take_row(load::feed_statement& statement, Relation view, HeapTuple row, std::int64_t line,
              const FmgrInfo* insert);

// Loads the rows of an INSERT into the view, at its end.
void load_statement(Oid extension_schema, Relation view, load::feed_statement& statement);

// Loads the columns of a relation that have the names of the view's columns.
load::load_outcome load_relation(Oid extension_schema, Oid view, Oid relation);

// Loads a relation by a description that is not stored. Its columns are those of the relation, all of them
// texts.
load::load_outcome load_relation_as(source from, Oid extension_schema, Oid relation,
                                    const load::load_options& options);

}  // namespace forecast_warehouse::sources
