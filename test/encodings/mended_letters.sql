-- One encoding of the test every_encoding: wrongly stored letters after the step to 1.4.
SELECT (:digest) = :'expected_at_1_4' AS after, (SELECT count(*) FROM holidays('AR', '2024-06-17', '2024-06-17')) AS left_after,
    (SELECT count(*) FROM holidays('AR', '2022-06-17', '2022-06-17')) AS left_2022,
    (SELECT string_agg(convert_to(name, 'SQL_ASCII')::text, ' ' ORDER BY date, convert_to(name, 'SQL_ASCII')) FROM ONLY holiday_date) AS own \gset
\qecho :encoding: :wrong_before texts wrong before, right after: :after; days that are left: :left_before, :left_after, :left_2022; own rows: :own
\c :"home"
SET search_path = every_encoding;
DROP DATABASE :"database";
