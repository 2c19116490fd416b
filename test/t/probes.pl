# The probes by which the other tests compare warehouses. Each detects the change that it is for, and reports no other
# difference.
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use ForecastWarehouse;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('server');
my $default = default_version($node);
my $warehouse = ForecastWarehouse->filled($node, 'warehouse', 'fw_owner', $default, $default);
$warehouse->run_file('row-security.sql');
my $before = $warehouse->probes;

my @dumped = map { /^dumped (\S+) / } @$before;
my %compared = map { /^(?:row|id) (\S+) / ? ($1 => 1) : () } @$before;
is_deeply([ grep { !$compared{$_} } @dumped ], [], 'every table that dumps carry has rows to compare');

# The kind of the line that changes, and what is done.
my @changes = (
    [ 'extension',     q{UPDATE pg_extension SET extversion = '0.9' WHERE extname = 'forecast_warehouse'} ],
    [ 'member',        q{ALTER EXTENSION forecast_warehouse DROP VIEW retail.store_feed} ],
    [ 'dumped',        q{ALTER EXTENSION forecast_warehouse DROP SEQUENCE retail.store_id_seq} ],
    [ 'dumped',        q{UPDATE pg_extension SET extcondition[1] = 'WHERE false' WHERE extconfig IS NOT NULL} ],
    [ 'relation',      q{ALTER TABLE retail.calendar OWNER TO fw_analyst} ],
    [ 'relation',      q{ALTER VIEW retail.store_feed RESET (security_invoker)} ],
    [ 'relation',      q{ALTER TABLE retail.store DISABLE ROW LEVEL SECURITY} ],
    [ 'column',        q{ALTER TABLE retail.load_reject ALTER COLUMN error_code TYPE varchar(31)} ],
    [ 'column',        q{ALTER TABLE retail.calendar ALTER COLUMN is_holiday DROP NOT NULL} ],
    [ 'column',        q{ALTER TABLE retail.calendar ALTER COLUMN is_holiday DROP DEFAULT} ],
    [ 'column',        q{ALTER VIEW retail.store_feed ALTER COLUMN region DROP DEFAULT} ],
    [ 'column',        q{ALTER TABLE retail.load_reject DROP COLUMN message, ADD COLUMN message text} ],
    [ 'constraint',    q{ALTER TABLE retail.sales_daily DROP CONSTRAINT ck_sales_daily_quantity_positive} ],
    [ 'constraint',    q{UPDATE pg_constraint SET convalidated = false WHERE conname = 'fk_sales_daily_store'} ],
    [ 'index',         q{DROP INDEX retail.ix_product_category} ],
    [ 'index',         q{UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'retail.pk_store'::regclass} ],
    [ 'view',          q{CREATE OR REPLACE VIEW app.stores AS SELECT code::text, name::text, 0.0 AS square_metres
                             FROM retail.store} ],
    [ 'trigger',       q{DROP TRIGGER feed_row ON retail.store_feed} ],
    [ 'trigger',       q{ALTER TABLE retail.sales_daily DISABLE TRIGGER ALL} ],
    [ 'event trigger', q{ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss DISABLE} ],
    [ 'policy',        q{ALTER POLICY east_only ON retail.store USING (region = 'West')} ],
    [ 'function',      q{ALTER FUNCTION retail.last_load() STABLE} ],
    [ 'function',      q{ALTER FUNCTION retail.last_load() PARALLEL UNSAFE} ],
    [ 'function',      q{ALTER FUNCTION retail.last_load() OWNER TO fw_analyst} ],
    [ 'function',      q{UPDATE pg_proc SET prosrc = 'fw_feed_end' WHERE oid = 'retail.feed_row'::regproc} ],
    [ 'type',          q{ALTER TYPE retail.load_result OWNER TO fw_analyst} ],
    [ 'schema',        q{ALTER SCHEMA app OWNER TO fw_owner} ],
    [ 'comment',       q{COMMENT ON COLUMN retail.store.city IS 'Town.'} ],
    [ 'comment',       q{COMMENT ON POLICY east_only ON retail.store IS NULL} ],
    [ 'privilege',     q{REVOKE SELECT ON retail.calendar FROM fw_reader} ],
    [ 'privilege',     q{REVOKE GRANT OPTION FOR SELECT ON retail.load_batch FROM fw_reader} ],
    [ 'privilege',     q{REVOKE UPDATE (city) ON retail.store FROM fw_reader} ],
    [ 'privilege',     q{REVOKE USAGE ON SEQUENCE retail.store_id_seq FROM fw_loader} ],
    [ 'privilege',     q{REVOKE EXECUTE ON FUNCTION retail.generate_demo_data FROM PUBLIC} ],
    [ 'privilege',     q{REVOKE INSERT ON retail.store FROM fw_owner} ],
    [ 'initial',       q{INSERT INTO pg_init_privs
                             VALUES ('retail.store'::regclass, 'pg_class'::regclass, 0, 'e', '{}')} ],
    [ 'sequence',      q{ALTER SEQUENCE retail.store_id_seq AS bigint} ],
    [ 'sequence',      q{ALTER SEQUENCE retail.store_id_seq OWNED BY NONE} ],
    [ 'id',            q{ALTER SEQUENCE retail.store_id_seq RESTART 8} ],
    [ 'row',           q{UPDATE retail.holiday_date SET name = name || '.' WHERE calendar = 'house'} ],
    [ 'row',           q{DELETE FROM retail.load_reject} ],
    [ 'row',           q{UPDATE retail.holiday_date SET shipped = NOT shipped WHERE calendar = 'chain'} ],
    [ 'row',           q{UPDATE retail.holiday_date SET status = 'estimated' WHERE calendar = 'house'} ],
    [ 'row',           q{UPDATE retail.holiday_rule SET source = 'me' WHERE calendar = 'GB'} ],
    [ 'row',           q{DELETE FROM retail.holiday_rule WHERE calendar = 'chain' AND name = 'Epiphany'} ],
    [ 'row',           q{UPDATE retail.calendar SET fiscal_week = 1 WHERE date = '2024-02-29'} ],
    [ 'row',           q{UPDATE retail.calendar SET is_business_day = NULL WHERE date = '2024-02-29'} ],
    [ 'row',           q{UPDATE retail.store SET holiday_calendar = NULL WHERE code = 'PEK-1'} ],
    [ 'constraint',    q{ALTER TABLE retail.holiday_rule DROP CONSTRAINT ck_holiday_rule_rule} ],
    [ 'column',        q{ALTER TABLE retail.calendar ALTER COLUMN iso_week DROP EXPRESSION} ],
    [ 'view',          q{CREATE OR REPLACE VIEW retail.holiday_calendars AS
                             SELECT 'US'::varchar(20) AS calendar} ],
    [ 'function',      q{ALTER FUNCTION retail.is_business_day(date, text) VOLATILE} ],
    [ 'function',      q{ALTER FUNCTION retail.holidays(text, date, date) ROWS 1} ],
    [ 'privilege',     q{REVOKE SELECT (is_business_day) ON retail.calendar FROM fw_analyst} ],
    [ 'privilege',     q{REVOKE SELECT (code) ON retail.store_feed FROM fw_reader} ],
    [ 'privilege',     q{REVOKE SELECT (holiday_calendar) ON retail.store_feed FROM fw_analyst} ],
    [ 'row',           q{UPDATE retail.store SET updated_at = updated_at + interval '1 microsecond'} ],
    [ 'row',           q{DELETE FROM app.sale_note WHERE note LIKE '%-01'} ],
);
for my $change (@changes)
{
    my ($kind, $sql) = @$change;
    my @seen = differing($warehouse->probes(after => $sql), $before);
    ok((grep { /^[-+] $kind / } @seen), 'seen: ' . $sql =~ s/\s+/ /gr) or diag("@seen");
}

same($warehouse->probes, $before, 'a warehouse equals itself');
same($warehouse->probes(after => 'GRANT ALL ON retail.calendar TO fw_owner'), $before,
    'the privileges that a table has by default are the same on record and off');
same($warehouse->probes(after => 'GRANT EXECUTE ON FUNCTION retail.last_load TO PUBLIC'), $before,
    'the privileges that a function has by default are the same on record and off');
same($warehouse->probes(after => "UPDATE retail.store SET updated_at = 'epoch'", stamps => 0),
    $warehouse->probes(stamps => 0), 'times of loads can be left out');
same($warehouse->copy('copy')->probes, $before, 'a copied database equals its original');
done_testing();
