-- A second star is a second description. A module of the tests (test/boundary/second_star.cpp) describes its
-- dimensions, its reject codes and a feed of 49 columns at run time. The same engine loads them.
\set SHOW_CONTEXT never
\getenv library FW_TEST_LIB
CREATE SCHEMA orders;
SET search_path = orders;
CREATE FUNCTION boundary_load_orders(regnamespace, text, int[], text, text) RETURNS text LANGUAGE c STRICT AS :'library';
CREATE FUNCTION load(left_out int[] DEFAULT '{}', on_reject text DEFAULT 'error', on_duplicate text DEFAULT 'error')
RETURNS text BEGIN ATOMIC SELECT boundary_load_orders('orders', 'orders.source', left_out, on_reject, on_duplicate); END;
CREATE TABLE article (id serial PRIMARY KEY, number varchar(20) NOT NULL UNIQUE);
CREATE TABLE day (day date PRIMARY KEY);
CREATE TABLE channel (id serial PRIMARY KEY, code varchar(20) NOT NULL UNIQUE);
CREATE TABLE reseller (id serial PRIMARY KEY, code varchar(20) NOT NULL UNIQUE);
INSERT INTO article (id, number) SELECT 100 + n, 'A' || n FROM generate_series(1, 5) n;
INSERT INTO day SELECT '2025-01-01'::date + n FROM generate_series(0, 9) n;
INSERT INTO channel (id, code) VALUES (7, 'web'), (8, 'shop');
INSERT INTO reseller (id, code) VALUES (9, 'R1');
SELECT format('CREATE TABLE order_line (id serial PRIMARY KEY, order_no varchar(20) NOT NULL, line_no int NOT NULL,
    article_id int NOT NULL REFERENCES article, day date NOT NULL REFERENCES day, channel_id int NOT NULL REFERENCES channel,
    reseller_id int REFERENCES reseller, pieces int NOT NULL, price numeric(10,2), worth numeric(12,2), %s,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), UNIQUE (order_no, line_no))',
    string_agg(format('own_%s varchar(10)', to_char(n, 'FM00')), ', ' ORDER BY n)) AS ddl FROM generate_series(1, 40) n \gexec
SELECT format('CREATE TABLE source (number serial, order_no text, line_no bigint, article text, day date, channel text,
    reseller text, pieces bigint, price numeric, worth numeric, %s)',
    string_agg(format('own_%s text', to_char(n, 'FM00')), ', ' ORDER BY n)) AS ddl FROM generate_series(1, 40) n \gexec
ALTER TABLE source RENAME TO all_source;
SELECT format('CREATE VIEW source AS SELECT %s FROM all_source ORDER BY number',
    string_agg(attname, ', ' ORDER BY attnum)) FROM pg_attribute WHERE attrelid = 'all_source'::regclass AND attnum > 1 \gexec
CREATE VIEW lines AS
SELECT order_no, line_no, a.number AS article, l.day, c.code AS channel, r.code AS reseller, pieces, price, worth, own_01, own_39, own_40
FROM order_line l JOIN article a ON a.id = article_id JOIN channel c ON c.id = channel_id LEFT JOIN reseller r ON r.id = reseller_id
ORDER BY order_no, line_no;

-- keys are resolved, amounts derived
INSERT INTO source (order_no, line_no, article, day, channel, reseller, pieces, price, worth, own_01, own_39, own_40) VALUES
('O2', 1, 'A3', '2025-01-02', 'web', NULL, 2, 1.50, NULL, 'a', 'b', 'c'),
('O1', 1, 'A1', '2025-01-01', 'web', 'R1', 3, NULL, 9, 'd', 'e', 'f'),
('O1', 2, 'A2', '2025-01-01', 'shop', NULL, 1, 4, 4, 'g', 'h', 'i');
SELECT load();
TABLE lines;
SELECT load();

-- a column beyond the 32nd and beyond the 48th keeps its value where a row leaves it out, and loses it elsewhere
UPDATE all_source SET own_01 = NULL, own_39 = NULL, own_40 = NULL;
SELECT load('{48,49}');
TABLE lines;
-- the same by SQL: a trigger keeps the direct writer away
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER nothing BEFORE INSERT ON order_line FOR EACH ROW EXECUTE FUNCTION nothing();
UPDATE all_source SET own_01 = 'x', own_39 = 'y', own_40 = 'z';
SELECT load();
UPDATE all_source SET own_01 = NULL, own_39 = NULL, own_40 = NULL;
SELECT load('{48,49}');
TABLE lines;
DROP TRIGGER nothing ON order_line;

-- unknown keys have the codes and names of the description
TRUNCATE all_source;
INSERT INTO source (order_no, line_no, article, day, channel, reseller, pieces, price, own_40) VALUES
('O3', 1, 'A9', '2025-01-01', 'web', NULL, 1, 1, NULL),
('O3', 2, 'A1', '2026-01-01', 'web', NULL, 1, 1, NULL),
('O3', 3, 'A1', '2025-01-01', 'fax', NULL, 1, 1, NULL),
('O3', 4, 'A1', '2025-01-01', 'web', 'R2', 1, 1, NULL),
('O3', 5, 'A1', '2025-01-01', 'web', 'R1', -1, 1, NULL),
('O3', 6, 'A1', '2025-01-01', 'web', 'R1', 1, 1, 'longer than ten'),
('O3', 7, 'A1', '2025-01-01', 'web', 'R1', 1, 1, 'ok');
SELECT load();
SELECT load(on_reject => 'quarantine');
SELECT * FROM lines WHERE order_no = 'O3';

-- rows of one line add up: own_40 is that of the first row, the price that of the sum
TRUNCATE all_source;
INSERT INTO source (order_no, line_no, article, day, channel, pieces, price, own_40) VALUES
('O4', 1, 'A1', '2025-01-01', 'web', 1, 1, 'first'),
('O4', 1, 'A1', '2025-01-01', 'web', 3, 2, 'second'),
('O4', 2, 'A1', '2025-01-01', 'web', 1, 1, NULL),
('O4', 2, 'A2', '2025-01-01', 'web', 1, 1, NULL);
SELECT load(on_reject => 'quarantine', on_duplicate => 'sum');
SELECT * FROM lines WHERE order_no = 'O4';

\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA orders CASCADE;
RESET search_path;

-- a script makes the functions of a new feed by one pair of C functions, which find it by the name of theirs
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2025-01-01', '2025-01-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'one');
SELECT probin AS library FROM pg_proc WHERE proname = 'last_load' \gset
CREATE FUNCTION upsert_traffic_daily(source oid, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS load_result LANGUAGE c AS :'library', 'fw_upsert';
CREATE FUNCTION upsert_traffic_daily(date, varchar, visits bigint DEFAULT NULL, transactions bigint DEFAULT NULL)
    RETURNS text LANGUAGE c AS :'library', 'fw_upsert_row';
CREATE FUNCTION upsert_nothing(source oid, on_reject text DEFAULT NULL, on_duplicate text DEFAULT NULL)
    RETURNS load_result LANGUAGE c AS :'library', 'fw_upsert';
CREATE FUNCTION load_traffic(date, text, visits bigint) RETURNS text LANGUAGE c AS :'library', 'fw_upsert_row';
CREATE TABLE visitors AS SELECT '2025-01-01'::date + n AS date, 'S1' AS store_code, 10 * n AS visits FROM generate_series(1, 3) n;
SELECT inserted, updated, unchanged, rejected FROM upsert_traffic_daily('visitors'::regclass::oid);
SELECT upsert_traffic_daily('2025-01-02'::date, 'S1'::varchar, 11::bigint);
SELECT upsert_traffic_daily('2025-01-02'::date, 'S1'::varchar, 11::bigint);
SELECT date, visits, transactions FROM traffic_daily ORDER BY date;
SELECT upsert_nothing('visitors'::regclass::oid);
SELECT load_traffic('2025-01-02', 'S1', 11);
DROP FUNCTION upsert_traffic_daily(oid, text, text), upsert_traffic_daily(date, varchar, bigint, bigint), upsert_nothing, load_traffic;
DROP TABLE visitors;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
