-- A string that is cast to an object's type holds names.
-- refused: relation "store" must be qualified
-- refused: function "f" must be qualified
-- refused: type "own_type" must be qualified
SELECT pg_catalog.pg_extension_config_dump('store', '');
SELECT 'f(integer)'::pg_catalog.regprocedure;
SELECT '@extschema@.f(own_type)'::regprocedure;
