-- Values of users' own columns are the same whichever writer the load has: past the executor, or by SQL. A third answer is
-- computed here row by row.
SET client_min_messages = warning;
\set VERBOSITY terse
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
CREATE SCHEMA team;
SET search_path = team, fw;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) SELECT 'S' || i, 'Store' FROM generate_series(1, 4) AS i;
INSERT INTO product_feed (sku, name) SELECT 'P' || i, 'Product' FROM generate_series(1, 5) AS i;
SELECT add_column('sales_daily', 'flag', 'boolean'),
    add_column('sales_daily', 'grade', 'varchar(4)', "default" => '''B'''),
    add_column('sales_daily', 'rate', 'numeric(8,2)'), add_column('sales_daily', 'code', 'char(3)'),
    add_column('sales_daily', 'tags', 'text[]'),
    add_column('sales_daily', 'seats', 'integer', "default" => '0', not_null => true);

-- Forty loads of rows in no order: some columns, some of them NULL, each row of a load with a grain of its own
SELECT setseed(0.6);
CREATE TABLE given AS
SELECT load, row_number() OVER (PARTITION BY load ORDER BY random()) AS number, date '2024-01-01' + d AS date, 'S' || s AS store_code, 'P' || p AS sku,
    1 + (random() * 2)::int AS quantity, CASE WHEN random() < 0.6 THEN random() < 0.5 END AS flag,
    (ARRAY['A', 'B', 'CCCC', NULL])[1 + (random() * 3)::int] AS grade, CASE WHEN random() < 0.6 THEN round((random() * 100)::numeric, 3) END AS rate,
    CASE WHEN random() < 0.3 THEN ARRAY['x', (random() * 3)::int::text] END AS tags, (random() * 2)::int AS seats, (ARRAY['x', 'xyz', NULL])[1 + (random() * 2)::int] AS code
FROM generate_series(1, 40) AS load, generate_series(0, 4) AS d, generate_series(1, 4) AS s, generate_series(1, 5) AS p
WHERE random() < 0.3 OR load = 40;

-- The columns of a load, and whether stored rows stay
CREATE TABLE loads AS
SELECT load, (ARRAY['flag', 'flag,grade', 'rate,tags', 'flag,grade,rate,tags,seats', 'seats,code', 'code,tags,grade'])[1 + load % 6] AS columns, load % 7 = 3 AS gives_way
FROM generate_series(1, 40) AS load;

CREATE FUNCTION run_loads(writer text) RETURNS TABLE (date date, store_code text, sku text, quantity numeric, flag boolean, grade text, rate numeric, tags text[], seats integer, code text)
LANGUAGE plpgsql AS $$
DECLARE
    l loads;
BEGIN
    DELETE FROM sales_daily;
    PERFORM set_config('forecast_warehouse.writer', writer, true);
    FOR l IN SELECT * FROM loads ORDER BY load LOOP
        EXECUTE format('INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, %1$s)
            SELECT date, store_code, sku, quantity, 2, %1$s FROM given WHERE load = %2$s ORDER BY number %3$s',
            l.columns, l.load, CASE WHEN l.gives_way THEN 'ON CONFLICT DO NOTHING' END);
    END LOOP;
    RETURN QUERY SELECT f.date, f.store_code::text, f.sku::text, f.quantity, f.flag, f.grade::text, f.rate, f.tags, f.seats, a.code || '.' FROM sales_daily_custom_feed f
        JOIN sales_daily_all a ON a.date = f.date AND a.store_id = substr(f.store_code, 2)::int AND a.product_id = substr(f.sku, 2)::int;
END $$;

-- Row by row: a value that a load gives replaces the one before, unless rows stay
CREATE TABLE expected (date date, store_code text, sku text, quantity numeric, flag boolean, grade text, rate numeric, tags text[], seats integer, code text, PRIMARY KEY (date, store_code, sku));
DO $$
DECLARE
    g record;
    e expected;
BEGIN
    FOR g IN SELECT * FROM given JOIN loads USING (load) ORDER BY load LOOP
        SELECT * INTO e FROM expected x WHERE (x.date, x.store_code, x.sku) = (g.date, g.store_code, g.sku);
        CONTINUE WHEN FOUND AND g.gives_way;
        IF NOT FOUND THEN
            e := (g.date, g.store_code, g.sku, g.quantity, NULL, 'B', NULL, NULL, 0, NULL);
        END IF;
        e.quantity := g.quantity;
        IF g.columns ~ 'flag' THEN e.flag := g.flag; END IF;
        IF g.columns ~ 'grade' THEN e.grade := g.grade; END IF;
        IF g.columns ~ 'rate' THEN e.rate := round(g.rate, 2); END IF;
        IF g.columns ~ 'tags' THEN e.tags := g.tags; END IF;
        IF g.columns ~ 'code' THEN e.code := g.code::char(3) || '.'; END IF;
        IF g.columns ~ 'seats' THEN e.seats := g.seats; END IF;
        DELETE FROM expected x WHERE (x.date, x.store_code, x.sku) = (g.date, g.store_code, g.sku);
        INSERT INTO expected SELECT e.*;
    END LOOP;
END $$;
CREATE TABLE directly AS SELECT * FROM run_loads('direct');
SELECT DISTINCT writer FROM load_batch WHERE target = 'sales_daily';
SELECT count(*) > 80 AS most_have_values, count(*) FILTER (WHERE s.id IS NULL) AS orphans FROM sales_daily_custom c LEFT JOIN sales_daily s USING (id);
CREATE TABLE by_sql AS SELECT * FROM run_loads('sql');
SELECT count(*) AS rows, count(flag) > 20 AS flags, count(DISTINCT grade) AS grades, count(tags) > 20 AS tags FROM expected;
SELECT count(*) AS directly FROM ((TABLE directly EXCEPT ALL TABLE expected) UNION ALL (TABLE expected EXCEPT ALL TABLE directly)) AS x;
SELECT count(*) AS by_sql FROM ((TABLE by_sql EXCEPT ALL TABLE expected) UNION ALL (TABLE expected EXCEPT ALL TABLE by_sql)) AS x;

-- Values that no row of its own would show too need none. A second load writes nothing
SET forecast_warehouse.writer = direct;
DELETE FROM sales_daily;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, grade, seats) VALUES ('2024-02-01', 'S1', 'P1', 1, 1, 'B', 0), ('2024-02-02', 'S1', 'P1', 1, 1, 'C', 0);
SELECT s.date, c.grade FROM sales_daily_custom c JOIN sales_daily s USING (id);
CREATE TEMP TABLE before AS SELECT ctid AS place, xmin::text AS written_by, id FROM sales_daily_custom;
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, grade, seats) VALUES ('2024-02-01', 'S1', 'P1', 1, 1, 'B', 0), ('2024-02-02', 'S1', 'P1', 1, 1, 'C', 0);
SELECT count(*) AS rows, count(*) FILTER (WHERE c.ctid = b.place AND c.xmin::text = b.written_by) AS same FROM sales_daily_custom c LEFT JOIN before b USING (id);
-- A value for a row that is stored and does not change
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, grade) VALUES ('2024-02-01', 'S1', 'P1', 1, 1, 'A');
SELECT inserted, updated, unchanged FROM load_batch ORDER BY id DESC LIMIT 1;
SELECT date, grade FROM sales_daily_all ORDER BY date;
-- A trigger of the team's is called, so the load goes by SQL
CREATE TABLE seen (grade text);
CREATE FUNCTION note_grade() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO team.seen VALUES (NEW.grade); RETURN NEW; END $$;
CREATE TRIGGER note_grade BEFORE INSERT OR UPDATE ON sales_daily_custom FOR EACH ROW EXECUTE FUNCTION note_grade();
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, grade) VALUES ('2024-02-03', 'S1', 'P1', 1, 1, 'D'), ('2024-02-02', 'S1', 'P1', 1, 1, 'E');
TABLE seen ORDER BY grade;
DROP TRIGGER note_grade ON sales_daily_custom;
-- A unique index of the team's is kept
CREATE UNIQUE INDEX one_grade ON sales_daily_custom (grade);
INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, grade) VALUES ('2024-02-04', 'S1', 'P1', 1, 1, 'D');
SELECT date, grade FROM sales_daily_all ORDER BY date;
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA team, fw CASCADE;
