-- Functions that somebody else may have replaced, or put into the place of another.
-- refused: a script calls helpers in pg_catalog only
-- refused: hand_over(regclass) is called and was not created
-- refused: fw_g(integer) is called and was not created
-- refused: fw_f(text) is called and was not created
-- refused: fw_f(unknown) is called and was not created
-- refused: g(integer) is called and was not created
-- refused: h(?) is called and was not created
SELECT @extschema@.hand_over('@extschema@.t'::pg_catalog.regclass);
SELECT pg_catalog.fw_g(1);
CREATE FUNCTION pg_catalog.fw_f(number integer) RETURNS void LANGUAGE c AS 'MODULE_PATHNAME', 'f';
SELECT pg_catalog.fw_f(1);
SELECT pg_catalog.fw_f('one'::pg_catalog.text);
SELECT pg_catalog.fw_f('one');
CREATE TABLE @extschema@.t (id integer);
INSERT INTO @extschema@.t (id) VALUES (@extschema@.g(1));
ALTER TABLE @extschema@.t ADD CONSTRAINT c CHECK (@extschema@.h(id));
DROP FUNCTION pg_catalog.fw_f(integer);
