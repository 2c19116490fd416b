#include "postgres/pinned_relation.hpp"

#include <cstring>

namespace forecast_warehouse::postgres {
namespace {

Oid pinned = InvalidOid;
const char* pinned_sql = nullptr;
post_parse_analyze_hook_type next_hook = nullptr;

// The functions below run when the server has looked up the names of a statement, and raise as C does.

bool may_find(Oid relation) {
    return relation == pinned || get_rel_namespace(relation) == PG_CATALOG_NAMESPACE;
}

void check_names(const Query* query) {
    for (int position = 0; position < list_length(query->rtable); ++position) {
        const auto* entry = static_cast<const RangeTblEntry*>(list_nth(query->rtable, position));
        if (entry->rtekind == RTE_RELATION && !may_find(entry->relid)) {
            ereport(ERROR, (errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
                            errmsg("relation \"%s\" was replaced by another one with the same name",
                                   get_rel_name(entry->relid)),
                            errhint("Its schema was renamed meanwhile. Run the statement again.")));
        }
        if (entry->rtekind == RTE_SUBQUERY) {
            check_names(entry->subquery);
        }
    }
}

void after_analysis(ParseState* state, Query* query, JumbleState* jumble) {
    if (next_hook != nullptr) {
        next_hook(state, query, jumble);
    }
    if (OidIsValid(pinned) && state->p_sourcetext != nullptr &&
        std::strcmp(state->p_sourcetext, pinned_sql) == 0) {
        check_names(query);
    }
}

}  // namespace

pinned_relation::pinned_relation(Oid relation, const std::string& sql) noexcept
    : outer_relation_(pinned), outer_sql_(pinned_sql) {
    pinned = relation;
    pinned_sql = sql.c_str();
}

pinned_relation::~pinned_relation() {
    pinned = outer_relation_;
    pinned_sql = outer_sql_;
}

void check_pinned_relations() {
    next_hook = post_parse_analyze_hook;
    post_parse_analyze_hook = after_analysis;
}

}  // namespace forecast_warehouse::postgres
