-- The lint of prose must find each marked line, and no others.

-- A sentence may go over two lines. It counts with the words of both of them, and is short enough
-- all the same.
COMMENT ON TABLE a IS 'Short.';
COMMENT ON TABLE b IS 'REFUSED: the text of an object, which a user reads in psql, has to be short too, so that he reads it once.';
COMMENT ON TABLE c IS 'Day; must stand in calendar. REFUSED.';
SELECT '-- hence'; -- REFUSED
SELECT 'standard', greatest(1, 2);
