# A server that is killed: in the middle of a load, an update and a downgrade, before and right after their commit.
# Recovery restores the warehouse of before or of after, never a state between. Its indexes agree with its tables, and
# the interrupted act can be repeated.
use strict;
use warnings;

use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes 'usleep';

my $node = PostgreSQL::Test::Cluster->new('server');
$node->init(extra => [qw(--no-locale --encoding UTF8)]);
# All changes are logged, as in production. Autovacuum would only be in the way.
$node->append_conf('postgresql.conf', "wal_level = replica\nautovacuum = off\n");
$node->start;

# 60 days, 20 stores, 80 products: 96,000 rows, of which the first 10 days exist already with other values.
my $file = PostgreSQL::Test::Utils::tempdir('files') . '/sales.csv';
$node->safe_psql('postgres', qq{
    CREATE SCHEMA fw;
    CREATE EXTENSION forecast_warehouse SCHEMA fw VERSION '1.0';
    CREATE EXTENSION amcheck;
    ALTER DATABASE postgres SET search_path = public, fw;
    SET search_path = public, fw;
    SELECT generate_calendar('2024-01-01', '2024-12-31');
    INSERT INTO store_feed (code, name) SELECT 'S' || n, 'Store ' || n FROM generate_series(1, 20) n;
    INSERT INTO product_feed (sku, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, 80) n;
    INSERT INTO price_history_feed (sku, price, valid_from) SELECT 'P' || n, n, '2024-01-01' FROM generate_series(1, 80) n;
    INSERT INTO promotion_feed (sku, name, start_date, end_date) SELECT 'P' || n, 'Sale', '2024-01-01', '2024-01-31' FROM generate_series(1, 80) n;
    INSERT INTO inventory_snapshot_daily_feed (date, store_code, sku, on_hand_qty) SELECT '2024-01-01', 'S' || n, 'P1', n FROM generate_series(1, 20) n;
    CREATE TABLE sales (date date, store_code text, sku text, quantity bigint, unit_price numeric(10,2), total_amount numeric(12,2));
    INSERT INTO sales SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, d + s + p, 2, 2 * (d + s + p)
        FROM generate_series(0, 59) d, generate_series(1, 20) s, generate_series(1, 80) p ORDER BY hashint4(d * 10000 + s * 100 + p);
    INSERT INTO sales_daily_feed SELECT date, store_code, sku, 1, 1, 1 FROM sales WHERE date < '2024-01-11';
    COPY sales TO '$file' (FORMAT csv);
});

# The parts that updates and loads change, line by line. Rows are compared by their sum, so their order does not matter.
sub state
{
    my $tables = $node->safe_psql('postgres', q{
        SELECT string_agg(format('SELECT %L || count(*) || '' '' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM %s t',
                                 'rows of ' || c.relname || ': ', c.oid::regclass), ' UNION ALL ')
        FROM pg_extension e, unnest(e.extconfig) dumped JOIN pg_class c ON c.oid = dumped
        WHERE e.extname = 'forecast_warehouse' AND c.relkind = 'r'});
    return $node->safe_psql('postgres', qq{
        SELECT 'version ' || extversion FROM pg_extension WHERE extname = 'forecast_warehouse'
        UNION ALL SELECT format('member %s', pg_describe_object(classid, objid, 0)) FROM pg_depend d JOIN pg_extension e ON e.oid = refobjid
            WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND extname = 'forecast_warehouse'
        UNION ALL SELECT format('column %s.%s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod)) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE relnamespace = 'fw'::regnamespace AND attnum > 0
        UNION ALL SELECT format('constraint %s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint WHERE connamespace = 'fw'::regnamespace
        UNION ALL SELECT format('index %s %s %s', indexrelid::regclass, indisvalid, indisready) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = 'fw'::regnamespace
        UNION ALL SELECT format('sequence %s %s', seqrelid::regclass, seqtypid::regtype) FROM pg_sequence
        UNION ALL $tables ORDER BY 1});
}

# Every row of a table is found by each of its indexes. The pages are in order, and each referenced row exists.
sub sound
{
    my ($name) = @_;
    is($node->safe_psql('postgres', q{
        SELECT count(bt_index_check(c.oid, true)::text) > 25 FROM pg_class c JOIN pg_am a ON a.oid = c.relam
            WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind = 'i' AND a.amname = 'btree';
        SELECT c.relname, h.* FROM pg_class c, verify_heapam(c.oid) h WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind = 'r';
        SELECT f.date FROM sales_daily f LEFT JOIN store s ON s.id = f.store_id LEFT JOIN product p ON p.id = f.product_id
            LEFT JOIN calendar c ON c.date = f.date WHERE s.id IS NULL OR p.id IS NULL OR c.date IS NULL;
    }), 't', "$name: indexes, tables and references agree");
}

# A session in the background. Its process is known once it is there.
sub session
{
    my ($sql) = @_;
    my %session = (in => "SELECT pg_backend_pid();\n$sql", out => '', err => '', timer => IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
    $session{run} = IPC::Run::start([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres') ],
        '<', \$session{in}, '>', \$session{out}, '2>', \$session{err}, $session{timer});
    seen(\%session, qr/^\d+\n/);
    ($session{pid}) = $session{out} =~ /^(\d+)/;
    return \%session;
}

sub seen
{
    my ($session, $pattern) = @_;
    pump_until($session->{run}, $session->{timer}, \$session->{out}, $pattern) or die "no $pattern in: $session->{out}$session->{err}";
}

# Looks every few milliseconds, because the state is short.
sub wait_for
{
    my ($condition) = @_;
    $node->safe_psql('postgres', qq{DO \$\$ BEGIN
        FOR i IN 1..20000 LOOP
            IF ($condition) THEN RETURN; END IF;
            PERFORM pg_sleep(0.002);
        END LOOP;
        RAISE 'waited in vain'; END \$\$});
}

# sales_daily is rewritten. On the way up it is the first table. A lock on a table that is invisible to others shows this. On
# the way down it is the last, after the sequence of another.
sub update_is_rewriting
{
    my ($session) = @_;
    wait_for("EXISTS (SELECT FROM pg_locks l WHERE l.pid = $session->{pid} AND l.mode = 'AccessExclusiveLock' AND l.granted
        AND l.relation NOT IN (SELECT oid FROM pg_class))");
}

sub downgrade_is_rewriting
{
    my ($session) = @_;
    wait_for("EXISTS (SELECT FROM pg_locks l WHERE l.pid = $session->{pid} AND l.mode = 'ShareRowExclusiveLock' AND l.granted
        AND l.relation = 'inventory_snapshot_daily_id_seq'::regclass)");
}

# The processes of the server.
sub processes
{
    my ($postmaster) = slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/;
    return ($postmaster, split /\n/, $node->safe_psql('postgres', 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()'));
}

# Kills the server, all of its processes at once, and starts it again.
sub crash
{
    my ($session, @processes) = @_;
    my $log = -s $node->logfile;
    $node->kill9;
    kill 'KILL', @processes;
    if ($session)
    {
        eval { $session->{run}->finish };
        isnt($session->{run}->full_result, 0, 'the session was lost') or diag($session->{out});
    }
    # The next one refuses to start as long as a process of this one is known to the system.
    for my $attempt (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
    {
        last unless kill 0, @processes;
        usleep(100_000);
    }
    $node->start;
    ok($node->log_contains('automatic recovery in progress', $log), 'the server recovered');
}

# Interrupts a session at a point, and asks for the warehouse as it was.
sub interrupt
{
    my ($name, $sql, $point) = @_;
    my $before = state();
    my $session = session($sql);
    my @processes = processes();
    $point->($session);
    crash($session, @processes);
    is(state(), $before, "$name: it is as before");
    sound($name);
}

# Does it, and the server is killed right after.
sub complete
{
    my ($name, $sql) = @_;
    my $before = state();
    $node->safe_psql('postgres', $sql);
    my $after = state();
    isnt($after, $before, "$name: something was done");
    crash(undef, processes());
    is(state(), $after, "$name: it is as after");
    sound($name);
}

my $load = "COPY sales_daily_feed FROM '$file' (FORMAT csv);\n";
my $up = "ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';\n";
my $down = "ALTER EXTENSION forecast_warehouse UPDATE TO '1.0';\n";
my $held = 'SELECT pg_sleep(3600);';

# The rows are on their way into the table. A checkpoint puts some of them on disk, and recovery begins there.
my $size = $node->safe_psql('postgres', q{SELECT pg_relation_size('sales_daily')});

sub load_is_writing
{
    wait_for("pg_relation_size('sales_daily') > $size");
    $node->safe_psql('postgres', 'CHECKPOINT');
}

# An update that has done and flushed all of its work, except its commit.
sub update_is_done
{
    my ($session) = @_;
    seen($session, qr/done/);
    $node->safe_psql('postgres', 'CHECKPOINT');
}

interrupt('a load that is writing', $load, \&load_is_writing);
cmp_ok($node->safe_psql('postgres', q{SELECT pg_relation_size('sales_daily')}), '>', $size, 'it had written');
complete('a load', $load);
is($node->safe_psql('postgres', q{
    SELECT received, inserted, updated, unchanged, rejected FROM load_batch ORDER BY id DESC LIMIT 1;
    TABLE sales EXCEPT TABLE sales_daily_feed;
    TABLE sales_daily_feed EXCEPT TABLE sales}), '96000|80000|16000|0|0', 'all of its rows landed, once');

interrupt('an update that is rewriting', $up, \&update_is_rewriting);
interrupt('an update before its commit', "BEGIN;\n$up\\echo done\n$held", \&update_is_done);
complete('an update', $up);
like(state(), qr/^version 1\.1$/m, 'the version is 1.1');
$node->safe_psql('postgres', $load);
is($node->safe_psql('postgres', 'SELECT received, unchanged FROM load_batch ORDER BY id DESC LIMIT 1'), '96000|96000', 'the same load finds its rows');

my $further = "ALTER EXTENSION forecast_warehouse UPDATE TO '1.2';\n";
my $back = "ALTER EXTENSION forecast_warehouse UPDATE TO '1.1';\n";
interrupt('an update that ships rows, before its commit', "BEGIN;\n$further\\echo done\n$held", \&update_is_done);
complete('an update that ships rows', $further);
like(state(), qr/^version 1\.2$/m, 'the version is 1.2');
$node->safe_psql('postgres', $load);
interrupt('a downgrade that takes them away, before its commit', "BEGIN;\n$back\\echo done\n$held", \&update_is_done);
complete('a downgrade that takes them away', $back);
like(state(), qr/^version 1\.1$/m, 'the version is 1.1 again');

interrupt('a downgrade that is rewriting', $down, \&downgrade_is_rewriting);
interrupt('a downgrade before its commit', "BEGIN;\n$down\\echo done\n$held", \&update_is_done);
$node->safe_psql('postgres', $down);
like(state(), qr/^version 1\.0$/m, 'the version is 1.0');
$node->safe_psql('postgres', q{INSERT INTO sales_daily_feed SELECT date + 60, store_code, sku, 1, 1, 1 FROM sales WHERE date < '2024-01-02'});
is($node->safe_psql('postgres', q{SELECT count(*), count(DISTINCT id) FROM sales_daily}), '97600|97600', 'new rows land, with ids of their own');

$node->stop;
done_testing();
