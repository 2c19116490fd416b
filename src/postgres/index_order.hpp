#pragma once

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Whether a column of a B-tree index sorts as its type does by default; runs inside a guard.
inline bool has_default_order(Relation index, int column) {
    const Oid type = index->rd_opcintype[column];
    return index->rd_opfamily[column] == lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
}

}  // namespace forecast_warehouse::postgres
