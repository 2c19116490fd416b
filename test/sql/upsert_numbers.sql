-- upsert_{table}(column, ...) with numbers of every type: each call finds one function, and nothing is rounded without a request.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE EXTENSION forecast_warehouse;
SELECT inserted FROM generate_calendar('2024-01-01', '2024-12-31');
INSERT INTO store_feed (code, name) VALUES ('S1', 'One');
INSERT INTO product_feed (sku, name) VALUES ('A', 'Apple');

-- Each function's arguments: n means a number, t a text, and the rest are literals.
CREATE TEMP TABLE forms (name text, arguments text[]);
INSERT INTO forms VALUES
    ('product', '{t:A,t:Apple,t:Fruit,t:Brand,n,n}'),
    ('sales_daily', '{d:2024-01-01,t:S1,t:A,n,n,n}'),
    ('sales_daily', '{d:2024-01-01,t:S1,t:A,n,n}'),
    ('price_history', '{t:A,t:S1,n,d:2024-01-01,d:2024-01-31}'),
    ('price_history', '{t:A,t:S1,n,d:2024-01-01}'),
    ('promotion', '{t:A,t:S1,t:Spring,n,n,d:2024-01-01,d:2024-01-31}'),
    ('inventory_snapshot_daily', '{d:2024-01-01,t:S1,t:A,n,n,true}'),
    ('inventory_snapshot_daily', '{d:2024-01-01,t:S1,t:A,n}'),
    ('sales_txn', '{t:R,n,d:2024-01-01,t:S1,t:A,n,n,n,t:me}'),
    ('sales_txn', '{t:R,n,d:2024-01-01,t:S1,t:A,n,n}'),
    ('weather_daily', '{d:2024-01-01,t:S1,n,n,n,n,n,t:rain}'),
    ('weather_daily', '{d:2024-01-01,t:S1,n,n}'),
    ('traffic_daily', '{d:2024-01-01,t:S1,n,n}');

-- Calls each form with every type for all its numbers, and for one of them beside other types. Texts and dates are literals,
-- or have a type. The value is 1 everywhere. Returns the number of failed calls, and other results.
CREATE FUNCTION pg_temp.call_all(OUT calls bigint, OUT failed bigint, OUT answers text, OUT example text) LANGUAGE plpgsql AS $$
DECLARE
    form record;
    kind text;
    beside text;
    at int;
    text_type text;
    list text;
    answer text;
BEGIN
    calls := 0; failed := 0; answers := '';
    FOR form IN SELECT f.name, f.arguments FROM forms f LOOP
        FOREACH kind IN ARRAY '{int2,int4,int8,float4,float8,numeric,unknown,plain}'::text[] LOOP
            FOREACH beside IN ARRAY '{int4,int8,float8,numeric,unknown}'::text[] LOOP
                FOREACH text_type IN ARRAY '{unknown,text,varchar,bpchar}'::text[] LOOP
                    FOR at IN 0 .. cardinality(form.arguments) LOOP
                        CONTINUE WHEN at > 0 AND form.arguments[at] <> 'n';
                        SELECT string_agg(CASE
                            WHEN a.a = 'n' THEN CASE CASE WHEN at IN (0, a.n) THEN kind ELSE beside END
                                WHEN 'unknown' THEN '''1''' WHEN 'plain' THEN '1' ELSE '1::' || CASE WHEN at IN (0, a.n) THEN kind ELSE beside END END
                            WHEN a.a LIKE 't:%' THEN quote_literal(substr(a.a, 3)) || CASE text_type WHEN 'unknown' THEN '' ELSE '::' || text_type END
                            WHEN a.a LIKE 'd:%' THEN quote_literal(substr(a.a, 3)) || CASE text_type WHEN 'text' THEN '::date' ELSE '' END
                            ELSE a.a END, ', ' ORDER BY a.n) FROM unnest(form.arguments) WITH ORDINALITY AS a (a, n) INTO list;
                        calls := calls + 1;
                        BEGIN
                            EXECUTE format('SELECT upsert_%s(%s)', form.name, list) INTO answer;
                            IF answers NOT LIKE '%' || answer || '%' THEN answers := answers || answer || ' '; END IF;
                        EXCEPTION WHEN OTHERS THEN
                            failed := failed + 1;
                            example := coalesce(example, format('upsert_%s(%s): %s', form.name, list, SQLERRM));
                        END;
                    END LOOP;
                END LOOP;
            END LOOP;
        END LOOP;
    END LOOP;
END $$;
SELECT * FROM pg_temp.call_all();
-- with the value 1 everywhere no call changes the row of the first one of its kind
SELECT (SELECT string_agg(format('%s %s', base_price, base_cost), ' ') FROM product) AS product, (SELECT string_agg(format('%s %s %s', quantity, unit_price, total_amount), ' ') FROM sales_daily) AS sales,
    (SELECT string_agg(price::text, ' ') FROM price_history) AS price, (SELECT string_agg(format('%s %s', discount_pct, discount_amount), ' ') FROM promotion) AS promotion, (SELECT string_agg(format('%s %s', on_hand_qty, on_order_qty), ' ') FROM inventory_snapshot_daily) AS stock,
    (SELECT string_agg(format('%s %s %s %s', line_no, quantity, unit_price, total_amount), ' ') FROM sales_txn) AS txn, (SELECT string_agg(format('%s %s %s %s %s', temp_min_c, temp_max_c, temp_avg_c, precipitation_mm, snow_mm), ' ') FROM weather_daily) AS weather,
    (SELECT string_agg(format('%s %s', visits, transactions), ' ') FROM traffic_daily) AS traffic;

--
-- Parameters without a type keep the types that they have had; so do literals and mixtures
--
PREPARE untyped AS SELECT upsert_sales_daily($1, $2, $3, $4, $5, $6);
PREPARE with_texts (date, text, text) AS SELECT upsert_sales_daily($1, $2, $3, $4, $5);
PREPARE with_varchars (date, varchar, varchar) AS SELECT upsert_sales_daily($1, $2, $3, $4, $5);
PREPARE with_quantity (unknown, unknown, unknown, int2) AS SELECT upsert_sales_daily($1, $2, $3, $4, $5);
PREPARE with_double (unknown, unknown, unknown, float8) AS SELECT upsert_sales_daily($1, $2, $3, $4, $5);
PREPARE with_numeric (unknown, unknown, unknown, numeric) AS SELECT upsert_sales_daily($1, $2, $3, $4, $5);
PREPARE of_product AS SELECT upsert_product($1, $2, $3, $4, $5, $6);
PREPARE of_prices AS SELECT upsert_price_history($1, $2, $3, $4, $5);
PREPARE of_promotions AS SELECT upsert_promotion($1, $2, $3, $4, $5, $6, $7);
PREPARE of_stock AS SELECT upsert_inventory_snapshot_daily($1, $2, $3, $4, $5, $6);
PREPARE of_lines AS SELECT upsert_sales_txn($1, $2, $3, $4, $5, $6, $7, $8, $9);
PREPARE of_weather AS SELECT upsert_weather_daily($1, $2, $3, $4, $5, $6, $7, $8);
PREPARE of_traffic AS SELECT upsert_traffic_daily($1, $2, $3, $4);
SELECT name, parameter_types FROM pg_prepared_statements ORDER BY name;
DEALLOCATE ALL;

--
-- A double counts as its shortest decimal number; money is rounded to the cent, as always
--
SELECT upsert_sales_daily('2024-01-02', 'S1', 'A', 3::float8, 0.1::float8 + 0.2::float8), upsert_sales_daily('2024-01-03', 'S1', 'A', 1e0::float8, 2.675::float8), upsert_sales_daily('2024-01-04', 'S1', 'A', 2::float4, 2.5::float4), upsert_sales_daily('2024-01-05', 'S1', 'A', 3.000::numeric, 1.005);
SELECT date, quantity, unit_price, total_amount FROM sales_daily WHERE date > '2024-01-01' ORDER BY date;
SET extra_float_digits = -15;
SELECT upsert_weather_daily('2024-01-02', 'S1', -12.34::float8, 1.25::float8);
RESET extra_float_digits;
SELECT temp_min_c, temp_max_c FROM weather_daily WHERE date = '2024-01-02';
-- a fraction: kept in a quantity, refused in a column of whole numbers, never rounded
SELECT upsert_traffic_daily('2024-01-06', 'S1', 3.5, 1);
SELECT upsert_traffic_daily('2024-01-06', 'S1', 3::float8, 2.5::float8);
SELECT upsert_traffic_daily('2024-01-06', 'S1', 'NaN'::float8, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 3.5, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 3.5::float8, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 3.5::float4, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', (0.1::float8 + 0.2::float8) * 10, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 'NaN'::float8, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', '-Infinity'::float8, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 'NaN'::numeric, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 1e300::float8, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 30000000000::float8, 1);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', -1::float8, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT upsert_sales_txn('R', 1.5, '2024-01-06', 'S1', 'A', 1, 1);
SELECT upsert_inventory_snapshot_daily('2024-01-06', 'S1', 'A', 1, 2.5::float8);
SELECT upsert_traffic_daily('2024-01-06', 'S1', 1, 2.5);
-- ... and money that is none
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 1, 'NaN'::float8);
SELECT upsert_sales_daily('2024-01-06', 'S1', 'A', 1, 'Infinity'::float8);
SELECT upsert_price_history('A', NULL, 1e12::float8, '2024-01-01');
-- NULL, names and defaults
SELECT upsert_sales_daily(date => '2024-01-06', store_code => 'S1', sku => 'A', quantity => 2::float8, total_amount => 5::float8), upsert_sales_daily('2024-01-07', 'S1', 'A', 2::float8, NULL, 6);
SELECT upsert_sales_daily('2024-01-08', 'S1', 'A', NULL::float8, 1);
-- a value of on_order_qty stays when the caller does not give it, with doubles too
SELECT upsert_inventory_snapshot_daily('2024-01-06', 'S1', 'A', 5, 7), upsert_inventory_snapshot_daily('2024-01-06', 'S1', 'A', 4::float8);
SELECT on_hand_qty, on_order_qty FROM inventory_snapshot_daily WHERE date = '2024-01-06';
SELECT date, quantity, unit_price, total_amount FROM sales_daily WHERE date > '2024-01-05' ORDER BY date;

--
-- From a relation: the same
--
CREATE TEMP TABLE staged (date date, store_code text, sku text, quantity numeric, unit_price float8);
INSERT INTO staged VALUES ('2024-02-01', 'S1', 'A', 3.000, 0.1), ('2024-02-02', 'S1', 'A', 1e3, 2.5), ('2024-02-03', 'S1', 'A', 120, 1);
SELECT inserted FROM upsert_sales_daily('staged');
ALTER TABLE staged ALTER COLUMN quantity TYPE float8;
SELECT unchanged FROM upsert_sales_daily('staged');
ALTER TABLE staged ALTER COLUMN quantity TYPE float4;
SELECT unchanged FROM upsert_sales_daily('staged');
SELECT date, quantity, unit_price FROM sales_daily WHERE date >= '2024-02-01' ORDER BY date;
INSERT INTO staged VALUES ('2024-02-04', 'S1', 'A', 3.5, 1);
SELECT upsert_sales_daily('staged');
ALTER TABLE staged ALTER COLUMN quantity TYPE numeric;
SELECT upsert_sales_daily('staged', on_reject => 'quarantine');
UPDATE staged SET quantity = 'NaN' WHERE quantity = 3.5;
SELECT upsert_sales_daily('staged');

SET forecast_warehouse.allow_data_loss = on;
SET client_min_messages = warning;
DROP EXTENSION forecast_warehouse;
