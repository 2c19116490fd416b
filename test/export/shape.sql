-- The shape of all tables in the schemas public and custom, a line each part, without the names of schemas.
-- calls_extension: whether a check or a default calls a function of the extension; these are left out.
SET search_path = public, custom;
CREATE TEMPORARY VIEW the_tables AS
SELECT c.oid, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'custom') AND c.relkind IN ('r', 'p');
CREATE FUNCTION pg_temp.calls_extension(catalog regclass, object oid) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM pg_depend AS y JOIN pg_depend AS e ON e.classid = y.refclassid AND e.objid = y.refobjid
        WHERE y.classid = catalog AND y.objid = object AND y.refclassid = 'pg_proc'::regclass AND e.deptype = 'e') $$;
SELECT concat_ws('|', 'table', t.relname, c.relpersistence, c.reloptions::text, obj_description(t.oid, 'pg_class'))
FROM the_tables AS t JOIN pg_class AS c ON c.oid = t.oid ORDER BY 1;
SELECT concat_ws('|', 'column', t.relname, a.attnum::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
    a.attgenerated::text, a.attidentity::text, a.attislocal::text, a.attinhcount::text, a.attcollation::regcollation::text,
    a.attstorage::text, pg_get_expr(d.adbin, d.adrelid), col_description(t.oid, a.attnum))
FROM the_tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
ORDER BY t.relname, a.attnum;
SELECT concat_ws('|', 'constraint', t.relname, k.conname, k.contype::text, pg_get_constraintdef(k.oid), k.condeferrable::text,
    k.condeferred::text, k.convalidated::text, k.conislocal::text, k.coninhcount::text, obj_description(k.oid, 'pg_constraint'))
FROM the_tables AS t JOIN pg_constraint AS k ON k.conrelid = t.oid
WHERE NOT pg_temp.calls_extension('pg_constraint', k.oid) ORDER BY 1;
SELECT concat_ws('|', 'index', t.relname, pg_get_indexdef(i.indexrelid, 0, true), i.indisunique::text, i.indisprimary::text,
    obj_description(i.indexrelid, 'pg_class'))
FROM the_tables AS t JOIN pg_index AS i ON i.indrelid = t.oid ORDER BY 1;
SELECT concat_ws('|', 'inherits', i.inhrelid::regclass, i.inhparent::regclass, i.inhseqno::text)
FROM the_tables AS t JOIN pg_inherits AS i ON i.inhrelid = t.oid ORDER BY 1;
SELECT concat_ws('|', 'sequence', c.relname, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
    s.seqcache, s.seqcycle::text, d.refobjid::regclass, d.refobjsubid, d.deptype::text)
FROM pg_sequence AS s JOIN pg_class AS c ON c.oid = s.seqrelid
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
    AND d.deptype IN ('a', 'i') ORDER BY 1;
SELECT concat_ws('|', 'type', t.typname, t.typtype::text, format_type(t.typbasetype, t.typtypmod), t.typdefault, t.typnotnull::text,
    (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid),
    (SELECT string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), ',' ORDER BY k.conname) FROM pg_constraint AS k
        WHERE k.contypid = t.oid))
FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
WHERE n.nspname IN ('public', 'custom') AND t.typtype IN ('e', 'd')
AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY 1;
