-- All shipped holidays, and a function's answers, for the test every_encoding.
CREATE VIEW lines AS
    SELECT 'rule' AS kind, concat_ws('|', calendar, rule, from_year, to_year, category, name, source) AS line FROM holiday_rule WHERE shipped
    UNION ALL
    SELECT 'date', concat_ws('|', calendar, date, action, status, category, name, source) FROM holiday_date WHERE shipped
    UNION ALL
    SELECT 'answer', concat_ws('|', date, name)
    FROM unnest(ARRAY['AR', 'CO', 'TR', 'US-CA', 'US-PR']) c (calendar), holidays(c.calendar, '2023-01-01', '2023-12-31');
