-- Holiday rules that would take minutes or gigabytes: each function is cancelled at once, or refused.
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
CREATE EXTENSION forecast_warehouse;
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('ONE', 'Every other day', '01-01*366 on(mon,wed,fri)');
INSERT INTO holiday_rule (calendar, name, rule) SELECT 'MANY', 'Holiday ' || i, '01-01*366 on(mon,wed,fri)' FROM generate_series(1, 200) i;
INSERT INTO holiday_rule (calendar, name, rule) SELECT 'BETWEEN', 'Bridge ' || i, 'between_holidays' FROM generate_series(1, 300) i;
INSERT INTO holiday_rule (calendar, name, rule) VALUES ('BETWEEN', 'Every other day', '01-01*366 on(mon,wed,fri)');


--
-- Cancelled. The server starts the clock with each statement of a client.
--
SET work_mem = '1GB';
SET statement_timeout = '100ms';
\set VERBOSITY terse
SELECT clock_timestamp() AS started \gset
SELECT count(*) FROM holidays('MANY', '0001-01-01', '9999-12-31');
SELECT count(*) FROM calendar_days('MANY', '0001-01-01', '9999-12-31');
SELECT count(*) FROM calendar_days('ONE', '0001-01-01', '9999-12-31');
SELECT generate_calendar('0001-01-01', '9999-12-31', 'ONE');
SELECT generate_calendar('0001-01-01', '9999-12-31', 'MANY');
SELECT generate_calendar('0001-01-01', '9999-12-31');
SELECT business_days_between('0001-01-01', '9999-12-31', 'BETWEEN');
SELECT add_business_days('2024-01-01', 3000000, 'MANY');
SELECT business_days_between('0001-01-01', '9999-12-31', 'MANY');
SELECT count(*) FROM backtest_folds('0001-01-01', '9998-12-31', 1, 1);
SELECT count(*) FROM generate_demo_data(10000, 100000, '2015-01-01', '2024-12-31');
SET statement_timeout = 0;
SELECT clock_timestamp() - :'started' < interval '11 s' AS in_time;

--
-- Refused: the days of one year and those around it take more than the memory
--
SET work_mem = '4MB';
SET hash_mem_multiplier = 1;
\set VERBOSITY default
SELECT count(*) FROM holidays('MANY', '2024-01-01', '2024-12-31');
\set VERBOSITY terse
SELECT count(*) FROM calendar_days('MANY', '0001-01-01', '9999-12-31');
SELECT generate_calendar('0001-01-01', '9999-12-31', 'MANY');
SELECT is_business_day('2024-01-01', 'MANY');
SELECT add_business_days('2024-01-01', 1, 'MANY');
SELECT business_days_between('0001-01-01', '9999-12-31', 'MANY');
SELECT count(*) FROM calendar;
-- and more rows than fit
INSERT INTO holiday_date (calendar, date, name) SELECT 'DATES', '2024-01-01'::date + i % 100, 'Holiday ' || i FROM generate_series(1, 20000) i;
SELECT is_business_day('2024-01-01', 'DATES');
-- with more memory it is answered
SET work_mem = '64MB';
SELECT count(*) FROM holidays('MANY', '2024-01-01', '2024-12-31');
SELECT is_business_day('2024-01-01', 'MANY'), is_business_day('2024-01-02', 'MANY'), is_business_day('2024-01-01', 'DATES');

--
-- A long range takes no more memory than a short one: years are evaluated in parts
--
SET work_mem = '64kB';
SELECT count(*), min(date), max(date) FROM holidays('ONE', '0001-01-01', '9999-12-31');
SELECT business_days_between('0001-01-01', '9999-12-31', 'ONE');
SELECT count(*) = 130 AS each_year FROM (SELECT extract(year FROM date) FROM holidays('DE', '1971-01-01', '2100-12-31') GROUP BY 1) years;

--
-- A chain of calendars may be longer than the stack is deep
--
RESET work_mem;
RESET hash_mem_multiplier;
INSERT INTO holiday_rule (calendar, name, rule) SELECT 'C' || i, 'next', 'include:C' || i + 1 FROM generate_series(1, 40000) i;
SELECT is_business_day('2024-01-01', 'C1');
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
