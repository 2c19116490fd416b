-- Letters outside ASCII are escapes, in strings of a statement that the script's own helper runs.
-- refused: fw_run_escaped is called and was not created in this script
-- refused: fw_run_escaped must get a relation and one plain text
-- refused: fw_run_escaped takes escapes in strings with single quotes only
-- refused: = in SELECT, UPDATE must be written
-- refused: letter outside ASCII: write it as \u00FC in a statement of fw_run_escaped
-- refused: fw_run_escaped must be dropped at the end
SELECT pg_catalog.fw_run_escaped('@extschema@.store'::pg_catalog.regclass, $$ DELETE FROM @extschema@.store $$::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_run_escaped(relation regclass, statement text) RETURNS void
    LANGUAGE c AS 'MODULE_PATHNAME', 'fw_run_escaped';
SELECT pg_catalog.fw_run_escaped('@extschema@.store'::pg_catalog.regclass, 'UPDATE @extschema@.store SET name = ''G\u00FCemes''');
SELECT pg_catalog.fw_run_escaped('@extschema@.store'::pg_catalog.regclass, $$
    UPDATE @extschema@.store SET "n\u00FCme" = 'G\u00FCemes' $$::pg_catalog.text);
SELECT pg_catalog.fw_run_escaped('@extschema@.store'::pg_catalog.regclass, $$
    UPDATE @extschema@.store SET name = 'G\u00FCemes' WHERE name = 'x' $$::pg_catalog.text);
COMMENT ON TABLE @extschema@.store IS 'Güemes';
