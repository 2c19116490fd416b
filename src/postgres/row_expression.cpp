#include "postgres/row_expression.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/row_columns.hpp"
#include "postgres/setting.hpp"

namespace forecast_warehouse::postgres {
namespace {

constexpr const char* allowed_hint =
    "An expression uses the columns of the file, constants, and functions and operators of pg_catalog that "
    "are not volatile and do not show the server, on text, numbers, days, times and truth values. Anything "
    "else can be done by a view, which load_source() loads.";

[[noreturn]] void refuse(const char* what) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("%s is not allowed", what),
                    errhint("%s", allowed_hint)));
    pg_unreachable();
}

// The functions below run inside a guard: they own nothing.

// A parse of "a, b FROM t" is a SELECT too. Only one value without a name, and nothing else, is an
// expression.
Node* only_value(List* parsed) {
    Node* statement = list_length(parsed) == 1 ? linitial_node(RawStmt, parsed)->stmt : nullptr;
    if (statement == nullptr || !IsA(statement, SelectStmt)) {
        refuse("a statement");
    }
    const auto* select = reinterpret_cast<SelectStmt*>(statement);
    if (select->distinctClause != NIL || select->intoClause != nullptr || select->fromClause != NIL ||
        select->whereClause != nullptr || select->groupClause != NIL || select->havingClause != nullptr ||
        select->windowClause != NIL || select->valuesLists != NIL || select->sortClause != NIL ||
        select->limitOffset != nullptr || select->limitCount != nullptr || select->lockingClause != NIL ||
        select->withClause != nullptr || select->op != SETOP_NONE || list_length(select->targetList) != 1) {
        refuse("a query");
    }
    const auto* value = linitial_node(ResTarget, select->targetList);
    if (value->name != nullptr || value->indirection != NIL) {
        refuse("a name for a value");
    }
    return value->val;
}

bool has_star(List* parts) {
    ListCell* cell = nullptr;
    foreach (cell, parts) {
        if (IsA(lfirst(cell), A_Star)) {
            return true;
        }
    }
    return false;
}

bool is_plain_type(Oid type) {
    switch (type) {
        case BOOLOID:
        case INT2OID:
        case INT4OID:
        case INT8OID:
        case FLOAT4OID:
        case FLOAT8OID:
        case NUMERICOID:
        case TEXTOID:
        case VARCHAROID:
        case BPCHAROID:
        case UNKNOWNOID:
        case DATEOID:
        case TIMEOID:
        case TIMESTAMPOID:
        case TIMESTAMPTZOID:
        case INTERVALOID:
        case TEXTARRAYOID:
        case INT4ARRAYOID:
            return true;
        default:
            return false;
    }
}

// A name of a schema before a name, other than pg_catalog.
bool has_other_schema(List* name) {
    const int parts = list_length(name);
    return parts > 1 && strcmp(strVal(list_nth(name, parts - 2)), "pg_catalog") != 0;
}

[[noreturn]] void refuse_type(Oid type) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("type %s is not allowed", format_type_be(type)), errhint("%s", allowed_hint)));
    pg_unreachable();
}

// The analysis reads a constant by the input function of its type. For a range or an array over a domain,
// that runs the code of the domain's maker.
void refuse_names(Node* node) {
    if (IsA(node, TypeName)) {
        const Oid type = LookupTypeNameOid(nullptr, reinterpret_cast<TypeName*>(node), true);
        if (OidIsValid(type) && !is_plain_type(type)) {
            refuse_type(type);
        }
    } else if (IsA(node, FuncCall)) {
        List* name = reinterpret_cast<FuncCall*>(node)->funcname;
        if (has_other_schema(name)) {
            ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                            errmsg("function %s is not allowed", NameListToString(name)),
                            errhint("%s", allowed_hint)));
        }
    } else if (IsA(node, A_Expr) && has_other_schema(reinterpret_cast<A_Expr*>(node)->name)) {
        refuse("this operator or cast");
    }
}

// Refuses what must not be analysed: a subquery would lock tables, and the server expects no star here.
bool refuse_parts(Node* node, void* context) {
    if (node == nullptr) {
        return false;
    }
    if (IsA(node, SubLink)) {
        refuse("a subquery");
    }
    if ((IsA(node, ColumnRef) && has_star(reinterpret_cast<ColumnRef*>(node)->fields)) ||
        (IsA(node, A_Indirection) && has_star(reinterpret_cast<A_Indirection*>(node)->indirection))) {
        refuse("a star");
    }
    refuse_names(node);
    return walk_raw(node, refuse_parts, context);
}

// Stable functions that show the server, or the one who loads. pg_input_is_valid() even runs the code of a
// type.
bool looks_around(Oid function) {
    constexpr std::array prefixes{"pg_", "has_", "inet_", "txid_", "current_setting", "row_security_active"};
    const char* name = get_func_name(function);
    return name == nullptr || std::any_of(prefixes.begin(), prefixes.end(), [name](const char* prefix) {
               return strncmp(name, prefix, strlen(prefix)) == 0;
           });
}

bool is_refused(Oid function, void* /*context*/) {
    if (function >= FirstUnpinnedObjectId || get_func_retset(function)) {
        return true;
    }
    const char volatility = func_volatile(function);
    return volatility == PROVOLATILE_VOLATILE || (volatility == PROVOLATILE_STABLE && looks_around(function));
}

void check_node(Node* node) {
    switch (nodeTag(node)) {
        case T_Var:
        case T_Const:
        case T_FuncExpr:
        case T_NamedArgExpr:
        case T_OpExpr:
        case T_DistinctExpr:
        case T_NullIfExpr:
        case T_ScalarArrayOpExpr:
        case T_BoolExpr:
        case T_RelabelType:
        case T_CoerceViaIO:
        case T_CaseExpr:
        case T_CaseTestExpr:
        case T_ArrayExpr:
        case T_CoalesceExpr:
        case T_MinMaxExpr:
        case T_NullTest:
        case T_BooleanTest:
        case T_SubscriptingRef:
        case T_CollateExpr:
            break;
        case T_SQLValueFunction:
            refuse("a function of the session");
        default:
            refuse("this kind of expression");
    }
    if (!is_plain_type(exprType(node))) {
        refuse_type(exprType(node));
    }
    if (check_functions_in_node(node, is_refused, nullptr)) {
        const Oid function = IsA(node, FuncExpr) ? reinterpret_cast<FuncExpr*>(node)->funcid : InvalidOid;
        if (OidIsValid(function)) {
            ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                            errmsg("function %s is not allowed", format_procedure(function)),
                            errhint("%s", allowed_hint)));
        }
        refuse("this operator or cast");
    }
}

bool check_tree(Node* node, void* context) {
    if (node == nullptr) {
        return false;
    }
    // The parts of a list and of CASE have no type.
    if (!IsA(node, List) && !IsA(node, CaseWhen)) {
        check_node(node);
    }
    return walk_analysed(node, check_tree, context);
}

Node* analyse(const char* text, TupleDesc row) {
    check_stack_depth();
    Node* raw = only_value(raw_parser(text, RAW_PARSE_PLPGSQL_EXPR));
    refuse_parts(raw, nullptr);
    ParseState* state = make_parsestate(nullptr);
    state->p_sourcetext = text;
    state->p_post_columnref_hook = find_row_column;
    state->p_ref_hook_state = row;
    Node* tree = transformExpr(state, raw, EXPR_KIND_OTHER);
    if (state->p_hasAggs || state->p_hasWindowFuncs || state->p_hasTargetSRFs || state->p_hasSubLinks) {
        refuse("an aggregate, a window or a set");
    }
    if (exprType(tree) == UNKNOWNOID) {
        tree = coerce_to_target_type(state, tree, UNKNOWNOID, TEXTOID, -1, COERCION_IMPLICIT,
                                     COERCE_IMPLICIT_CAST, -1);
    }
    assign_expr_collations(state, tree);
    check_tree(tree, nullptr);
    free_parsestate(state);
    return tree;
}

bool mark_column(Node* node, void* context) {
    if (node == nullptr) {
        return false;
    }
    if (IsA(node, Var)) {
        static_cast<bool*>(context)[reinterpret_cast<Var*>(node)->varattno - 1] = true;
        return false;
    }
    return walk_analysed(node, mark_column, context);
}

std::vector<int> columns_of(Node* tree, int count) {
    std::vector<int> columns;
    const auto read = std::make_unique<bool[]>(static_cast<std::size_t>(count));
    bool* flags = read.get();
    guard([=] { mark_column(tree, flags); });
    for (int column = 0; column < count; ++column) {
        if (flags[column]) {
            columns.push_back(column);
        }
    }
    return columns;
}

}  // namespace

row_expression analyse_row_expression(const std::string& text, TupleDesc row) {
    row_expression found;
    with_setting("search_path", "pg_catalog, pg_temp", [&] {
        const char* source = text.c_str();
        try {
            found.tree = guard([=] { return analyse(source, row); });
        } catch (const pg_error& error) {
            // Its position is one in the expression, and not in the statement of the client.
            ErrorData* data = error.data();
            data->internalpos = data->cursorpos;
            data->cursorpos = 0;
            data->internalquery = data->internalpos > 0
                                      ? guard([=] { return MemoryContextStrdup(error_memory(), source); })
                                      : nullptr;
            throw;
        }
    });
    found.type = guard([&] { return exprType(found.tree); });
    found.columns = columns_of(found.tree, row->natts);
    return found;
}

row_expression cast_row_expression(const row_expression& from, Oid type) {
    row_expression to = from;
    to.tree = guard([&]() -> Node* {
        if (type == TEXTOID) {
            return coerce_to_target_type(nullptr, from.tree, from.type, type, -1, COERCION_EXPLICIT,
                                         COERCE_EXPLICIT_CAST, -1);
        }
        return coerce_to_target_type(nullptr, from.tree, from.type, type, -1, COERCION_ASSIGNMENT,
                                     COERCE_IMPLICIT_CAST, -1);
    });
    to.type = to.tree == nullptr ? InvalidOid : type;
    return to;
}

}  // namespace forecast_warehouse::postgres
