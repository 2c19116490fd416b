-- The installed version, its schema, the default version and the version asked for, one field per line. Three fields more
-- say whether that version exists, how it compares (-1 older, 0 installed, 1 newer), and the steps there.
SET search_path = pg_catalog;
WITH asked AS (
    SELECT a.installed_version, n.nspname, a.default_version, coalesce(nullif(:'version', ''), a.default_version) AS target
    FROM pg_available_extensions a
    LEFT JOIN pg_extension e ON e.extname = a.name
    LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE a.name = 'forecast_warehouse'
)
SELECT f.field
FROM asked a
LEFT JOIN pg_extension_update_paths('forecast_warehouse') p ON p.source = a.installed_version AND p.target = a.target
CROSS JOIN LATERAL (
    SELECT string_to_array(a.target, '.')::integer[] AS target, string_to_array(a.installed_version, '.')::integer[] AS installed
) AS v
CROSS JOIN LATERAL (VALUES
    (1, a.installed_version::text),
    (2, a.nspname::text),
    (3, a.default_version),
    (4, a.target),
    (5, EXISTS (SELECT FROM pg_available_extension_versions x WHERE x.name = 'forecast_warehouse' AND x.version = a.target)::text),
    (6, CASE WHEN v.target < v.installed THEN '-1' WHEN v.target > v.installed THEN '1' WHEN v.target = v.installed THEN '0' END),
    (7, replace(p.path, '--', ' -> '))
) AS f (place, field)
ORDER BY f.place;
