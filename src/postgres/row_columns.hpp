#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// For p_post_columnref_hook of the server's parser: a column of one row by its name. The hook's state is the
// row's TupleDesc. No table of the server has a dropped column with a name.
inline Node* find_row_column(ParseState* state, ColumnRef* reference, Node* found) {
    if (found != nullptr || list_length(reference->fields) != 1 ||
        !IsA(linitial(reference->fields), String)) {
        return nullptr;
    }
    auto* row = static_cast<TupleDesc>(state->p_ref_hook_state);
    const char* name = strVal(linitial(reference->fields));
    for (int column = 0; column < row->natts; ++column) {
        Form_pg_attribute attribute = TupleDescAttr(row, column);
        if (!attribute->attisdropped && strcmp(NameStr(attribute->attname), name) == 0) {
            return reinterpret_cast<Node*>(makeVar(1, static_cast<AttrNumber>(column + 1),
                                                   attribute->atttypid, attribute->atttypmod,
                                                   attribute->attcollation, 0));
        }
    }
    return nullptr;
}

}  // namespace forecast_warehouse::postgres
