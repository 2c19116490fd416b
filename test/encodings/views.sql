-- Rows of all holidays that ship, and what a function says of them, for the story every_encoding.
CREATE VIEW rows_of_rules AS
    SELECT concat_ws('|', calendar, rule, from_year, to_year, category, name, source) AS line FROM holiday_rule WHERE shipped;
CREATE VIEW rows_of_dates AS
    SELECT concat_ws('|', calendar, date, action, status, category, name, source) AS line FROM holiday_date WHERE shipped;
CREATE VIEW answers AS
    SELECT concat_ws('|', date, name) AS line
    FROM unnest(ARRAY['AR', 'CO', 'TR', 'US-CA', 'US-PR']) c (calendar), holidays(c.calendar, '2023-01-01', '2023-12-31');
