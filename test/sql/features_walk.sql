-- The example from a feed to a forecast runs, and its statements about folds and errors are true.
SET datestyle = 'ISO, YMD';
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CREATE SCHEMA features_walk;
CREATE EXTENSION forecast_warehouse SCHEMA features_walk;
SET search_path = features_walk;
-- The example is in the checkout, where the tests are started, or in FW_ROOT.
\getenv root FW_ROOT
\if :{?root} \else \set root . \endif
\set walk :root '/examples/features/walk.sql'

\set ECHO none
\i :walk
\set ON_ERROR_STOP off
\set ECHO all
SET client_min_messages = warning;

--
-- No fold tests on a day that it trained on, nor sees one in the features of a test day
--
SELECT count(*) AS forecasts, count(*) FILTER (WHERE t.date <= o.train_end) AS trained_on, count(*) FILTER (WHERE t.date - 7 > o.train_end) AS looked_too_far
FROM forecasts t JOIN folds o USING (fold);
-- forecasts and sales are the same
SELECT count(*) FILTER (WHERE t.quantity IS DISTINCT FROM p.quantity) AS different FROM forecasts t JOIN sales_panel(NULL, '2024-12-31') p USING (date, store_id, product_id);
-- the model is better than its two rivals on this chain
SELECT sum(abs(quantity - model)) < sum(abs(quantity - usual_day)) AS beats_usual_day, sum(abs(quantity - model)) < sum(abs(quantity - same_weekday_known)) AS beats_same_weekday FROM forecasts;

DISCARD TEMP;
RESET search_path;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA features_walk;
