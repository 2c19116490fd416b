-- A scan past the executor finds the rows that a SELECT finds, or it reads none. boundary_scan() sums the column value by it.
-- NULL means that the table needs a SELECT.
\pset null -
\set VERBOSITY terse
\getenv library FW_TEST_LIB
CREATE SCHEMA scan;
SET search_path = scan;
CREATE FUNCTION boundary_scan(regclass, int DEFAULT 1000000) RETURNS bigint LANGUAGE c STABLE STRICT AS :'library';
CREATE TABLE t (gone text, value int, between_them text, id int);
ALTER TABLE t DROP COLUMN gone;
INSERT INTO t (id, value, between_them) SELECT n, nullif(n, 7), repeat('x', n % 300) FROM generate_series(1, 5000) n;
CREATE VIEW both_ways AS SELECT sum(value) AS by_select, boundary_scan('t') AS by_scan FROM t;
TABLE both_ways;
-- With the statement's snapshot: own changes, rollbacks, and changes by a part of the statement itself.
BEGIN;
UPDATE t SET value = value + 1 WHERE id <= 1000;
DELETE FROM t WHERE id > 4000;
TABLE both_ways;
SAVEPOINT one;
TRUNCATE t;
TABLE both_ways;
ROLLBACK TO one;
TABLE both_ways;
WITH added AS (INSERT INTO t (id, value) SELECT 0, 1000000 FROM generate_series(1, 10) RETURNING 1)
SELECT count(*) AS added, (SELECT sum(value) FROM t) AS by_select, boundary_scan('t') AS by_scan FROM added;
TABLE both_ways;
ROLLBACK;
TABLE both_ways;
-- A column that came later, with a value for the rows that were there.
CREATE TABLE later (id int);
INSERT INTO later SELECT generate_series(1, 10);
ALTER TABLE later ADD COLUMN value int DEFAULT 5;
SELECT boundary_scan('later');
-- No more rows than are wanted; an error on the way ends the scan.
SELECT boundary_scan('later', 3);
UPDATE later SET value = -1 WHERE id = 10;
SELECT boundary_scan('later');
\echo :LAST_ERROR_SQLSTATE
DROP TABLE later;

--
-- Left to a SELECT
--
CREATE TABLE parent (id int, value int);
SELECT boundary_scan('parent') AS empty;
CREATE TABLE child () INHERITS (parent);
INSERT INTO child VALUES (1, 1);
SELECT boundary_scan('parent') AS with_a_child, boundary_scan('child') AS the_child;
CREATE TABLE parts (id int, value int) PARTITION BY LIST (id);
CREATE VIEW seen AS SELECT * FROM t;
CREATE MATERIALIZED VIEW kept AS SELECT * FROM t;
SELECT boundary_scan('parts') AS partitioned, boundary_scan('seen') AS of_a_view, boundary_scan('kept') AS of_a_materialized_view;
CREATE TABLE other_type (id int, value bigint);
CREATE TABLE missing (id int);
CREATE TABLE generated (id int, value int GENERATED ALWAYS AS (id * 2) STORED);
SELECT boundary_scan('other_type') AS other_type, boundary_scan('missing') AS missing, boundary_scan('generated') AS generated;
CREATE TABLE ruled (id int, value int);
CREATE RULE nothing AS ON INSERT TO ruled DO INSTEAD NOTHING;
SELECT boundary_scan('ruled') AS with_a_rule;
-- Rights on columns, and row-level security; the owner passes it unless forced to obey.
CREATE ROLE regress_fw_scanner;
GRANT USAGE ON SCHEMA scan TO regress_fw_scanner;
SET ROLE regress_fw_scanner;
SELECT boundary_scan('t') AS without_rights;
RESET ROLE;
GRANT SELECT (id, value) ON t TO regress_fw_scanner;
SET ROLE regress_fw_scanner;
SELECT boundary_scan('t') AS rights_on_columns;
RESET ROLE;
GRANT SELECT ON t TO regress_fw_scanner;
SET ROLE regress_fw_scanner;
SELECT boundary_scan('t') AS rights_on_the_table;
RESET ROLE;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY even_ids ON t USING (id % 2 = 0);
SELECT boundary_scan('t') AS of_the_owner;
SET ROLE regress_fw_scanner;
SELECT boundary_scan('t') AS under_a_policy;
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA scan CASCADE;
DROP ROLE regress_fw_scanner;
