-- backtest_folds(): days to train on and days to test on, one after the other.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null -
CREATE SCHEMA fw;
CREATE EXTENSION forecast_warehouse SCHEMA fw;
SET search_path = fw;

-- all days up to the cutoff, or as many as slide along
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', 28, 14);
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', 28, 14, 3, 60);
SELECT * FROM backtest_folds('2024-01-31', '2024-01-31', 7, 1);
-- test periods may overlap each other, but never their own training period
SELECT count(*) AS folds, bool_and(test_start > train_end) AS after_training, bool_and(test_end - test_start = 27) AS as_long, bool_and(train_end <= '2024-12-31') AS within,
       bool_and(train_end - train_start = 364) AS slides, count(*) FILTER (WHERE fold <> row) AS out_of_order
    FROM (SELECT *, row_number() OVER () AS row FROM backtest_folds('2024-01-01', '2024-12-31', 7, 28, 1, 365)) f;

-- arguments without a meaning
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', 28, 14, -1);
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', 0, 14);
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', 28, 0);
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', 28, 14, 0, 0);
SELECT * FROM backtest_folds('2024-03-31', '2024-01-31', 28, 14);
SELECT * FROM backtest_folds(NULL, '2024-01-31', 28, 14);
SELECT * FROM backtest_folds('2024-01-31', '2024-03-31', NULL, 14);
SELECT * FROM backtest_folds('2024-01-31', 'infinity', 28, 14);
SELECT * FROM backtest_folds('2024-01-31', '9999-12-31', 28, 14);

RESET search_path;
SET client_min_messages = warning;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA fw;
