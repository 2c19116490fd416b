-- Code that the lint does not read, or that runs as its owner under the path of its caller.
-- refused: a DO block is not allowed
-- refused: SECURITY DEFINER must come with SET search_path
-- refused: SECURITY DEFINER must come with SET search_path
-- refused: language plperl is not allowed
-- refused: EXECUTE is not allowed
-- refused: EXECUTE is a statement that the lint does not know
-- refused: SET is not allowed
-- refused: must be WITH (security_invoker = true)
-- refused: VACUUM is a statement that the lint does not know
-- refused: CHECK is an option of domains that the lint does not know
DO $$ BEGIN NULL; END $$;
CREATE FUNCTION @extschema@.f() RETURNS void LANGUAGE c SECURITY DEFINER AS 'MODULE_PATHNAME', 'f';
ALTER FUNCTION @extschema@.f() SECURITY DEFINER;
CREATE FUNCTION @extschema@.g() RETURNS void LANGUAGE plperl AS $$ BEGIN NULL; END $$;
EXECUTE format('DROP TABLE %I', 'x');
SET search_path = evil;
CREATE VIEW @extschema@.v AS SELECT 1 AS one;
VACUUM;
CREATE DOMAIN @extschema@.d AS text CHECK (value ~ 'x');
