-- The helper must be this script's own, and its text is read.
-- refused: fw_run_as_owner is called and was not created in this script
-- refused: must get a relation and one plain text
-- refused: must get a relation and one plain text
-- refused: function "now" must be qualified
-- refused: = in SELECT, UPDATE must be written
-- refused: relation "store" must be qualified
-- refused: a DO block is not allowed
-- refused: fw_run_as_owner must be dropped at the end
SELECT pg_catalog.fw_run_as_owner('@extschema@.calendar'::pg_catalog.regclass, $$ DELETE FROM @extschema@.calendar $$::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_run_as_owner(object regclass, command text) RETURNS void
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_run_as_owner';
SELECT pg_catalog.fw_run_as_owner('@extschema@.calendar'::pg_catalog.regclass, 'DELETE FROM @extschema@.calendar');
SELECT pg_catalog.fw_run_as_owner('@extschema@.calendar'::pg_catalog.regclass, 'DELETE FROM x' OPERATOR(pg_catalog.||) 'y');
SELECT pg_catalog.fw_run_as_owner('@extschema@.calendar'::pg_catalog.regclass, $$
    UPDATE @extschema@.calendar SET updated_at = now() WHERE year = 1;
    ALTER TABLE @extschema@.calendar ADD CONSTRAINT f FOREIGN KEY (date) REFERENCES store (id);
    DO 'x' $$::pg_catalog.text);
