#include "schema_export/catalog_queries.hpp"

#include <string_view>

#include <fmt/format.h>

// Schemas of users are in the search_path while these run, so every name has its schema.

namespace forecast_warehouse::schema_export {
namespace {

// The types of the columns, with those that they are made of.
constexpr std::string_view used_types = R"(
WITH RECURSIVE used (oid) AS (
    SELECT a.atttypid FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid {eq} ANY ($1) AND a.attnum {gt} 0 AND NOT a.attisdropped
    UNION
    SELECT x.oid FROM used AS u JOIN pg_catalog.pg_type AS t ON t.oid {eq} u.oid
    CROSS JOIN LATERAL (VALUES (t.typelem), (t.typbasetype)) AS x (oid) WHERE x.oid {ne} 0::pg_catalog.oid),
made AS (
    SELECT t.* FROM used AS u JOIN pg_catalog.pg_type AS t ON t.oid {eq} u.oid
    JOIN pg_catalog.pg_namespace AS n ON n.oid {eq} t.typnamespace
    WHERE t.typtype {eq} ANY ('{{e,d}}') AND n.nspname {ne} ALL ('{{pg_catalog,information_schema}}')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid {eq} 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid {eq} t.oid
        AND d.deptype {eq} 'e')))";

// Whether a rule, a check or a default calls a function of the extension.
constexpr std::string_view calls_extension = R"(
EXISTS (SELECT FROM pg_catalog.pg_depend AS y
    JOIN pg_catalog.pg_depend AS e ON e.classid {eq} y.refclassid AND e.objid {eq} y.refobjid
    WHERE y.classid {eq} 'pg_catalog.{catalog}'::pg_catalog.regclass AND y.objid {eq} {object}
    AND y.refclassid {eq} 'pg_catalog.pg_proc'::pg_catalog.regclass
    AND e.deptype {eq} 'e' AND e.refclassid {eq} 'pg_catalog.pg_extension'::pg_catalog.regclass
    AND e.refobjid {eq} $2))";

// {eq} and the like become operators of the server.
std::string with_operators(std::string_view sql, std::string_view catalog = {},
                           std::string_view object = {}) {
    return fmt::format(fmt::runtime(sql), fmt::arg("eq", "OPERATOR(pg_catalog.=)"),
                       fmt::arg("ne", "OPERATOR(pg_catalog.<>)"), fmt::arg("gt", "OPERATOR(pg_catalog.>)"),
                       fmt::arg("join", "OPERATOR(pg_catalog.||)"), fmt::arg("catalog", catalog),
                       fmt::arg("object", object));
}

}  // namespace

std::string query_of_schemas() {
    return with_operators(std::string(used_types) + R"(
SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_namespace AS n
WHERE n.oid {eq} ANY (ARRAY(
    SELECT c.relnamespace FROM pg_catalog.pg_class AS c WHERE c.oid {eq} ANY ($1)
    UNION SELECT t.typnamespace FROM made AS t))
ORDER BY 1)");
}

std::string query_of_tables() {
    return with_operators(R"(
SELECT c.oid, n.nspname, c.relname, c.relpersistence, c.relkind,
    pg_catalog.array_to_string(c.reloptions, ', '), pg_catalog.obj_description(c.oid, 'pg_class'),
    ARRAY(SELECT p.relname::pg_catalog.text FROM pg_catalog.pg_inherits AS i
        JOIN pg_catalog.pg_class AS p ON p.oid {eq} i.inhparent
        WHERE i.inhrelid {eq} c.oid AND p.oid {eq} ANY ($1) AND NOT c.relispartition ORDER BY i.inhseqno),
    ARRAY(SELECT p.relname::pg_catalog.text FROM pg_catalog.pg_inherits AS i
        JOIN pg_catalog.pg_class AS p ON p.oid {eq} i.inhparent
        WHERE i.inhrelid {eq} c.oid AND (p.oid {ne} ALL ($1) OR c.relispartition) ORDER BY i.inhseqno)
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid {eq} c.relnamespace
WHERE c.oid {eq} ANY ($1))");
}

std::string query_of_columns() {
    return with_operators(R"(
SELECT a.attrelid, a.attname, a.atttypid, a.atttypmod::pg_catalog.int8,
    pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
    (SELECT k.conname FROM pg_catalog.pg_constraint AS k WHERE k.conrelid {eq} a.attrelid
        AND k.contype {eq} 'n' AND a.attnum {eq} ANY (k.conkey)),
    pg_catalog.pg_get_expr(d.adbin, d.adrelid), )" +
                              std::string(calls_extension) + R"(,
    a.attgenerated, a.attidentity,
    CASE WHEN a.attcollation {ne} t.typcollation THEN pg_catalog.quote_ident(cn.nspname) {join} '.'
        {join} pg_catalog.quote_ident(co.collname) END,
    (SELECT s.relname FROM pg_catalog.pg_depend AS x
        JOIN pg_catalog.pg_class AS s ON s.oid {eq} x.refobjid AND s.relkind {eq} 'S'
        WHERE x.classid {eq} 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND x.objid {eq} d.oid
        AND x.refclassid {eq} 'pg_catalog.pg_class'::pg_catalog.regclass
        UNION ALL SELECT s.relname FROM pg_catalog.pg_depend AS x
        JOIN pg_catalog.pg_class AS s ON s.oid {eq} x.objid AND s.relkind {eq} 'S'
        WHERE x.classid {eq} 'pg_catalog.pg_class'::pg_catalog.regclass
        AND x.refclassid {eq} 'pg_catalog.pg_class'::pg_catalog.regclass
        AND x.refobjid {eq} a.attrelid AND x.refobjsubid {eq} a.attnum AND x.deptype {eq} 'i' LIMIT 1),
    a.attislocal, pg_catalog.col_description(a.attrelid, a.attnum)
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid {eq} a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid {eq} a.attrelid AND d.adnum {eq} a.attnum
LEFT JOIN pg_catalog.pg_collation AS co ON co.oid {eq} a.attcollation
LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid {eq} co.collnamespace
WHERE a.attrelid {eq} ANY ($1) AND a.attnum {gt} 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)",
                          "pg_attrdef", "d.oid");
}

std::string query_of_constraints() {
    return with_operators(R"(
SELECT k.conrelid, k.conname, k.contype, pg_catalog.pg_get_constraintdef(k.oid),
    ARRAY(SELECT a.attname::pg_catalog.text
        FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (number, ordinal)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid {eq} k.conrelid AND a.attnum {eq} u.number
        ORDER BY u.ordinal),
    t.relname, k.confrelid {eq} ANY ($1),
    ARRAY(SELECT a.attname::pg_catalog.text
        FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (number, ordinal)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid {eq} k.confrelid AND a.attnum {eq} u.number
        ORDER BY u.ordinal),
    k.confdeltype, k.confupdtype, COALESCE(i.indnullsnotdistinct, false), )" +
                              std::string(calls_extension) + R"(,
    k.conislocal, pg_catalog.obj_description(k.oid, 'pg_constraint')
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_class AS t ON t.oid {eq} k.confrelid
LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid {eq} k.conindid AND k.contype {eq} 'u'
WHERE k.conrelid {eq} ANY ($1) AND k.contype {eq} ANY ('{{p,u,f,c,x}}')
ORDER BY k.conrelid, pg_catalog.strpos('pucxf', k.contype::pg_catalog.text), k.conname)",
                          "pg_constraint", "k.oid");
}

std::string query_of_indexes() {
    return with_operators(R"(
SELECT i.indrelid, c.relname, pg_catalog.pg_get_indexdef(c.oid, 0, true),
    ARRAY(SELECT COALESCE(a.attname::pg_catalog.text, '')
        FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS u (number, ordinal)
        LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid {eq} i.indrelid AND a.attnum {eq} u.number
        ORDER BY u.ordinal),
    i.indisunique, i.indnullsnotdistinct,
    m.amname {eq} 'btree' AND i.indexprs IS NULL AND i.indpred IS NULL AND i.indnkeyatts {eq} i.indnatts
        AND 0 {eq} ALL (i.indoption::pg_catalog.int2[]),
    pg_catalog.obj_description(c.oid, 'pg_class')
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid {eq} i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid {eq} c.relam
WHERE i.indrelid {eq} ANY ($1) AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conindid {eq} i.indexrelid AND k.contype {eq} ANY ('{{p,u,x}}'))
ORDER BY i.indrelid, c.relname)");
}

std::string query_of_sequences() {
    return with_operators(R"(
SELECT c.relname, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart,
    pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT'),
    CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT')
        THEN pg_catalog.pg_sequence_last_value(c.oid) END,
    s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, t.relname, a.attname,
    COALESCE(o.deptype {eq} 'i', false), pg_catalog.obj_description(c.oid, 'pg_class')
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid {eq} s.seqrelid
LEFT JOIN pg_catalog.pg_depend AS o ON o.classid {eq} 'pg_catalog.pg_class'::pg_catalog.regclass
    AND o.objid {eq} s.seqrelid AND o.refclassid {eq} 'pg_catalog.pg_class'::pg_catalog.regclass
    AND o.refobjid {eq} ANY ($1) AND o.refobjsubid {gt} 0 AND o.deptype {eq} ANY ('{{a,i}}')
LEFT JOIN pg_catalog.pg_class AS t ON t.oid {eq} o.refobjid
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid {eq} o.refobjid AND a.attnum {eq} o.refobjsubid
WHERE o.objid IS NOT NULL OR EXISTS (SELECT FROM pg_catalog.pg_depend AS y
    JOIN pg_catalog.pg_attrdef AS d ON d.oid {eq} y.objid
    WHERE y.classid {eq} 'pg_catalog.pg_attrdef'::pg_catalog.regclass
    AND y.refclassid {eq} 'pg_catalog.pg_class'::pg_catalog.regclass AND y.refobjid {eq} s.seqrelid
    AND d.adrelid {eq} ANY ($1))
ORDER BY c.relname)");
}

std::string query_of_types() {
    return with_operators(std::string(used_types) + R"(
SELECT t.oid, t.typname, t.typtype,
    CASE WHEN t.typtype {eq} 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,
    t.typdefault, t.typnotnull,
    ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid {eq} t.oid
        ORDER BY e.enumsortorder), pg_catalog.obj_description(t.oid, 'pg_type')
FROM made AS t ORDER BY t.typtype DESC, t.oid)");
}

std::string query_of_domain_checks() {
    return with_operators(std::string(used_types) + R"(
SELECT k.contypid, k.conname, pg_catalog.pg_get_constraintdef(k.oid), )" +
                              std::string(calls_extension) + R"(
FROM pg_catalog.pg_constraint AS k JOIN made AS t ON t.oid {eq} k.contypid
WHERE k.contype {eq} 'c' ORDER BY k.contypid, k.conname)",
                          "pg_constraint", "k.oid");
}

}  // namespace forecast_warehouse::schema_export
