-- forecast_warehouse 1.3 to 1.4: holidays that come with the extension are apart from users' own.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.4'" to load this file. \quit

-- Names below lead to this schema until the end. The functions for this script are in pg_catalog, where no owner of a
-- schema can put others in their place, and are dropped below.
CREATE FUNCTION pg_catalog.fw_hold_schema(name text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hold_schema';
REVOKE ALL ON FUNCTION pg_catalog.fw_hold_schema(text) FROM PUBLIC;
SELECT pg_catalog.fw_hold_schema('@extschema@'::pg_catalog.text);
CREATE FUNCTION pg_catalog.fw_check_step(from_version text, to_version text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_migration_check';
REVOKE ALL ON FUNCTION pg_catalog.fw_check_step(text, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_run_as_owner(relation regclass, statement text) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_run_as_owner';
REVOKE ALL ON FUNCTION pg_catalog.fw_run_as_owner(regclass, text) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_take_functions_back() RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_take_functions_back';
REVOKE ALL ON FUNCTION pg_catalog.fw_take_functions_back() FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs.
--

LOCK TABLE @extschema@.holiday_rule, @extschema@.holiday_date IN ACCESS EXCLUSIVE MODE;

--
-- Functions belong to the superuser. Versions up to 1.3 gave them to the warehouse's owner, until 2026-11.
--

-- Not in C: its owner could have put another body into its place.
CREATE OR REPLACE FUNCTION @extschema@.sales_panel(
        start_date date, end_date date, store_codes text[] DEFAULT NULL, skus text[] DEFAULT NULL)
    RETURNS TABLE (date date, store_id integer, product_id integer, quantity integer, total_amount numeric,
        is_stockout boolean)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    SELECT d.date, d.store_id, d.product_id, coalesce(f.quantity, 0) AS quantity,
        coalesce(f.total_amount, 0.00) AS total_amount, i.is_stockout
    FROM (
        SELECT s.first_sale OPERATOR(pg_catalog.+) n.n AS date, s.store_id, s.product_id
        FROM (
            SELECT GREATEST(pg_catalog.min(a.date), start_date) AS first_sale, a.store_id, a.product_id
            FROM @extschema@.sales_daily a
            WHERE a.date OPERATOR(pg_catalog.<=) end_date
                AND (store_codes IS NULL OR a.store_id OPERATOR(pg_catalog.=) ANY (ARRAY(
                    SELECT c.id FROM @extschema@.store c WHERE c.code::pg_catalog.text OPERATOR(pg_catalog.=) ANY (store_codes))))
                AND (skus IS NULL OR a.product_id OPERATOR(pg_catalog.=) ANY (ARRAY(
                    SELECT p.id FROM @extschema@.product p WHERE p.sku::pg_catalog.text OPERATOR(pg_catalog.=) ANY (skus))))
            GROUP BY a.store_id, a.product_id
        ) AS s
        CROSS JOIN LATERAL pg_catalog.generate_series(0, end_date OPERATOR(pg_catalog.-) s.first_sale) AS n (n)
    ) AS d
    LEFT JOIN @extschema@.sales_daily f ON f.date OPERATOR(pg_catalog.=) d.date
        AND f.store_id OPERATOR(pg_catalog.=) d.store_id AND f.product_id OPERATOR(pg_catalog.=) d.product_id
        AND f.date OPERATOR(pg_catalog.<=) end_date
        AND (start_date IS NULL OR f.date OPERATOR(pg_catalog.>=) start_date)
    LEFT JOIN @extschema@.inventory_snapshot_daily i ON i.date OPERATOR(pg_catalog.=) d.date
        AND i.store_id OPERATOR(pg_catalog.=) d.store_id AND i.product_id OPERATOR(pg_catalog.=) d.product_id
        AND i.date OPERATOR(pg_catalog.<=) end_date
        AND (start_date IS NULL OR i.date OPERATOR(pg_catalog.>=) start_date)
    $$;
ALTER FUNCTION @extschema@.sales_panel(date, date, text[], text[]) OWNER TO CURRENT_USER;

-- The owner keeps the right to execute them.
REVOKE ALL ON FUNCTION @extschema@.feed_begin() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_end() FROM PUBLIC;
REVOKE ALL ON FUNCTION @extschema@.feed_refuse() FROM PUBLIC;

SELECT pg_catalog.fw_take_functions_back();

-- Sessions that replay changes drop nothing unasked either.
ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss ENABLE ALWAYS;

SELECT pg_catalog.fw_check_step('1.3'::pg_catalog.text, '1.4'::pg_catalog.text);

--
-- What asks for values in force and holidays may run in workers, unless a policy on the tables may not.
--

CREATE FUNCTION @extschema@.asof_support(pg_catalog.internal) RETURNS pg_catalog.internal
    LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'fw_asof_support';
COMMENT ON FUNCTION @extschema@.asof_support(pg_catalog.internal) IS
    'Tells the planner which tables the functions of values in force and of holidays read.';
ALTER FUNCTION @extschema@.price_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.price_asof(text, text, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_asof(text, text, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.promotion_id_asof(integer, integer, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.holidays(text, date, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.calendar_days(text, date, date) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.is_business_day(date, text) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.add_business_days(date, integer, text) SUPPORT @extschema@.asof_support;
ALTER FUNCTION @extschema@.business_days_between(date, date, text) SUPPORT @extschema@.asof_support;

--
-- Holidays that come with the extension: in children of the users' tables, which stay with the superuser. A dump
-- then needs no condition to leave them out; a condition is evaluated as the role that dumps.
--

CREATE TABLE @extschema@.shipped_holiday_rule (
    calendar varchar(20) NOT NULL,
    name varchar(100) NOT NULL,
    rule varchar(200) NOT NULL,
    from_year integer,
    to_year integer,
    category varchar(20) NOT NULL DEFAULT 'public',
    source text,
    shipped boolean NOT NULL DEFAULT true,
    CONSTRAINT uq_shipped_holiday_rule UNIQUE NULLS NOT DISTINCT (calendar, name, rule, from_year),
    CONSTRAINT ck_holiday_rule_rule CHECK (@extschema@.check_holiday_rule(
        calendar::text, name::text, rule::text, from_year, to_year, category::text)),
    CONSTRAINT ck_shipped_holiday_rule CHECK (shipped)
) INHERITS (@extschema@.holiday_rule);
COMMENT ON TABLE @extschema@.shipped_holiday_rule IS 'Rows of holiday_rule that came with the extension; holiday_rule shows them too.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.calendar IS 'Holiday calendar, such as US, DE-BY or RETAIL-US.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.name IS 'Name of the holiday.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.rule IS 'When it is, in the language of doc/holidays.md: 07-04, 11#4thu, easter-2, include:US.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.from_year IS 'First year of the rule; NULL: since ever.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.to_year IS 'Last year of the rule; NULL: to this day.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.category IS 'public (no business day), bank, half_day, school, observance, retail; weekend for weekly().';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.source IS 'Act or authority that the rule is from.';
COMMENT ON COLUMN @extschema@.shipped_holiday_rule.shipped IS 'Always true.';

CREATE TABLE @extschema@.shipped_holiday_date (
    calendar varchar(20) NOT NULL,
    date date NOT NULL,
    name varchar(100) NOT NULL,
    action varchar(10) NOT NULL DEFAULT 'add',
    status varchar(10) NOT NULL DEFAULT 'confirmed',
    category varchar(20) NOT NULL DEFAULT 'public',
    source text,
    shipped boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_shipped_holiday_date PRIMARY KEY (calendar, date, name),
    CONSTRAINT ck_holiday_date_action CHECK (
        action::text OPERATOR(pg_catalog.=) ANY (ARRAY['add', 'suppress', 'workday']::text[])),
    CONSTRAINT ck_holiday_date_name CHECK (
        name::text OPERATOR(pg_catalog.<>) '*' OR action::text OPERATOR(pg_catalog.<>) 'add'),
    CONSTRAINT ck_holiday_date_status CHECK (
        status::text OPERATOR(pg_catalog.=) ANY (ARRAY['confirmed', 'estimated']::text[])),
    CONSTRAINT ck_holiday_date_category CHECK (category::text OPERATOR(pg_catalog.=) ANY (
        ARRAY['public', 'bank', 'half_day', 'school', 'observance', 'retail']::text[])),
    CONSTRAINT ck_shipped_holiday_date CHECK (shipped)
) INHERITS (@extschema@.holiday_date);
COMMENT ON TABLE @extschema@.shipped_holiday_date IS 'Rows of holiday_date that came with the extension; holiday_date shows them too.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.calendar IS 'Holiday calendar, such as US or DE-BY.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.date IS 'Day of the holiday.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.name IS 'Name of the holiday; * to suppress all of the day.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.action IS 'add: the day is a holiday; suppress: the rule''s holiday of that name is not; workday: the day is worked, weekend or not.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.status IS 'confirmed, or estimated: expected and not yet announced.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.category IS 'public (no business day), bank, half_day, school, observance, retail.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.source IS 'Act or authority that the date is from.';
COMMENT ON COLUMN @extschema@.shipped_holiday_date.shipped IS 'Always true.';

-- The owner moves the rows; nobody else sees the tables before the end. Then everybody may read them: GRANT ... ON ALL
-- TABLES IN SCHEMA fails where the owner of the others has no privilege at all on one.
GRANT INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
    WITH moved AS (DELETE FROM ONLY @extschema@.holiday_rule r WHERE r.shipped
        RETURNING r.calendar, r.name, r.rule, r.from_year, r.to_year, r.category, r.source)
    INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped)
    SELECT m.calendar, m.name, m.rule, m.from_year, m.to_year, m.category, m.source, true FROM moved m
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
    WITH moved AS (DELETE FROM ONLY @extschema@.holiday_date d WHERE d.shipped
        RETURNING d.calendar, d.date, d.name, d.action, d.status, d.category, d.source)
    INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, action, status, category, source, shipped)
    SELECT m.calendar, m.date, m.name, m.action, m.status, m.category, m.source, true FROM moved m
    $$::pg_catalog.text);
REVOKE ALL ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date FROM PUBLIC;
GRANT SELECT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;

--
-- Holidays that an act keeps on another day instead of the weekend, and days that acts fix beyond 2035:
-- doc/weekend_rules.md.
--

SELECT pg_catalog.fw_run_as_owner('@extschema@.shipped_holiday_rule'::pg_catalog.regclass, $$
DELETE FROM @extschema@.shipped_holiday_rule r WHERE EXISTS (SELECT FROM (VALUES
    ('AU', 'Australia Day', '01-26 also(sat+2,sun+1)', 0),
    ('AU-ACT', 'Anzac Day', '04-25 also(sun+1)', 0),
    ('AU-NT', 'Anzac Day', '04-25 also(sun+1)', 0),
    ('AU-QLD', 'Anzac Day', '04-25 also(sun+1)', 0),
    ('AU-SA', 'Proclamation Day', '12-26 also(sat>,sun>)', 0),
    ('CA', 'Canada Day', '07-01 also(sun+1)', 0),
    ('CA-SK', 'Canada Day', '07-01 also(sat+2,sun+1)', 0),
    ('CA-NS', 'Remembrance Day', '11-11 also(sat+2,sun+1)', 0),
    ('EC', 'New Year''s Day', '01-01 also(sat-1,sun+1)', 2017),
    ('EC', 'Christmas Day', '12-25 also(sat-1,sun+1)', 2017),
    ('EC', 'Labour Day', '05-01 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'Battle of Pichincha', '05-24 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'Cry of Independence (Quito)', '08-10 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'Independence of Guayaquil', '10-09 move(tue-1,wed+2,thu+1) also(sat-1,sun+1)', 2017),
    ('EC', 'All Souls'' Day', '11-02 move(wed+2) also(sat-1,sun+2)', 2017),
    ('EC', 'Independence of Cuenca', '11-03 move(wed-2) also(sat-2,sun+1)', 2017),
    ('GB', 'New Year''s Day', '01-01 also(sat>,sun>)', 0),
    ('GB', 'Boxing Day', '12-26 also(sat>,sun>)', 0),
    ('GB-SCT', '2 January', '01-02 also(sat>,sun>)', 0),
    ('GB-SCT', 'St Andrew''s Day', '11-30 also(sat>,sun>)', 2007),
    ('GB-NIR', 'St Patrick''s Day', '03-17 also(sat>,sun>)', 0),
    ('GB-NIR', 'Battle of the Boyne', '07-12 also(sat>,sun>)', 0),
    ('US-UT', 'Pioneer Day', '07-24 also(sat-1,sun+1)', 0),
    ('US-MO', 'Lincoln''s Birthday', '02-12 also(sat-1,sun+1)', 0),
    ('US-MO', 'Truman Day', '05-08 also(sat-1,sun+1)', 0),
    ('US-WV', 'West Virginia Day', '06-20 also(sat-1,sun+1)', 0),
    ('US-IA', 'Lincoln''s Birthday', '02-12 also(sat-1,sun+1)', 0)
) AS gone (calendar, name, rule, from_year)
WHERE r.calendar::text OPERATOR(pg_catalog.=) gone.calendar AND r.name::text OPERATOR(pg_catalog.=) gone.name
    AND r.rule::text OPERATOR(pg_catalog.=) gone.rule AND coalesce(r.from_year, 0) OPERATOR(pg_catalog.=) gone.from_year)
$$::pg_catalog.text);
-- The owner of the users' tables inserts: a row's check is a function that he may have replaced.
GRANT INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date TO PUBLIC;
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_rule'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_rule (calendar, name, rule, from_year, to_year, category, source, shipped) VALUES
    ('AU', 'Australia Day', '01-26 move(sat+2,sun+1)', NULL, NULL, 'public', 'Public holidays acts of the states and territories (the Monday instead); Fair Work Act 2009, s. 115(2)', true),
    ('AU-ACT', 'New Year''s Day', '01-01 move(sat+2,sun+1)', NULL, 2014, 'public', 'Holidays Act 1958 (ACT), s. 3, before the Holidays Amendment Act 2014 (the Monday instead)', true),
    ('AU-ACT', 'Anzac Day', '04-25 move(sun+1)', NULL, NULL, 'public', 'Holidays Act 1958 (ACT), s. 3 (the Monday instead of a Sunday)', true),
    ('AU-ACT', 'Christmas Day', '12-25 move(sat+2,sun+1)', NULL, 2013, 'public', 'Holidays Act 1958 (ACT), s. 3, before the Holidays Amendment Act 2014 (the Monday instead)', true),
    ('AU-ACT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', NULL, 2013, 'public', 'Holidays Act 1958 (ACT), s. 3, before the Holidays Amendment Act 2014 (Monday or Tuesday instead)', true),
    ('AU-NSW', 'Australia Day', '01-26 also(sat+2,sun+1)', NULL, 2010, 'public', 'Banks and Bank Holidays Act 1912 (NSW) (the Monday added, until the Public Holidays Act 2010)', true),
    ('AU-NT', 'New Year''s Day', '01-01 move(sat+2,sun+1)', NULL, 2016, 'public', 'Public Holidays Act 1981 (NT), Sch. 2, before the Public Holidays Amendment Act 2016 (the Monday instead)', true),
    ('AU-NT', 'Anzac Day', '04-25 move(sun+1)', NULL, NULL, 'public', 'Public Holidays Act 1981 (NT), Sch. 2 (the Monday instead of a Sunday)', true),
    ('AU-NT', 'Christmas Day', '12-25 move(sat+2,sun+1)', NULL, 2015, 'public', 'Public Holidays Act 1981 (NT), Sch. 2, before the Public Holidays Amendment Act 2016 (the Monday instead)', true),
    ('AU-NT', 'Christmas Day', '12-25 also(sat+2,sun+1)', 2016, NULL, 'public', 'Public Holidays Amendment Act 2016 (NT) (the Monday added)', true),
    ('AU-NT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', NULL, 2019, 'public', 'Public Holidays Act 1981 (NT), Sch. 2 (Monday or Tuesday instead; in 2020 the Saturday too, by gazette)', true),
    ('AU-NT', 'Boxing Day', '12-26 move(sat+2,sun+2,mon+1)', 2021, 2022, 'public', 'Public Holidays Act 1981 (NT), Sch. 2 (Monday or Tuesday instead; in 2020 the Saturday too, by gazette)', true),
    ('AU-NT', 'Boxing Day', '12-26 also(sat+2,sun+2,mon+1)', 2023, NULL, 'public', 'Public Holidays Act 1981 (NT), Sch. 2, as amended 2023 (Monday or Tuesday added)', true),
    ('AU-QLD', 'Anzac Day', '04-25 move(sun+1)', NULL, NULL, 'public', 'Holidays Act 1983 (Qld), Schedule (the Monday instead of a Sunday)', true),
    ('AU-SA', 'New Year''s Day', '01-01 move(sat+2) also(sun+1)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (the Monday instead of a Saturday, and added to a Sunday)', true),
    ('AU-SA', 'Australia Day', '01-26 move(sat+2) also(sun+1)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (the Monday instead of a Saturday, and added to a Sunday)', true),
    ('AU-SA', 'Christmas Day', '12-25 move(sat>) also(sun>)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (instead of a Saturday, added to a Sunday)', true),
    ('AU-SA', 'Proclamation Day', '12-26 move(sat>) also(sun>)', NULL, 2023, 'public', 'Holidays Act 1910 (SA), s. 3 (instead of a Saturday, added to a Sunday)', true),
    ('AU-SA', 'Proclamation Day', '12-26 also(sat>,sun>)', 2024, NULL, 'public', 'Public Holidays Act 2023 (SA)', true),
    ('AU-TAS', 'New Year''s Day', '01-01 move(sat+2,sun+1)', 2001, NULL, 'public', 'Statutory Holidays Act 2000 (Tas), s. 4(a) (the Monday instead)', true),
    ('AU-TAS', 'Christmas Day', '12-25 move(sat>,sun>)', 2001, 2009, 'public', 'Statutory Holidays Act 2000 (Tas), s. 4(i), before the Statutory Holidays Amendment Act 2010', true),
    ('AU-TAS', 'Boxing Day', '12-26 move(sat>,sun>)', 2001, NULL, 'public', 'Statutory Holidays Act 2000 (Tas), s. 4(j) (Monday or Tuesday instead)', true),
    ('AU-VIC', 'Christmas Day', '12-25 move(sat+2,sun+2)', 2008, 2015, 'public', 'Public Holidays Act 1993 (Vic), s. 6(k) (Monday or Tuesday instead)', true),
    ('CA', 'Canada Day', '07-01 move(sun+1)', NULL, NULL, 'public', 'Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July instead of a Sunday)', true),
    ('CA-SK', 'Canada Day', '07-01 also(sat+2) move(sun+1)', NULL, NULL, 'public', 'The Saskatchewan Employment Act, S.S. 2013, c. S-15.1, s. 2-30; Holidays Act, R.S.C. 1985, c. H-5, s. 2', true),
    ('CA-MB', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Code, C.C.S.M. c. E110, s. 22 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NB', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Act, R.S.N.B. 1982, c. E-7.2, s. 1 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NS', 'Canada Day', '07-01 also(sun+1)', 2018, NULL, 'public', 'Labour Standards Code, R.S.N.S. 1989, c. 246, s. 37, and regulations of 2018 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NT', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Act, S.N.W.T. 2007, c. 13, s. 22 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NU', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Labour Standards Act, R.S.N.W.T. (Nu.) 1988, c. L-1 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-ON', 'Canada Day', '07-01 also(sun+1)', NULL, NULL, 'public', 'Employment Standards Act, 2000, S.O. 2000, c. 41, s. 1 (1 July); Holidays Act, R.S.C. 1985, c. H-5, s. 2 (2 July)', true),
    ('CA-NS', 'Remembrance Day', '11-11', NULL, NULL, 'public', 'Remembrance Day Act, R.S.N.S. 1989, c. 396 (11 November, whatever the weekday)', true),
    ('EC', 'New Year''s Day', '01-01 move(sat-1,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Christmas Day', '12-25 move(sat-1,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Labour Day', '05-01 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Battle of Pichincha', '05-24 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Cry of Independence (Quito)', '08-10 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Independence of Guayaquil', '10-09 move(tue-1,wed+2,thu+1,sat-1,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'All Souls'' Day', '11-02 move(wed+2,sat-1,sun+2)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('EC', 'Independence of Cuenca', '11-03 move(wed-2,sat-2,sun+1)', 2017, NULL, 'public', 'Código del Trabajo, art. 65; Ley Orgánica Reformatoria, R.O. 906 of 20 December 2016 (the day of rest moves)', true),
    ('GB', 'New Year''s Day', '01-01 move(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(3), royal proclamation (the next weekday instead)', true),
    ('GB', 'Boxing Day', '12-26 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 1 (if it be not a Sunday) and s. 1(3)', true),
    ('GB-SCT', 'New Year''s Day', '01-01 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2 (3 January instead of a Sunday) and s. 1(3)', true),
    ('GB-SCT', '2 January', '01-02 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2 (3 January instead of a Sunday) and s. 1(3)', true),
    ('GB-SCT', 'Christmas Day', '12-25 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 2 (26 December instead of a Sunday) and s. 1(3)', true),
    ('GB-SCT', 'St Andrew''s Day', '11-30 move(sat>,sun>)', 2007, NULL, 'public', 'St Andrew''s Day Bank Holiday (Scotland) Act 2007, s. 1 (the Monday instead)', true),
    ('GB-NIR', 'St Patrick''s Day', '03-17 also(sat>) move(sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, Sch. 1, para. 3 (18 March instead of a Sunday) and s. 1(3)', true),
    ('GB-NIR', 'Battle of the Boyne', '07-12 move(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(5), proclamation of the Secretary of State (the next weekday instead)', true),
    ('US-UT', 'Pioneer Day', '07-24 move(sat-1,sun+1)', NULL, NULL, 'public', 'Utah Code § 63G-1-301(2) (Friday or Monday is the holiday)', true),
    ('AU-VIC', 'AFL Grand Final Friday', '09#-1sat-1 estimated', 2036, NULL, 'public', 'Public Holidays Act 1993 (Vic); day before the last Saturday of September, if the match is so scheduled', true),
    ('CL', 'Election Day', '10#-1sun every(4,2028)', 2028, NULL, 'public', 'Ley 18.700, art. 180; Ley 18.695, art. 106 (municipal elections, last Sunday of October)', true),
    ('CL', 'Election Day', '11#3sun every(4,2029)', 2029, NULL, 'public', 'Ley 18.700, art. 180; Constitución, art. 26 (general elections, third Sunday of November)', true),
    ('KR', 'National Assembly Election Day', 'wed>=04-09 every(4,2028) estimated', 2036, NULL, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('KR', 'Presidential Election Day', 'wed>=03-25 every(5,2030) estimated', 2040, NULL, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('KR', 'Local Election Day', 'wed>=05-31 every(4,2026) estimated', 2038, 2045, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('KR', 'Local Election Day', 'wed>=06-07 every(4,2026) estimated', 2046, 2049, 'public', 'Public Official Election Act, Art. 34 (date follows from the term); a week later beside Memorial Day', true),
    ('KR', 'Local Election Day', 'wed>=05-31 every(4,2026) estimated', 2050, 2057, 'public', 'Public Official Election Act, Art. 34 (date follows from the term)', true),
    ('GB-SCT', 'Boxing Day', '12-26 move(sat>,sun>)', NULL, NULL, 'public', 'Banking and Financial Dealings Act 1971, s. 1(3), royal proclamation (the weekday instead)', true),
    ('US-MO', 'Lincoln''s Birthday', '02-12 also(sat-1) move(sun+1)', NULL, NULL, 'public', 'Mo. Rev. Stat. § 9.010 (the Monday is the holiday instead of a Sunday); practice of the state (Friday)', true),
    ('US-MO', 'Truman Day', '05-08 also(sat-1) move(sun+1)', NULL, NULL, 'public', 'Mo. Rev. Stat. § 9.010 (the Monday is the holiday instead of a Sunday); practice of the state (Friday)', true),
    ('US-WV', 'West Virginia Day', '06-20 move(sat-1,sun+1)', NULL, NULL, 'public', 'W. Va. Code § 2-2-1(b) (Friday or Monday is the legal holiday)', true),
    ('US-IL', 'Juneteenth', '06-19', 2022, NULL, 'public', '5 ILCS 490/63 (Public Act 102-14: neither the Friday nor the Monday)', true),
    ('US-IA', 'Lincoln''s Birthday', '02-12', NULL, NULL, 'public', 'Iowa Code § 1C.1 (§ 1C.2(3) gives another day for other holidays alone)', true)
$$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
INSERT INTO @extschema@.shipped_holiday_date (calendar, date, name, action, status, category, source, shipped) VALUES
    ('ID', '2036-03-28', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2037-03-17', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2038-03-06', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2039-03-25', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2040-03-13', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2041-03-02', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2042-03-22', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2043-03-11', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2044-03-29', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2045-03-19', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2046-03-08', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2047-03-26', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2048-03-14', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2049-03-04', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('ID', '2050-03-23', 'Day of Silence (Nyepi)', 'add', 'estimated', 'public', 'Balinese calendar (Saka), computed ahead; may be a day off', true),
    ('IN', '2036-02-25', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-03-12', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-04-05', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-04-08', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-05-10', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-08-15', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-09-29', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-10-18', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2036-11-03', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-02-13', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-03-02', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-03-25', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-03-29', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-04-29', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-09-03', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-10-18', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-11-06', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2037-11-22', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-03-04', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-03-21', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-04-13', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-04-17', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-05-18', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-08-23', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-10-07', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-10-27', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2038-11-11', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-02-21', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-03-11', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-04-03', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-04-07', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-05-08', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-08-12', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-10-26', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-11-15', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2039-11-30', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-03-11', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-03-29', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-04-20', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-04-25', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-05-26', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-08-29', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-10-15', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-11-04', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2040-11-18', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-03-01', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-03-18', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-04-09', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-04-14', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-05-16', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-08-19', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-10-05', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-10-24', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2041-11-08', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-02-18', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-03-07', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-03-29', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-04-03', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-05-05', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-09-07', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-10-24', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-11-12', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2042-11-27', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-03-09', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-03-25', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-04-17', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-04-22', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-05-23', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-08-27', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-10-13', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-11-01', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2043-11-16', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-02-27', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-03-14', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-04-06', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-04-10', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-05-11', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-08-16', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-10-01', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-10-20', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2044-11-05', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-02-14', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-03-03', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-03-27', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-03-30', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-05-01', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-09-04', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-10-20', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-11-08', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2045-11-24', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-03-05', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-03-22', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-04-15', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-04-19', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-05-20', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-08-25', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-10-09', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-10-28', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2046-11-13', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-02-22', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-03-12', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-04-04', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-04-08', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-05-09', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-08-14', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-09-28', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-10-18', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2047-11-02', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-02-12', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-03-01', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-04-22', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-04-26', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-05-27', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-08-31', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-10-16', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-11-05', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2048-11-20', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-03-02', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-03-19', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-04-11', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-04-16', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-05-17', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-08-20', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-10-06', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-10-26', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2049-11-09', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-02-19', 'Maha Shivaratri', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-03-08', 'Holi', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-03-31', 'Ram Navami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-04-05', 'Mahavir Jayanti', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-05-06', 'Buddha Purnima', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-08-10', 'Janmashtami', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-10-25', 'Dussehra', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-11-13', 'Diwali', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('IN', '2050-11-28', 'Guru Nanak''s Birthday', 'add', 'estimated', 'public', 'Hindu calendar, computed for Delhi; the yearly list decides', true),
    ('KR', '2039-10-05', 'Chuseok (substitute: meets National Foundation Day)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('KR', '2044-05-06', 'Children''s Day (substitute: meets Buddha''s Birthday)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('KR', '2047-10-07', 'Chuseok (substitute: meets National Foundation Day)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('KR', '2058-10-04', 'Chuseok (substitute: meets National Foundation Day)', 'add', 'estimated', 'public', 'Regulations on Holidays of Government and Public Offices as of 2021-08-04', true),
    ('NZ', '2036-07-18', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2037-07-10', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2038-06-25', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2039-07-15', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2040-07-06', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2041-07-19', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2042-07-11', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2043-07-03', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2044-06-24', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2045-07-07', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2046-06-29', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2047-07-19', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2048-07-03', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2049-06-25', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2050-07-15', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2051-06-30', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('NZ', '2052-06-21', 'Matariki', 'add', 'confirmed', 'public', 'Te Kāhui o Matariki Public Holiday Act 2022, Sch. 1', true),
    ('RETAIL-GB', '2036-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2037-11-06', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2038-10-27', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2039-11-15', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2040-11-04', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2041-10-24', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2042-11-12', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2043-11-01', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2044-10-20', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2045-11-08', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2046-10-28', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2047-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2048-11-05', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2049-10-26', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-GB', '2050-11-13', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2036-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2037-11-06', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2038-10-27', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2039-11-15', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2040-11-04', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2041-10-24', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2042-11-12', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2043-11-01', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2044-10-20', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2045-11-08', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2046-10-28', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2047-10-18', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2048-11-05', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2049-10-26', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('RETAIL-US', '2050-11-13', 'Diwali (retail)', 'add', 'estimated', 'retail', 'Hindu calendar (new moon of Kartika, India)', true),
    ('SG', '2036-10-18', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2037-11-06', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2038-10-27', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2039-11-15', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2040-11-03', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2041-10-23', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2042-11-11', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2043-10-31', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2044-10-20', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2045-11-08', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2046-10-28', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2046-10-29', 'Deepavali (day after Sunday)', 'add', 'estimated', 'public', 'Holidays Act 1998, s. 4(2); Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2047-10-18', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2048-11-05', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2049-10-25', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2050-11-13', 'Deepavali', 'add', 'estimated', 'public', 'Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('SG', '2050-11-14', 'Deepavali (day after Sunday)', 'add', 'estimated', 'public', 'Holidays Act 1998, s. 4(2); Naraka Chaturdashi at sunrise in Singapore, computed', true),
    ('US-CA', '2036-10-18', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2037-11-06', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2038-10-27', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2039-11-15', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2040-11-04', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2041-10-24', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2042-11-12', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2043-11-01', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2044-10-20', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2045-11-08', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2046-10-28', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2047-10-18', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2048-11-05', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2049-10-26', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true),
    ('US-CA', '2050-11-13', 'Diwali', 'add', 'estimated', 'observance', 'Cal. Gov. Code § 6700 as amended 2025 (AB 268; employees'' choice, offices open)', true)
$$::pg_catalog.text);
REVOKE INSERT ON @extschema@.shipped_holiday_rule, @extschema@.shipped_holiday_date FROM PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_rule', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_date', '');
COMMENT ON COLUMN @extschema@.holiday_rule.shipped IS 'Whether the row came with the extension: such rows are in shipped_holiday_rule, updates replace them, dumps leave them out.';
COMMENT ON COLUMN @extschema@.holiday_date.shipped IS 'Whether the row came with the extension: such rows are in shipped_holiday_date, updates replace them, dumps leave them out.';

--
-- The end
--

DROP FUNCTION pg_catalog.fw_take_functions_back();
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
