-- The same tables as JSON, for programs that look for each part in an export.
SELECT json_agg(json_build_object(
    'name', c.relname, 'comment', obj_description(c.oid, 'pg_class'),
    'columns', (SELECT json_agg(json_build_object(
        'name', a.attname, 'type', t.typname, 'kind', t.typtype, 'modifier', a.atttypmod,
        'precision', CASE WHEN t.typname = 'numeric' AND a.atttypmod >= 0 THEN ((a.atttypmod - 4) >> 16) & 65535 END,
        'scale', CASE WHEN t.typname = 'numeric' AND a.atttypmod >= 0 THEN (a.atttypmod - 4) & 2047 END,
        'length', CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod >= 0 THEN a.atttypmod - 4 END,
        'not_null', a.attnotnull, 'generated', a.attgenerated <> '', 'comment', col_description(c.oid, a.attnum),
        'numbered', a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%') ORDER BY a.attnum)
        FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'constraints', (SELECT coalesce(json_agg(json_build_object(
        'name', k.conname, 'kind', k.contype, 'target', (SELECT r.relname FROM pg_class AS r WHERE r.oid = k.confrelid),
        'columns', (SELECT json_agg(a.attname ORDER BY u.o) FROM unnest(k.conkey) WITH ORDINALITY AS u (n, o)
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.n),
        'target_columns', (SELECT json_agg(a.attname ORDER BY u.o) FROM unnest(k.confkey) WITH ORDINALITY AS u (n, o)
            JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.n))), '[]')
        FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c')),
    'indexes', (SELECT coalesce(json_agg(i.relname), '[]') FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
        WHERE x.indrelid = c.oid AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')))))
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'custom') AND c.relkind = 'r';
