-- New in version 1.2: users' own rules and dates, also beside equal shipped ones, and stores in several countries. Run after
-- warehouse-1.1.sql.
SET search_path = retail;
SET timezone = 'UTC';

INSERT INTO holiday_rule (calendar, name, rule, from_year, to_year, category, source) VALUES
    ('chain', 'Berlin', 'include:DE-BE', NULL, NULL, 'public', NULL),
    ('chain', 'Founder''s Day', '03-17 move(sat-1,sun+1)', 2010, 2030, 'public', 'the board'),
    ('chain', 'Epiphany', '01-06', NULL, NULL, 'half_day', NULL);
INSERT INTO holiday_rule (calendar, name, rule, from_year, to_year, category, source)
    SELECT calendar, name, rule, from_year, to_year, category, 'copied' FROM holiday_rule
    WHERE calendar = 'US' AND name = 'Independence Day' AND shipped;
INSERT INTO holiday_date (calendar, date, name, action, status, category, source) VALUES
    ('chain', '2024-03-18', 'Moving', 'add', 'estimated', 'public', NULL),
    ('chain', '2024-03-08', '*', 'suppress', 'confirmed', 'public', 'works council'),
    ('chain', '2024-03-09', 'Worked for 8 April', 'workday', 'confirmed', 'public', NULL),
    ('chain', '2024-03-11', 'Half a day', 'add', 'confirmed', 'half_day', NULL);
INSERT INTO holiday_date (calendar, date, name, action, status, category, source)
    SELECT calendar, date, name, action, status, category, 'copied' FROM holiday_date
    WHERE calendar = 'CN' AND date BETWEEN '2024-02-01' AND '2024-02-29' AND shipped;
INSERT INTO store_feed (code, name, holiday_calendar) VALUES ('PEK-1', 'Beijing', 'CN'), ('BE-1', '', 'chain');
SELECT generate_calendar('2024-01-01', '2024-03-31', 'chain');

GRANT SELECT (holiday_calendar), INSERT (holiday_calendar) ON store_feed TO fw_analyst WITH GRANT OPTION;
GRANT SELECT ON store_calendar, holiday_calendars, holiday_rule TO fw_reader;
GRANT SELECT (is_business_day) ON calendar TO fw_analyst;
GRANT UPDATE (status) ON holiday_date TO fw_loader;
GRANT INSERT, DELETE ON holiday_rule TO fw_loader WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION is_business_day FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_business_day TO fw_reader;
