#include "postgres/canonical.hpp"

#include <utility>

#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/row_columns.hpp"
#include "postgres/setting.hpp"

namespace forecast_warehouse::postgres {
namespace {

// The functions below run inside a guard: they own nothing.

// A parse of "a, b FROM t" is a SELECT too. An expression is one that has a single value and nothing else.
Node* only_value(const char* text) {
    List* parsed = raw_parser(text, RAW_PARSE_PLPGSQL_EXPR);
    Node* statement = list_length(parsed) == 1 ? linitial_node(RawStmt, parsed)->stmt : nullptr;
    if (statement != nullptr && IsA(statement, SelectStmt)) {
        auto* select = reinterpret_cast<SelectStmt*>(statement);
        List* values = select->targetList;
        select->targetList = NIL;
        if (equal(select, makeNode(SelectStmt)) && list_length(values) == 1 &&
            linitial_node(ResTarget, values)->name == nullptr) {
            return linitial_node(ResTarget, values)->val;
        }
    }
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("\"%s\" is not one expression", text)));
    pg_unreachable();
}

Node* analyse_condition(Oid table, const char* text) {
    ParseState* state = make_parsestate(nullptr);
    state->p_sourcetext = text;
    Relation relation = table_open(table, AccessShareLock);
    state->p_post_columnref_hook = find_row_column;
    state->p_ref_hook_state = RelationGetDescr(relation);
    Node* tree = transformExpr(state, only_value(text), EXPR_KIND_CHECK_CONSTRAINT);
    tree = coerce_to_boolean(state, tree, "CHECK");
    assign_expr_collations(state, tree);
    table_close(relation, NoLock);
    return tree;
}

Node* analyse_default(const char* text, Oid type, int modifier) {
    ParseState* state = make_parsestate(nullptr);
    state->p_sourcetext = text;
    Node* tree = transformExpr(state, only_value(text), EXPR_KIND_COLUMN_DEFAULT);
    const Oid given = exprType(tree);
    tree = coerce_to_target_type(state, tree, given, type, modifier, COERCION_ASSIGNMENT,
                                 COERCE_IMPLICIT_CAST, -1);
    if (tree == nullptr) {
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                        errmsg("default \"%s\" is of type %s, and the column of type %s", text,
                               format_type_be(given), format_type_be(type)),
                        errhint("Cast the default.")));
    }
    assign_expr_collations(state, tree);
    if (contain_mutable_functions(tree)) {
        ereport(ERROR, (errcode(ERRCODE_INVALID_OBJECT_DEFINITION),
                        errmsg("default \"%s\" does not give the same value each time", text),
                        errhint("Rows without a value of their own show the default. Use a constant, or an "
                                "expression of immutable functions.")));
    }
    return tree;
}

// The position of an error is one in the expression, and not in the statement of the client.
template <class Analyse>
Node* analyse(const std::string& text, Analyse analyse) {
    try {
        return guard(analyse);
    } catch (const pg_error& error) {
        ErrorData* data = error.data();
        if (data->cursorpos > 0) {
            const char* source = text.c_str();
            data->internalpos = data->cursorpos;
            data->cursorpos = 0;
            data->internalquery = guard([=] { return MemoryContextStrdup(error_memory(), source); });
        }
        throw;
    }
}

// Under the search_path of canonical texts, the server writes the schema of everything else.
template <class Write>
std::string with_schemas(Write write) {
    std::string text;
    with_canonical_settings([&] { text = guard(write); });
    return text;
}

// The server writes some expressions in another way when it has read its own text. It does so for IN over
// varchar: a cast of the array becomes casts of its elements. Two readings more give a text that stays.
template <class Read>
std::string settled(std::string text, Read read) {
    with_canonical_settings([&] {
        for (int times = 0; times < 2; ++times) {
            std::string again = read(text);
            if (again == text) {
                break;
            }
            text = std::move(again);
        }
    });
    return text;
}

std::string read_condition_once(Oid table, const std::string& text) {
    const char* source = text.c_str();
    Node* tree = analyse(text, [=] { return analyse_condition(table, source); });
    return with_schemas([=]() -> const char* {
        return deparse_expression(tree, deparse_context_for(get_rel_name(table), table), false, false);
    });
}

std::string read_default_once(const std::string& text, const canonical_type& type) {
    const char* source = text.c_str();
    const Oid wanted = type.type;
    const int modifier = type.modifier;
    Node* tree = analyse(text, [=] { return analyse_default(source, wanted, modifier); });
    return with_schemas([=]() -> const char* { return deparse_expression(tree, NIL, false, false); });
}

}  // namespace

canonical_type read_type(const std::string& text) {
    canonical_type found{};
    const char* name = text.c_str();
    Oid* type = &found.type;
    int* modifier = &found.modifier;
    guard([=] {
        auto* parsed = linitial_node(TypeName, raw_parser(name, RAW_PARSE_TYPE_NAME));
        if (parsed->setof) {
            ereport(ERROR, (errcode(ERRCODE_INVALID_TABLE_DEFINITION),
                            errmsg("column type \"%s\" cannot be a set", name)));
        }
        typenameTypeIdAndMod(nullptr, parsed, type, modifier);
    });
    found.text = type_text(found.type, found.modifier);
    return found;
}

std::string type_text(Oid type, int modifier) {
    return with_schemas([=] { return static_cast<const char*>(format_type_with_typemod(type, modifier)); });
}

std::string read_condition(Oid table, const std::string& text) {
    return settled(read_condition_once(table, text),
                   [table](const std::string& again) { return read_condition_once(table, again); });
}

std::string read_default(const std::string& text, const canonical_type& type) {
    return settled(read_default_once(text, type),
                   [&type](const std::string& again) { return read_default_once(again, type); });
}

}  // namespace forecast_warehouse::postgres
