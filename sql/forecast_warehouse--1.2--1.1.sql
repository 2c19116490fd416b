-- forecast_warehouse 1.2 back to 1.1.

-- complain if the script is sourced in psql rather than by ALTER EXTENSION
\echo Use "ALTER EXTENSION forecast_warehouse UPDATE TO '1.1'" to load this file. \quit

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
CREATE FUNCTION pg_catalog.fw_copy_grants(source regclass, target regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_copy_grants';
REVOKE ALL ON FUNCTION pg_catalog.fw_copy_grants(regclass, regclass) FROM PUBLIC;
CREATE FUNCTION pg_catalog.fw_give_to_owner(object regclass) RETURNS void
    LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'fw_hand_over';
REVOKE ALL ON FUNCTION pg_catalog.fw_give_to_owner(regclass) FROM PUBLIC;

--
-- Locks first, in the order in which loads take theirs: feed, then tables. What is checked then stays so.
--

LOCK TABLE @extschema@.store_feed, @extschema@.store, @extschema@.calendar, @extschema@.holiday_rule,
    @extschema@.holiday_date IN ACCESS EXCLUSIVE MODE;

SELECT pg_catalog.fw_check_step('1.2'::pg_catalog.text, '1.1'::pg_catalog.text);

--
-- What 1.2 brought
--

DROP VIEW @extschema@.store_calendar;
DROP FUNCTION @extschema@.upsert_store(text, text, text, text, text, text);
DROP FUNCTION @extschema@.holidays(text, date, date);
DROP FUNCTION @extschema@.calendar_days(text, date, date);
DROP FUNCTION @extschema@.is_business_day(date, text);
DROP FUNCTION @extschema@.add_business_days(date, integer, text);
DROP FUNCTION @extschema@.business_days_between(date, date, text);
DROP VIEW @extschema@.holiday_calendars;

-- A table that is dropped as a member stays registered for dumps, hence this way round.
ALTER EXTENSION forecast_warehouse DROP TABLE @extschema@.holiday_rule;
DROP TABLE @extschema@.holiday_rule;
DROP FUNCTION @extschema@.check_holiday_rule(text, text, text, integer, integer, text);

--
-- What 1.2 changed
--

-- What a calendar of rows alone cannot say went with the check above.
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
    DELETE FROM @extschema@.holiday_date WHERE shipped OR action::text OPERATOR(pg_catalog.<>) 'add'
    $$::pg_catalog.text);
SELECT pg_catalog.fw_run_as_owner('@extschema@.holiday_date'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.holiday_date
        DROP CONSTRAINT pk_holiday_date,
        DROP CONSTRAINT ck_holiday_date_action,
        DROP CONSTRAINT ck_holiday_date_name,
        DROP CONSTRAINT ck_holiday_date_status,
        DROP CONSTRAINT ck_holiday_date_category,
        DROP COLUMN action,
        DROP COLUMN status,
        DROP COLUMN category,
        DROP COLUMN source,
        DROP COLUMN shipped
    $$::pg_catalog.text);
ALTER TABLE @extschema@.holiday_date
    ADD CONSTRAINT pk_holiday_date PRIMARY KEY (calendar, date, name);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday_date', '');
COMMENT ON TABLE @extschema@.holiday_date IS 'Holidays by date; one row a holiday calendar, date and name.';
COMMENT ON COLUMN @extschema@.holiday_date.name IS 'Name of the holiday.';
COMMENT ON FUNCTION @extschema@.generate_calendar(date, date, text) IS
    'Fills or refreshes calendar from start_date to end_date; holidays names a calendar of holiday_date.';

COMMENT ON COLUMN @extschema@.calendar.is_holiday IS 'Whether the day is a holiday.';
SELECT pg_catalog.fw_run_as_owner('@extschema@.calendar'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.calendar
        DROP COLUMN iso_year,
        DROP COLUMN iso_week,
        DROP COLUMN day_of_month,
        DROP COLUMN day_of_year,
        DROP COLUMN week_start,
        DROP COLUMN is_month_end,
        DROP COLUMN prior_year_date,
        DROP COLUMN is_weekend,
        DROP COLUMN is_business_day,
        DROP COLUMN days_to_next_holiday,
        DROP COLUMN days_since_last_holiday,
        DROP COLUMN prior_year_holiday_date,
        DROP COLUMN fiscal_year,
        DROP COLUMN fiscal_quarter,
        DROP COLUMN fiscal_period,
        DROP COLUMN fiscal_week
    $$::pg_catalog.text);
DROP FUNCTION @extschema@.fiscal_date(date, text);

-- A column of a view cannot be dropped: the view is made anew, with the grants that it has.
ALTER VIEW @extschema@.store_feed RENAME TO store_feed_of_1_2;
CREATE VIEW @extschema@.store_feed WITH (security_invoker = true) AS
    SELECT s.code::text AS code, s.name::text AS name, s.region::text AS region, s.city::text AS city,
        s.store_type::text AS store_type
    FROM @extschema@.store s;
ALTER VIEW @extschema@.store_feed ALTER COLUMN region SET DEFAULT @extschema@.left_out(3);
ALTER VIEW @extschema@.store_feed ALTER COLUMN city SET DEFAULT @extschema@.left_out(4);
ALTER VIEW @extschema@.store_feed ALTER COLUMN store_type SET DEFAULT @extschema@.left_out(5);
CREATE TRIGGER feed_begin BEFORE INSERT ON @extschema@.store_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_begin();
CREATE TRIGGER feed_row INSTEAD OF INSERT ON @extschema@.store_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_row();
CREATE TRIGGER feed_end AFTER INSERT ON @extschema@.store_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_end();
CREATE TRIGGER feed_refuse BEFORE UPDATE OR DELETE ON @extschema@.store_feed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.feed_refuse();
CREATE TRIGGER feed_refuse_row INSTEAD OF UPDATE OR DELETE ON @extschema@.store_feed
    FOR EACH ROW EXECUTE FUNCTION @extschema@.feed_refuse();
COMMENT ON VIEW @extschema@.store_feed IS 'Stores in natural keys: SELECT exports store, INSERT and COPY load it.';
COMMENT ON COLUMN @extschema@.store_feed.code IS 'Natural key of the store.';
COMMENT ON COLUMN @extschema@.store_feed.name IS 'Name of the store.';
COMMENT ON COLUMN @extschema@.store_feed.region IS 'Sales region.';
COMMENT ON COLUMN @extschema@.store_feed.city IS 'City.';
COMMENT ON COLUMN @extschema@.store_feed.store_type IS 'Format of the store.';
SELECT pg_catalog.fw_give_to_owner('@extschema@.store_feed'::pg_catalog.regclass);
SELECT pg_catalog.fw_copy_grants('@extschema@.store_feed_of_1_2'::pg_catalog.regclass, '@extschema@.store_feed'::pg_catalog.regclass);
DROP VIEW @extschema@.store_feed_of_1_2;

SELECT pg_catalog.fw_run_as_owner('@extschema@.store'::pg_catalog.regclass, $$
    ALTER TABLE @extschema@.store DROP COLUMN holiday_calendar
    $$::pg_catalog.text);

--
-- The end
--

DROP FUNCTION pg_catalog.fw_give_to_owner(regclass);
DROP FUNCTION pg_catalog.fw_copy_grants(regclass, regclass);
DROP FUNCTION pg_catalog.fw_run_as_owner(regclass, text);
DROP FUNCTION pg_catalog.fw_check_step(text, text);
DROP FUNCTION pg_catalog.fw_hold_schema(text);
