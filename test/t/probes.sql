-- All that an application, a user or a dump can see of a warehouse and of users' objects around it. Each fact is a line,
-- its kind first. Names replace oids, so that databases can be compared.
-- :without is an array of columns whose values are left out of the rows.
SET search_path = '';
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
SET extra_float_digits = 1;
SET row_security = off;
\set ours 'n.nspname !~ \'^pg_\' AND n.nspname <> \'information_schema\''
-- row types and arrays exist with their tables and types
\set row_types '(SELECT c.reltype FROM pg_class c WHERE c.relkind <> \'c\')'
\set listed_type 't.typcategory <> \'A\' AND t.oid NOT IN :row_types'

SELECT concat_ws(' ', 'extension', e.extname, e.extversion, e.extowner::regrole, e.extnamespace::regnamespace,
        e.extrelocatable)
    FROM pg_extension e;
SELECT concat_ws(' ', 'member', pg_describe_object(d.classid, d.objid, d.objsubid))
    FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'forecast_warehouse';
SELECT concat_ws(' ', 'dumped', x.relation::regclass, quote_literal(x.condition))
    FROM pg_extension e, ROWS FROM (unnest(e.extconfig), unnest(e.extcondition)) x (relation, condition);

SELECT concat_ws(' ', 'relation', c.relkind, c.oid::regclass, c.relowner::regrole, c.relpersistence, c.relreplident,
        m.amname, c.reloptions::text, 'row security', c.relrowsecurity, c.relforcerowsecurity)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am m ON m.oid = c.relam WHERE :ours;
-- Options that begin with pg_ are the server's own marks.
SELECT concat_ws(' ', 'column', c.oid::regclass, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum),
        quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), nullif(a.attcollation, 0)::regcollation,
        CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(v.adbin, v.adrelid), a.attidentity,
        a.attgenerated, a.attstorage, a.attcompression,
        (SELECT string_agg(o, ' ') FROM unnest(a.attoptions) o WHERE o !~ '^pg_'))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
    WHERE :ours AND c.relkind NOT IN ('i', 'S') AND a.attnum > 0 AND NOT a.attisdropped;
SELECT concat_ws(' ', 'constraint', nullif(k.conrelid, 0)::regclass, k.conname, pg_get_constraintdef(k.oid), 'valid',
        k.convalidated, nullif(k.conindid, 0)::regclass)
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE :ours;
SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), 'primary', i.indisprimary, 'valid', i.indisvalid,
        i.indisready, 'clustered', i.indisclustered)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE :ours;
SELECT concat_ws(' ', 'view', c.oid::regclass, regexp_replace(pg_get_viewdef(c.oid), '\s+', ' ', 'g'))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE :ours AND c.relkind IN ('v', 'm');
-- A foreign key's triggers bear oids in their names.
SELECT concat_ws(' ', 'trigger', c.oid::regclass,
        CASE WHEN t.tgisinternal THEN concat_ws(' ', k.conname, t.tgtype, t.tgfoid::regproc)
            ELSE pg_get_triggerdef(t.oid) END, 'enabled', t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint WHERE :ours;
SELECT concat_ws(' ', 'event trigger', t.evtname, t.evtevent, t.evttags::text, t.evtfoid::regprocedure,
        t.evtowner::regrole, t.evtenabled)
    FROM pg_event_trigger t;
SELECT concat_ws(' ', 'policy', p.polrelid::regclass, p.polname, p.polpermissive, p.polcmd, p.polroles::regrole[]::text,
        pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p;
SELECT concat_ws(' ', 'function', f.oid::regprocedure, f.proowner::regrole, CASE f.prokind
        WHEN 'a' THEN (SELECT to_jsonb(a) - 'aggfnoid' FROM pg_aggregate a WHERE a.aggfnoid = f.oid)::text
        ELSE regexp_replace(pg_get_functiondef(f.oid), '\s+', ' ', 'g') END)
    FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE :ours;
SELECT concat_ws(' ', 'type', t.typtype, t.oid::regtype, t.typowner::regrole)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE :ours AND :listed_type;
SELECT concat_ws(' ', 'schema', n.nspname, n.nspowner::regrole)
    FROM pg_namespace n WHERE :ours;
SELECT concat_ws(' ', 'comment', pg_describe_object(d.classoid, d.objoid, d.objsubid), 'is', d.description)
    FROM pg_description d WHERE d.objoid >= 16384;

-- No privileges on record mean the default ones.
SELECT concat_ws(' ', 'privilege', o.name, CASE p.grantee WHEN 0 THEN 'public' ELSE p.grantee::regrole::text END,
        string_agg(p.privilege_type || CASE WHEN p.is_grantable THEN '*' ELSE '' END, ', ' ORDER BY p.privilege_type),
        'by', p.grantor::regrole)
    FROM (SELECT c.oid::regclass::text,
                coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE :ours AND c.relkind NOT IN ('i', 'c')
        UNION ALL SELECT c.oid::regclass || '.' || a.attname, a.attacl
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE :ours AND NOT a.attisdropped
        UNION ALL SELECT f.oid::regprocedure::text, coalesce(f.proacl, acldefault('f', f.proowner))
            FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE :ours
        UNION ALL SELECT t.oid::regtype::text, coalesce(t.typacl, acldefault('T', t.typowner))
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE :ours AND :listed_type
        UNION ALL SELECT 'schema ' || n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner))
            FROM pg_namespace n WHERE :ours) o (name, acl)
    CROSS JOIN LATERAL aclexplode(o.acl) p GROUP BY o.name, p.grantee, p.grantor;
-- A dump leaves out the rows of these that it takes for the extension's own.
SELECT concat_ws(' ', 'initial privileges', pg_describe_object(i.classoid, i.objoid, i.objsubid), i.initprivs::text)
    FROM pg_init_privs i LEFT JOIN pg_class c ON i.classoid = 'pg_class'::regclass AND c.oid = i.objoid AND i.objsubid = 0
    WHERE i.objoid >= 16384 AND i.initprivs IS DISTINCT FROM
        acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner);

SELECT concat_ws(' ', 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin,
        s.seqmax, s.seqcache, s.seqcycle, 'of', d.refobjid::regclass || '.' || a.attname)
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE :ours;
SELECT format('SELECT concat_ws('' '', ''id'', %1$L, s.last_value, s.is_called) FROM %1$s s', c.oid::regclass)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE :ours AND c.relkind = 'S' \gexec
SELECT format('SELECT concat_ws('' '', ''row'', %1$L, to_jsonb(r) - %2$L::text[]) FROM ONLY %1$s r',
        c.oid::regclass, :'without')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE :ours AND c.relkind IN ('r', 'm') \gexec
