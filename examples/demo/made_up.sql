-- Fills the warehouse with made-up data, the same on every machine.
\set ECHO queries

\echo '\n== A calendar, and two years of made-up sales'
SELECT * FROM generate_calendar('2022-01-01', '2025-12-31');

SELECT * FROM generate_demo_data();
