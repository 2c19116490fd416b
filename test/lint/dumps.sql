-- A condition of a dump runs as the role that dumps.
-- refused: a condition for dumps is not allowed
-- refused: must be called with two plain strings
SELECT pg_catalog.pg_extension_config_dump('@extschema@.store', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.store'::pg_catalog.regclass, '');
