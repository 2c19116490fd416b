-- The examples of doc/SCHEMA_CUSTOMIZATION.md, in their order.
CREATE SCHEMA guide;
SET search_path = guide;
SET client_min_messages = warning;
\set VERBOSITY terse
\! awk '/^ *```sql$/ { on = 1; next } /^ *```$/ { on = 0 } on' doc/SCHEMA_CUSTOMIZATION.md >results/customize_guide.sql
\i results/customize_guide.sql
SET forecast_warehouse.allow_data_loss = on;
DROP SCHEMA guide CASCADE;
DROP OWNED BY nightly;
DROP ROLE nightly;
