-- Statements that take over an object that waits.
-- refused: CREATE OR REPLACE of view v is not allowed
-- refused: CREATE OR REPLACE of function f is not allowed
-- refused: IF NOT EXISTS is not allowed
-- refused: ALTER EXTENSION is known for DROP only
CREATE OR REPLACE VIEW @extschema@.v WITH (security_invoker = true) AS SELECT 1 AS one;
CREATE OR REPLACE FUNCTION @extschema@.f() RETURNS void LANGUAGE c AS 'MODULE_PATHNAME', 'f';
CREATE TABLE IF NOT EXISTS @extschema@.t (id integer);
ALTER EXTENSION forecast_warehouse ADD TABLE @extschema@.t;
