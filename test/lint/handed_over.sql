-- What a script gave away, or what takes a parent's checks along, is not its own.
-- refused: t was not created in this script
-- refused: u was not created in this script
-- refused: child was not created in this script
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void LANGUAGE c AS 'MODULE_PATHNAME', 'fw_hand_over';
CREATE FUNCTION @extschema@.f(number integer) RETURNS integer LANGUAGE c AS 'MODULE_PATHNAME', 'f';
CREATE TABLE @extschema@.t (id integer);
INSERT INTO @extschema@.t (id) VALUES (@extschema@.f(1));
SELECT pg_catalog.fw_give_to_owner('@extschema@.t'::pg_catalog.regclass);
INSERT INTO @extschema@.t (id) VALUES (1);
CREATE TABLE @extschema@.u (id integer);
ALTER TABLE @extschema@.u OWNER TO @extowner@;
UPDATE @extschema@.u SET id = 1;
CREATE TABLE @extschema@.child (id integer) INHERITS (@extschema@.store);
INSERT INTO @extschema@.child (id) VALUES (1);
DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
