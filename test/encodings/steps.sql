-- One encoding of the test every_encoding: checks version 1.2, and takes the database up, down and up again.
SET client_min_messages = error;
\i :views
SELECT (:digest) = :'expected_at_1_2' AS at_1_2 \gset
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT (:digest) = :'expected_at_1_4' AS at_1_4 \gset
DROP VIEW lines;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';
ALTER EXTENSION forecast_warehouse UPDATE TO '1.3';
\i :views
SELECT (:digest) = :'expected_at_1_3' AS again_at_1_3 \gset
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT (:digest) = :'expected_at_1_4' AS again_at_1_4 \gset
-- a load, a reject whose message is cut, and a feature table, with texts in the encoding
SELECT convert_from(:'letter', :'encoding') AS letter \gset
SELECT count(*) AS loaded FROM generate_calendar('2024-01-01', '2024-01-31') \gset
INSERT INTO store_feed (code, name) VALUES (:'letter', 'name');
INSERT INTO product_feed (sku, name) VALUES ('A-1', 'name');
SET forecast_warehouse.on_reject = quarantine;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    SELECT '2024-01-01'::date + n, :'letter', 'A-1', n, 2 FROM generate_series(1, 9) n;
INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2024-01-01', repeat(:'letter', 90), 'A-1', 1, 2);
SELECT message AS message FROM load_reject \gset
SELECT build_features('every_encoding.features', '2024-01-10', store_codes => ARRAY[:'letter']) AS features \gset
SELECT length(settings_hash) AS digits, position(repeat(:'letter', 60) || '...' IN convert_from(convert_to(:'message', :'encoding'), :'encoding')) > 0 AS cut
FROM feature_set WHERE settings -> 'store_codes' ->> 0 = :'letter' \gset
\qecho features: :features rows, :digits digits of settings_hash; the message is cut between letters: :cut
\qecho right at 1.2: :at_1_2, at 1.4: :at_1_4, again at 1.3: :again_at_1_3, and at 1.4: :again_at_1_4
\c :"home"
SET search_path = every_encoding;
DROP DATABASE :"database";
