-- Functions that somebody else may have replaced.
-- refused: hand_over(regclass) is called and was not created
-- refused: f(text) is called and was not created
-- refused: f(unknown) is called and was not created
-- refused: g(integer) is called and was not created
-- refused: h(?) is called and was not created
SELECT @extschema@.hand_over('@extschema@.t'::pg_catalog.regclass);
CREATE FUNCTION @extschema@.f(number integer) RETURNS void LANGUAGE c AS 'MODULE_PATHNAME', 'f';
SELECT @extschema@.f(1);
SELECT @extschema@.f('one'::pg_catalog.text);
SELECT @extschema@.f('one');
CREATE TABLE @extschema@.t (id integer);
INSERT INTO @extschema@.t (id) VALUES (@extschema@.g(1));
ALTER TABLE @extschema@.t ADD CONSTRAINT c CHECK (@extschema@.h(id));
