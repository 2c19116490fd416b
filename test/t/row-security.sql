-- Users' policies on tables of the extension. Dumps leave them out, and also columns and indexes that users add
-- to these tables. Updates, downgrades and pg_upgrade keep them.
SET search_path = retail;
ALTER TABLE store ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON store TO fw_loader, fw_analyst USING (true);
CREATE POLICY east_only ON store FOR SELECT TO fw_reader USING (region = 'East');
COMMENT ON POLICY east_only ON store IS 'Readers see the East.';
