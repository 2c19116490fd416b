#include "schema/catalog_queries.hpp"

#include <string>

// They run for the superuser of an update, too. So every name is qualified.

namespace forecast_warehouse::schema {
namespace {

// Relations that are members, and others of the extension's schema that have an expected name.
constexpr std::string_view relations = R"(
WITH rel AS (
    SELECT c.oid, c.relkind, c.relowner, c.relpersistence, c.reloptions, c.relacl, c.relnamespace, c.reltype,
        pg_catalog.quote_ident(c.relname) AS name, d.objid IS NOT NULL AS member,
        CASE c.relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
            ELSE 'table' END AS kind
    FROM pg_catalog.pg_class c
    LEFT JOIN pg_catalog.pg_depend d ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) c.oid AND d.objsubid OPERATOR(pg_catalog.=) 0
        AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e'
    WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,S,m,f}'::pg_catalog."char"[])
        AND (d.objid IS NOT NULL OR c.relnamespace OPERATOR(pg_catalog.=) $2 AND pg_catalog.quote_ident(c.relname) OPERATOR(pg_catalog.=) ANY ($3) AND NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_depend m JOIN pg_catalog.pg_class w ON w.oid OPERATOR(pg_catalog.=) m.objid
            WHERE m.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND m.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND m.refobjid OPERATOR(pg_catalog.=) $1
                AND m.deptype OPERATOR(pg_catalog.=) 'e' AND w.relname OPERATOR(pg_catalog.=) c.relname)))
)";

constexpr std::string_view of_relations = R"(SELECT rel.kind, rel.name::pg_catalog.text, x.aspect, x.value
FROM rel
CROSS JOIN LATERAL (VALUES
    ('schema', (SELECT pg_catalog.quote_ident(n.nspname)::pg_catalog.text FROM pg_catalog.pg_namespace n WHERE n.oid OPERATOR(pg_catalog.=) rel.relnamespace)),
    ('member', CASE WHEN rel.member THEN 'yes' ELSE 'no' END),
    ('owner', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(rel.relowner))::pg_catalog.text),
    ('persistence', CASE rel.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END),
    ('options', CASE rel.kind WHEN 'view' THEN pg_catalog.array_to_string(rel.reloptions, ', ') END),
    ('definition', CASE rel.kind WHEN 'view' THEN pg_catalog.pg_get_viewdef(rel.oid) END),
    ('columns', CASE rel.kind WHEN 'view' THEN (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) rel.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2) END),
    ('comment', pg_catalog.obj_description(rel.oid, 'pg_class')),
    ('dump', (SELECT pg_catalog.concat('registered ', k.condition) FROM pg_catalog.pg_extension e
        CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(e.extconfig), pg_catalog.unnest(e.extcondition)) AS k (relation, condition)
        WHERE e.oid OPERATOR(pg_catalog.=) $1 AND k.relation OPERATOR(pg_catalog.=) rel.oid LIMIT 1)),
    ('privileges of PUBLIC', (SELECT pg_catalog.string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type)
        FROM pg_catalog.aclexplode(coalesce(rel.relacl, pg_catalog.acldefault(CASE rel.relkind WHEN 'S' THEN 's' ELSE 'r' END::pg_catalog."char", rel.relowner))) a WHERE a.grantee OPERATOR(pg_catalog.=) 0::pg_catalog.oid)),
    ('missing privileges of the owner', CASE WHEN rel.relacl IS NOT NULL THEN (SELECT pg_catalog.string_agg(p.privilege_type, ', ' ORDER BY p.privilege_type)
        FROM (SELECT a.privilege_type FROM pg_catalog.aclexplode(pg_catalog.acldefault(CASE rel.relkind WHEN 'S' THEN 's' ELSE 'r' END::pg_catalog."char", rel.relowner)) a WHERE a.grantee OPERATOR(pg_catalog.=) rel.relowner AND a.privilege_type OPERATOR(pg_catalog.<>) 'MAINTAIN'
            EXCEPT SELECT a.privilege_type FROM pg_catalog.aclexplode(rel.relacl) a WHERE a.grantee OPERATOR(pg_catalog.=) rel.relowner) p) END),
    ('disabled triggers of foreign keys', (SELECT pg_catalog.count(*)::pg_catalog.text FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid OPERATOR(pg_catalog.=) rel.oid AND t.tgisinternal AND t.tgenabled OPERATOR(pg_catalog.<>) 'O' HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0::pg_catalog.int8)),
    ('parameters', (SELECT pg_catalog.format('AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s',
            pg_catalog.format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
            CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
        FROM pg_catalog.pg_sequence s WHERE s.seqrelid OPERATOR(pg_catalog.=) rel.oid)),
    ('owned by', (SELECT pg_catalog.concat(pg_catalog.quote_ident(t.relname), '.', pg_catalog.quote_ident(a.attname)) FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) d.refobjid
        JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) d.refobjid AND a.attnum OPERATOR(pg_catalog.=) d.refobjsubid
        WHERE rel.kind OPERATOR(pg_catalog.=) 'sequence' AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) rel.oid
            AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype OPERATOR(pg_catalog.=) ANY ('{a,i}'::pg_catalog."char"[]) LIMIT 1))
    ) AS x (aspect, value)
WHERE x.value IS NOT NULL
ORDER BY rel.member DESC, rel.oid)";

constexpr std::string_view of_columns =
    R"(SELECT 'column'::pg_catalog.text, pg_catalog.concat(rel.name, '.', pg_catalog.quote_ident(a.attname)), x.aspect, x.value
FROM rel
JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) rel.oid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef v ON v.adrelid OPERATOR(pg_catalog.=) rel.oid AND v.adnum OPERATOR(pg_catalog.=) a.attnum
JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
CROSS JOIN LATERAL (VALUES
    ('type', CASE rel.kind WHEN 'table' THEN pg_catalog.concat(pg_catalog.format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation OPERATOR(pg_catalog.<>) t.typcollation THEN pg_catalog.concat(' COLLATE ', a.attcollation::pg_catalog.regcollation) END) END),
    ('null', CASE WHEN rel.kind OPERATOR(pg_catalog.<>) 'table' THEN NULL WHEN a.attnotnull THEN 'NOT NULL' ELSE 'NULL' END),
    ('default', pg_catalog.concat(CASE WHEN a.attgenerated OPERATOR(pg_catalog.<>) '' THEN 'GENERATED ' END, pg_catalog.pg_get_expr(v.adbin, v.adrelid))),
    ('identity', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END),
    ('comment', pg_catalog.col_description(rel.oid, a.attnum::pg_catalog.int4))
    ) AS x (aspect, value)
WHERE rel.kind OPERATOR(pg_catalog.<>) 'sequence' AND x.value IS NOT NULL AND x.value OPERATOR(pg_catalog.<>) ''
ORDER BY rel.member DESC, rel.oid, a.attnum)";

constexpr std::string_view of_constraints =
    R"(SELECT 'constraint'::pg_catalog.text, pg_catalog.concat(rel.name, '.', pg_catalog.quote_ident(k.conname)), 'definition'::pg_catalog.text, pg_catalog.pg_get_constraintdef(k.oid)
FROM rel
JOIN pg_catalog.pg_constraint k ON k.conrelid OPERATOR(pg_catalog.=) rel.oid AND k.contype OPERATOR(pg_catalog.=) ANY ('{p,u,c,f,x}'::pg_catalog."char"[])
ORDER BY rel.member DESC, CASE k.contype WHEN 'f' THEN 1 ELSE 0 END, rel.oid, k.oid)";

constexpr std::string_view of_indexes =
    R"(SELECT 'index'::pg_catalog.text, pg_catalog.concat(rel.name, '.', pg_catalog.quote_ident(c.relname)), x.aspect, x.value
FROM rel
JOIN pg_catalog.pg_index i ON i.indrelid OPERATOR(pg_catalog.=) rel.oid
JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
LEFT JOIN pg_catalog.pg_constraint k ON k.conindid OPERATOR(pg_catalog.=) i.indexrelid AND k.contype OPERATOR(pg_catalog.=) ANY ('{p,u,x}'::pg_catalog."char"[]) AND k.conrelid OPERATOR(pg_catalog.=) rel.oid
CROSS JOIN LATERAL (VALUES
    ('definition', CASE WHEN k.oid IS NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid) END),
    ('state', CASE WHEN NOT (i.indisvalid AND i.indisready AND i.indislive) THEN 'invalid' END)
    ) AS x (aspect, value)
WHERE x.value IS NOT NULL
ORDER BY rel.member DESC, i.indexrelid)";

constexpr std::string_view of_triggers =
    R"(SELECT 'trigger'::pg_catalog.text, pg_catalog.concat(rel.name, '.', pg_catalog.quote_ident(t.tgname)), x.aspect, x.value
FROM rel
JOIN pg_catalog.pg_trigger t ON t.tgrelid OPERATOR(pg_catalog.=) rel.oid AND NOT t.tgisinternal
CROSS JOIN LATERAL (VALUES
    ('definition', pg_catalog.pg_get_triggerdef(t.oid)),
    ('enabled', CASE t.tgenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' ELSE 'always' END)
    ) AS x (aspect, value)
ORDER BY rel.member DESC, t.oid)";

constexpr std::string_view of_rules =
    R"(SELECT 'rule'::pg_catalog.text, pg_catalog.concat(rel.name, '.', pg_catalog.quote_ident(r.rulename)), 'definition'::pg_catalog.text, pg_catalog.pg_get_ruledef(r.oid)
FROM rel
JOIN pg_catalog.pg_rewrite r ON r.ev_class OPERATOR(pg_catalog.=) rel.oid AND r.rulename OPERATOR(pg_catalog.<>) '_RETURN'
ORDER BY rel.member DESC, r.oid)";

constexpr std::string_view of_functions =
    R"(SELECT 'function'::pg_catalog.text, pg_catalog.concat(pg_catalog.quote_ident(p.proname), '(', pg_catalog.oidvectortypes(p.proargtypes), ')'), x.aspect, x.value
FROM pg_catalog.pg_proc p
LEFT JOIN pg_catalog.pg_depend d ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) p.oid
    AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e'
CROSS JOIN LATERAL (VALUES
    ('schema', (SELECT pg_catalog.quote_ident(n.nspname)::pg_catalog.text FROM pg_catalog.pg_namespace n WHERE n.oid OPERATOR(pg_catalog.=) p.pronamespace)),
    ('member', CASE WHEN d.objid IS NOT NULL THEN 'yes' ELSE 'no' END),
    ('owner', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(p.proowner))::pg_catalog.text),
    ('definition', CASE WHEN p.prokind OPERATOR(pg_catalog.<>) 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END),
    ('comment', pg_catalog.obj_description(p.oid, 'pg_proc')),
    ('privileges of PUBLIC', (SELECT pg_catalog.string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type)
        FROM pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f'::pg_catalog."char", p.proowner))) a WHERE a.grantee OPERATOR(pg_catalog.=) 0::pg_catalog.oid)),
    ('missing privileges of the owner', CASE WHEN p.proacl IS NOT NULL THEN (SELECT pg_catalog.string_agg(p.privilege_type, ', ' ORDER BY p.privilege_type)
        FROM (SELECT a.privilege_type FROM pg_catalog.aclexplode(pg_catalog.acldefault('f'::pg_catalog."char", p.proowner)) a WHERE a.grantee OPERATOR(pg_catalog.=) p.proowner AND a.privilege_type OPERATOR(pg_catalog.<>) 'MAINTAIN'
            EXCEPT SELECT a.privilege_type FROM pg_catalog.aclexplode(p.proacl) a WHERE a.grantee OPERATOR(pg_catalog.=) p.proowner) p) END)
    ) AS x (aspect, value)
WHERE (d.objid IS NOT NULL AND p.pronamespace OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.regnamespace
        OR d.objid IS NULL AND p.pronamespace OPERATOR(pg_catalog.=) $2 AND pg_catalog.quote_ident(p.proname) OPERATOR(pg_catalog.=) ANY ($4))
    AND x.value IS NOT NULL
ORDER BY d.objid IS NULL, p.oid)";

// Newer servers make the row types of relations, and arrays, members too.
constexpr std::string_view of_types =
    R"(SELECT 'type'::pg_catalog.text, pg_catalog.quote_ident(t.typname)::pg_catalog.text, x.aspect, x.value
FROM pg_catalog.pg_type t
LEFT JOIN pg_catalog.pg_depend d ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) t.oid
    AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e'
CROSS JOIN LATERAL (VALUES
    ('schema', (SELECT pg_catalog.quote_ident(n.nspname)::pg_catalog.text FROM pg_catalog.pg_namespace n WHERE n.oid OPERATOR(pg_catalog.=) t.typnamespace)),
    ('member', CASE WHEN d.objid IS NOT NULL THEN 'yes' ELSE 'no' END),
    ('owner', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(t.typowner))::pg_catalog.text),
    ('definition', CASE t.typtype
        WHEN 'c' THEN (SELECT pg_catalog.concat('(', pg_catalog.string_agg(pg_catalog.concat(pg_catalog.quote_ident(a.attname), ' ', pg_catalog.format_type(a.atttypid, a.atttypmod)), ', '
                ORDER BY a.attnum), ')')
            FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) t.typrelid AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped)
        WHEN 'd' THEN pg_catalog.concat(pg_catalog.format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN ' NOT NULL' END,
            CASE WHEN t.typdefault IS NOT NULL THEN pg_catalog.concat(' DEFAULT ', t.typdefault) END,
            (SELECT pg_catalog.string_agg(pg_catalog.concat(' CONSTRAINT ', pg_catalog.quote_ident(k.conname), ' ', pg_catalog.pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
             FROM pg_catalog.pg_constraint k WHERE k.contypid OPERATOR(pg_catalog.=) t.oid AND k.contype OPERATOR(pg_catalog.=) 'c'))
        ELSE pg_catalog.concat('of kind ', t.typtype, ', ', t.typlen, ' bytes') END),
    ('comment', pg_catalog.obj_description(t.oid, 'pg_type'))
    ) AS x (aspect, value)
WHERE (d.objid IS NOT NULL OR t.typnamespace OPERATOR(pg_catalog.=) $2 AND pg_catalog.quote_ident(t.typname) OPERATOR(pg_catalog.=) ANY ($4))
    AND x.value IS NOT NULL
    AND (t.typrelid OPERATOR(pg_catalog.=) 0::pg_catalog.oid OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) t.typrelid AND c.relkind OPERATOR(pg_catalog.=) 'c'))
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray OPERATOR(pg_catalog.=) t.oid)
ORDER BY d.objid IS NULL, t.oid)";

constexpr std::string_view of_event_triggers =
    R"(SELECT 'event trigger'::pg_catalog.text, pg_catalog.quote_ident(t.evtname)::pg_catalog.text, x.aspect, x.value
FROM pg_catalog.pg_event_trigger t
LEFT JOIN pg_catalog.pg_depend d ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) t.oid
    AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e'
LEFT JOIN pg_catalog.pg_proc p ON p.oid OPERATOR(pg_catalog.=) t.evtfoid
CROSS JOIN LATERAL (VALUES
    ('member', CASE WHEN d.objid IS NOT NULL THEN 'yes' ELSE 'no' END),
    ('owner', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(t.evtowner))::pg_catalog.text),
    ('definition', pg_catalog.concat('ON ', t.evtevent,
        ' WHEN TAG IN (' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(tag), ', ') FROM pg_catalog.unnest(t.evttags) AS tag) OPERATOR(pg_catalog.||) ')',
        ' EXECUTE FUNCTION ', p.oid::pg_catalog.regproc, '()')),
    ('enabled', CASE t.evtenabled WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' ELSE 'always' END),
    ('comment', pg_catalog.obj_description(t.oid, 'pg_event_trigger'))
    ) AS x (aspect, value)
WHERE (d.objid IS NOT NULL OR p.pronamespace OPERATOR(pg_catalog.=) $2)
    AND x.value IS NOT NULL
ORDER BY t.oid)";

constexpr std::string_view of_other_members =
    R"(SELECT 'other object'::pg_catalog.text, pg_catalog.pg_describe_object(d.classid, d.objid, 0), 'member'::pg_catalog.text, 'yes'::pg_catalog.text
FROM pg_catalog.pg_depend d
WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e'
    AND d.classid OPERATOR(pg_catalog.<>) ALL (ARRAY['pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_event_trigger'::pg_catalog.regclass]::pg_catalog.oid[])
ORDER BY d.classid, d.objid)";

std::string of_part(std::string_view query) {
    return std::string(relations) + std::string(query);
}

}  // namespace

std::vector<std::string> catalog_queries() {
    return {of_part(of_relations),        of_part(of_columns),   of_part(of_constraints),
            of_part(of_indexes),          of_part(of_triggers),  of_part(of_rules),
            std::string(of_functions),    std::string(of_types), std::string(of_event_triggers),
            std::string(of_other_members)};
}

}  // namespace forecast_warehouse::schema
