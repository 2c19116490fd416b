# Many sessions at once: overlapping loads of all sizes and orders, rollbacks, deletes, cancelled loads, and lost
# sessions. Afterwards every rule holds. Each committed row exists once, is complete, and is found by every index. No
# other row exists. Before that, one at a time: logical decoding of a load, and a cancel at each stage of a load.
#
# STRESS_SECONDS is the duration (20). STRESS_SEED repeats the sessions' statements, but not the server's timing.
# STRESS_WRITER is the setting forecast_warehouse.writer.
use strict;
use warnings;

use IPC::Open3;
use IPC::Run;
use POSIX ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep time);

my $seconds = $ENV{STRESS_SECONDS} || 20;
my $seed = $ENV{STRESS_SEED} || 1 + int(rand(1_000_000));
my $writer = $ENV{STRESS_WRITER} || 'auto';
my $sessions = 8;
my $files = PostgreSQL::Test::Utils::tempdir('files');

my $node = PostgreSQL::Test::Cluster->new('server');
$node->init(extra => [qw(--no-locale --encoding UTF8)]);
$node->append_conf('postgresql.conf', "wal_level = logical\ndeadlock_timeout = 100ms\nautovacuum_naptime = 1s\nautovacuum_vacuum_threshold = 500\n");
$node->start;

# The values of a row follow from its key and the load's number. So each row shows which load wrote it, and that no other
# load changed it.
$node->safe_psql('postgres', qq{
    CREATE EXTENSION amcheck;
    CREATE SCHEMA fw;
    CREATE EXTENSION forecast_warehouse SCHEMA fw;
    ALTER DATABASE postgres SET forecast_warehouse.writer = $writer;
    ALTER DATABASE postgres SET search_path = fw, public;
    ALTER DATABASE postgres SET forecast_warehouse.on_reject = quarantine;
    ALTER DATABASE postgres SET forecast_warehouse.on_duplicate = last;
    ALTER DATABASE postgres SET client_min_messages = error;
    SET search_path = fw, public;
    CREATE FUNCTION number_of(key text, load bigint) RETURNS int IMMUTABLE LANGUAGE sql RETURN (hashtextextended(key, load) & 511)::int;
    CREATE TABLE gone (target text, rows bigint);
    SELECT generate_calendar('2024-01-01', '2024-12-31');
    INSERT INTO store_feed (code, name, region) SELECT 'S' || n, 'Store ' || number_of('S' || n, 0), '0' FROM generate_series(0, 14) n;
    INSERT INTO product_feed (sku, name, base_price) SELECT 'P' || n, 'Product ' || number_of('P' || n, 0), 0 FROM generate_series(0, 39) n;
});

# For each table: its feed's rows as a query of $h (hash of the row's number), $load, $day and $days. Then the load that
# wrote a row, and the row's number in that load. Then its grain.
my %tables = (
    store => {
        columns => 'code, name, region',
        rows => q{'S' || h % 300, 'Store ' || number_of('S' || h % 300, $load), '$load'},
        load => 'region::bigint', number => q{'Store ' || number_of(code, $load) = name}, grain => 'code',
    },
    product => {
        columns => 'sku, name, category, base_price',
        rows => q{'P' || h % 5000, 'Product ' || number_of('P' || h % 5000, $load), 'C' || h % 97, $load},
        load => 'base_price::bigint', number => q{'Product ' || number_of(sku, $load) = name}, grain => 'sku',
    },
    sales_daily => {
        columns => 'date, store_code, sku, quantity, unit_price',
        rows => q{date '2024-01-01' + $day + (h % $days)::int, 'S' || h / 400 % 16, 'P' || h / 6400 % 41,
                  number_of(concat(date '2024-01-01' + $day + (h % $days)::int, 'S', h / 400 % 16, 'P', h / 6400 % 41), $load), $load},
        load => 'unit_price::bigint',
        number => q{number_of(concat(date, s.code, p.sku), $load) = quantity AND total_amount = quantity * unit_price},
        grain => 'date, store_id, product_id',
    },
    inventory_snapshot_daily => {
        columns => 'date, store_code, sku, on_hand_qty, on_order_qty',
        rows => q{date '2024-01-01' + $day + (h % $days)::int, 'S' || h / 400 % 15, 'P' || h / 6400 % 40,
                  number_of(concat(date '2024-01-01' + $day + (h % $days)::int, 'S', h / 400 % 15, 'P', h / 6400 % 40), $load), $load},
        load => 'on_order_qty::bigint',
        number => q{number_of(concat(date, s.code, p.sku), $load) = on_hand_qty AND is_stockout = (on_hand_qty = 0)},
        grain => 'date, store_id, product_id',
    },
    sales_txn => {
        columns => 'receipt, line_no, sold_at, store_code, sku, quantity, unit_price, customer_ref',
        rows => q{'R' || h % 3000, h / 4000 % 3, timestamptz '2024-01-01 12:00' + interval '1 day' * number_of(concat('S', h / 12000 % 15, 'R', h % 3000, h / 4000 % 3), $load) / 2,
                  'S' || h / 12000 % 15, 'P' || h / 180000 % 40, number_of(concat('S', h / 12000 % 15, 'R', h % 3000, h / 4000 % 3), $load), $load, 'customer $load'},
        load => 'unit_price::bigint',
        number => q{number_of(concat(s.code, receipt, line_no), $load) = quantity AND customer_ref = 'customer ' || $load},
        grain => 'store_id, receipt, line_no',
    },
    price_history => {
        columns => 'sku, store_code, price, valid_from',
        rows => q{'P' || h % 40, CASE WHEN h / 50 % 4 > 0 THEN 'S' || h / 200 % 15 END, $load, date '2024-01-01' + (h / 3000 % 366)::int},
        load => 'price::bigint', number => 'true', grain => 'product_id, store_id, valid_from',
    },
);

#
# One load at a time
#

my $whole = q{INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, 1, 1, 1
    FROM generate_series(0, 365) d, generate_series(0, 14) s, generate_series(0, 39) p ORDER BY hashint4(d * 10000 + s * 100 + p)};

for my $stage (qw(checking merging writing))
{
    my ($out, $error) = ('', '');
    my $load = IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-c', $whole ], '>', \$out, '2>', \$error);
    $node->safe_psql('postgres', qq{DO \$\$ BEGIN
        FOR i IN 1..20000 LOOP
            PERFORM pg_stat_clear_snapshot();
            IF (SELECT bool_or(pg_cancel_backend(pid)) FROM load_progress WHERE stage = '$stage') THEN RETURN; END IF;
            PERFORM pg_sleep(0.002);
        END LOOP;
        RAISE 'no load was $stage'; END \$\$});
    $load->finish;
    like($error, qr/canceling statement due to user request/, "a load that is $stage can be cancelled");
    is($node->safe_psql('postgres', q{
        SELECT count(*) FROM sales_daily;
        SELECT count(*) FROM load_batch WHERE target LIKE '%sales_daily';
        SELECT count(*) FROM load_progress}), "0\n0\n0", 'and nothing of it stays');
}

SKIP:
{
    my $libraries = $node->config_data('--pkglibdir');
    skip 'there is no test_decoding', 1 unless -e "$libraries/test_decoding.so";
    $node->safe_psql('postgres', q{SELECT pg_create_logical_replication_slot('seen', 'test_decoding')});
    $node->safe_psql('postgres', q{
        INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P1', 1, 1, 1 FROM generate_series(0, 199) d, generate_series(0, 14) s;
        INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P1', 1 + d % 2, 1, 1 + d % 2 FROM generate_series(100, 299) d, generate_series(0, 14) s;
        BEGIN; INSERT INTO sales_daily_feed SELECT date '2024-01-01' + d, 'S' || s, 'P1', 5, 1, 5 FROM generate_series(0, 299) d, generate_series(0, 14) s; ROLLBACK});
    is($node->safe_psql('postgres', q{
        SELECT substring(data from 'table fw.sales_daily: (\w+)') AS what, count(*), count(DISTINCT data) = count(*) FROM pg_logical_slot_get_changes('seen', NULL, NULL)
            WHERE data LIKE 'table fw.sales_daily:%' GROUP BY 1 ORDER BY 1}), "INSERT|4500|t\nUPDATE|750|t", 'logical decoding sees each row that is written, once');
    $node->safe_psql('postgres', q{SELECT pg_drop_replication_slot('seen'); TRUNCATE sales_daily; DELETE FROM load_batch WHERE target LIKE '%sales_daily'});
}

#
# One session
#

# psql in a pipe. Each step of a script prints its result, and the number of its load.
sub connect_as
{
    my ($name) = @_;
    local $ENV{PGAPPNAME} = $name;
    my $pid = open3(my $in, my $out, undef, 'psql', '-XAtq', '-d', $node->connstr('postgres'));
    $in->autoflush;
    return { pid => $pid, in => $in, out => $out };
}

sub disconnect
{
    my ($session) = @_;
    close $session->{in};
    close $session->{out};
    waitpid $session->{pid}, 0;
}

# Runs the steps of a script; returns the SQLSTATEs and the batches, or nothing when the session is lost.
sub run_steps
{
    my ($session, @steps) = @_;
    local $SIG{PIPE} = 'IGNORE';
    my $script = '';
    for my $step (@steps)
    {
        $script .= "$step->{sql};\n\\echo state :SQLSTATE\n";
        $script .= "\\if :ERROR\n\\else\nSELECT 'batch ' || batch_id FROM last_load();\n\\endif\n" if $step->{kind} eq 'load';
    }
    my $in = $session->{in};
    print $in "$script\\echo end\n" or return;
    my $out = $session->{out};
    my $at = -1;
    while (my $line = <$out>)
    {
        return 1 if $line eq "end\n";
        $steps[ ++$at ]{state} = $1 if $line =~ /^state (\w+)/;
        $steps[$at]{batch} = $1 if $at >= 0 && $line =~ /^batch (\d+)/;
        $steps[ $at + 1 ]{error} .= $line if $line =~ /^(?:ERROR|FATAL|DETAIL|CONTEXT|psql)/ && $at < $#steps;
    }
    return;
}

# A load of a random number of rows into a random table.
sub a_load
{
    my ($load) = @_;
    my @names = sort keys %tables;
    push @names, 'sales_daily', 'sales_daily', 'inventory_snapshot_daily', 'sales_txn';
    my $name = $names[ int rand @names ];
    my $size = (1, 20, 300, 3000, 20000)[ int rand 5 ];
    $size = 1500 if $name eq 'price_history' && $size > 1500;
    my $rows = 1 + int rand $size;
    my $days = 1 + int rand 60;
    my $day = int rand(366 - $days);
    my %values = (load => $load, days => $days, day => $day);
    my $query = $tables{$name}{rows} =~ s/\$(\w+)/$values{$1}/gr;
    return {
        kind => 'load', load => $load, table => $name,
        sql => "INSERT INTO ${name}_feed ($tables{$name}{columns}) SELECT $query "
            . "FROM generate_series(1, $rows) i, LATERAL (SELECT hashtextextended(i::text, $load) & 9007199254740991) x(h)",
    };
}

sub a_delete
{
    my $table = (qw(sales_daily inventory_snapshot_daily sales_txn))[ int rand 3 ];
    my $from = int rand 366;
    my $to = $from + int rand 10;
    return { kind => 'delete', sql => deleting($table, "date BETWEEN date '2024-01-01' + $from AND date '2024-01-01' + $to") };
}

sub deleting
{
    my ($table, $which) = @_;
    return "WITH d AS (DELETE FROM $table WHERE $which RETURNING 1) INSERT INTO gone SELECT '$table', count(*) FROM d";
}

# Deletes a store or a product, with all known rows that refer to it. Rows that others are loading make the delete fail.
sub a_removal
{
    my ($table, $key, $code) = rand() < 0.5 ? ('store', 'code', 'S' . int rand 15) : ('product', 'sku', 'P' . int rand 40);
    my $one = "${table}_id IN (SELECT id FROM $table WHERE $key = '$code')";
    my @steps = map { { kind => 'delete', sql => deleting($_, $one) } } qw(sales_daily inventory_snapshot_daily sales_txn price_history);
    return (@steps, { kind => 'delete', sql => deleting($table, "$key = '$code'") });
}

# The next step of a session: one load; or, when everything is allowed, a transaction of several.
sub next_script
{
    my ($everything, $new_load) = @_;
    my $way = $everything ? int rand 10 : 0;
    return a_load($new_load->()) if $way < 5;
    my $isolation = ('READ COMMITTED', 'READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE')[ int rand 4 ];
    my @steps = ({ kind => 'begin', sql => "BEGIN ISOLATION LEVEL $isolation" });
    if ($way == 5)
    {
        push @steps, a_removal();
    }
    else
    {
        push @steps, a_load($new_load->());
        push @steps, { kind => 'savepoint', sql => 'SAVEPOINT s' }, { %{ a_load($new_load->()) }, undone => 1 },
            { kind => 'savepoint', sql => 'ROLLBACK TO s' } if $way > 7;
        push @steps, a_delete() if $way == 6;
        push @steps, a_load($new_load->()) if $way == 9;
    }
    push @steps, { kind => 'end', sql => rand() < 0.2 ? 'ROLLBACK' : 'COMMIT' };
    $_->{isolation} = $isolation for @steps;
    return @steps;
}

# Errors that a step may have: a cancel; beside other transactions a deadlock, or a snapshot that is too old. A delete may
# fail because its row is referenced, and a load because its referenced row is deleted.
sub may_end
{
    my ($step, $in_company) = @_;
    my @states = qw(00000 57014 57P01);
    push @states, qw(40P01 25P02) if $in_company;
    push @states, '40001' if ($step->{isolation} // '') =~ /REPEATABLE|SERIAL/;
    push @states, '23503' if $step->{kind} eq 'delete' || $step->{kind} eq 'load' && $in_company;
    push @states, '3B001' if $step->{kind} eq 'savepoint';
    return grep { $_ eq $step->{state} } @states;
}

# Runs until the time is over. Records the outcome of each load: committed, undone, or unknown after a lost session. Also
# records errors that must not occur.
sub be_session
{
    my ($number, $begun) = @_;
    srand($seed * 100 + $number);
    my $loads = 0;
    my $new_load = sub { return ++$loads * 10 + $number };
    open my $journal, '>', "$files/$number" or die $!;
    my $session = connect_as("session $number");
    my $longest = 0;
    while (time() < $begun + $seconds)
    {
        my $everything = time() > $begun + $seconds / 2;
        my @steps = next_script($everything, $new_load);
        my $started = time();
        my $lost = !run_steps($session, @steps);
        $longest = time() - $started if time() - $started > $longest;
        # A load that began alone may have ended in the company of transactions.
        my $in_company = time() > $begun + $seconds / 2;
        # A part that a savepoint undoes may fail, and the rest succeed.
        my $failed = grep { !$_->{undone} && ($_->{state} // '') ne '00000' } @steps;
        my $rolled_back = $steps[-1]{sql} eq 'ROLLBACK' || (!$lost && $failed);
        # Without its BEGIN it was no transaction.
        my $unclear = ($steps[0]{state} // '') ne '00000' && $steps[0]{kind} eq 'begin';
        for my $step (@steps)
        {
            print $journal "wrong $step->{state} $step->{sql}: $step->{error}\n" if defined $step->{state} && !may_end($step, $in_company);
            next unless $step->{kind} eq 'load';
            my $outcome = $unclear ? 'unknown' : $step->{undone} || $rolled_back || (defined $step->{state} && $step->{state} ne '00000') ? 'undone'
                : $failed ? 'unknown' : 'committed';
            print $journal join(' ', 'load', $step->{load}, $outcome, $step->{batch} // 0), "\n";
        }
        print $journal "state $_->{state}\n" for grep { defined $_->{state} } @steps;
        if ($lost)
        {
            disconnect($session);
            $session = connect_as("session $number");
        }
    }
    printf $journal "longest %.1f\n", $longest;
    close $journal;
    disconnect($session);
}

#
# All of them
#

note("STRESS_SEED=$seed STRESS_SECONDS=$seconds STRESS_WRITER=$writer");
my $begun = time();
my @children;
for my $number (1 .. $sessions)
{
    my $child = fork() // die $!;
    if ($child == 0)
    {
        # Nothing of the parent's ends with the child.
        eval { be_session($number, $begun); 1 } or print STDERR $@;
        POSIX::_exit($@ ? 1 : 0);
    }
    push @children, $child;
}

# Meanwhile, sessions are disturbed, and dead rows make room.
srand($seed * 100);
my $disturber = connect_as('disturber');
my %disturbed = (pg_cancel_backend => 0, pg_terminate_backend => 0);
while (time() < $begun + $seconds)
{
    sleep(0.05 + rand 0.3);
    my $how = rand() < 0.75 ? 'pg_cancel_backend' : 'pg_terminate_backend';
    my $victim = 1 + int rand $sessions;
    my @step = ({ kind => 'disturb', sql => "SELECT $how(pid) FROM pg_stat_activity WHERE application_name = 'session $victim' AND state = 'active'" });
    push @step, { kind => 'vacuum', sql => 'VACUUM ' . (sort keys %tables)[ int rand keys %tables ] } if rand() < 0.1;
    run_steps($disturber, @step) or die 'the disturber was lost';
    $disturbed{$how}++;
}
disconnect($disturber);

my $waited_until = time() + $PostgreSQL::Test::Utils::timeout_default;
my @ended;
while (@children && time() < $waited_until)
{
    @children = grep { waitpid($_, POSIX::WNOHANG()) == 0 or (push(@ended, $?), 0) } @children;
    sleep(0.05);
}
is(scalar(@children), 0, 'every session came to its end') or kill 'KILL', @children;
is(join(' ', @ended), join(' ', (0) x $sessions), 'and none of them broke off');

my (%outcome, %batches, %states, @wrong, @longest);
for my $number (1 .. $sessions)
{
    for my $line (split /\n/, slurp_file("$files/$number"))
    {
        if ($line =~ /^load (\d+) (\w+) (\d+)/)
        {
            push @{ $outcome{$2} }, $1;
            push @{ $batches{$2} }, $3 if $3 > 0;
        }
        $states{$1}++ if $line =~ /^state (\w+)/;
        push @longest, $1 if $line =~ /^longest (\S+)/;
        push @wrong, $line if $line =~ /^wrong/;
    }
}
note(join ', ', map { "$_: " . @{ $outcome{$_} } . ' loads' } sort keys %outcome);
note(join ', ', map { "$_: $states{$_}" } sort keys %states);
note(join ', ', map { "$_: $disturbed{$_}" } sort keys %disturbed);
note('longest scripts of the sessions: ' . join ' ', @longest);
is(scalar(@wrong), 0, 'nothing failed but by a cancel, or by transactions of several loads or deletes');
my %complaints = map { (/(ERROR: .*)/ ? $1 : $_) => $_ } @wrong;
diag($_) for grep { defined } (sort values %complaints)[ 0 .. 9 ];
cmp_ok(scalar(@{ $outcome{committed} // [] }), '>', $sessions, 'loads were committed');

#
# The result
#

# By plain scans, so that a broken index hides nothing.
sub all
{
    my ($sql) = @_;
    return $node->safe_psql('postgres', "SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off; $sql");
}

# An error of one index does not hide those of the next.
sub broken_indexes
{
    return $node->safe_psql('postgres', q{
        CREATE FUNCTION broken(index oid) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
            PERFORM bt_index_parent_check(index, true, true);
            RETURN NULL;
        EXCEPTION WHEN OTHERS THEN RETURN index::regclass || ': ' || sqlerrm; END $$;
        SELECT b FROM pg_class c, broken(c.oid) b WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind = 'i' AND b IS NOT NULL});
}

is(broken_indexes(), '', 'every index is in order and has all rows of its table');
is($node->safe_psql('postgres', q{SELECT c.relname, h.* FROM pg_class c, verify_heapam(c.oid) h WHERE c.relnamespace = 'fw'::regnamespace AND c.relkind = 'r'}),
    '', 'every table is in order');
is(all('SELECT * FROM load_batch WHERE received <> inserted + updated + unchanged + merged + rejected'), '', 'every load accounts for each of its rows');
is(all('SELECT id FROM load_batch WHERE rejected <> (SELECT count(*) FROM load_reject WHERE batch_id = load_batch.id)'), '', 'every reject is kept');

my $committed = join ',', @{ $batches{committed} // [] }, 0;
my $undone = join ',', @{ $batches{undone} // [] }, 0;
is(all("SELECT b FROM unnest(ARRAY[$committed]) b WHERE b > 0 AND b NOT IN (SELECT id FROM load_batch)"), '', 'every load that was committed is in the journal');
is(all("SELECT id FROM load_batch WHERE id IN ($undone)"), '', 'none that came to nothing is');

my $possible = join ',', 0, @{ $outcome{committed} // [] }, @{ $outcome{unknown} // [] };
for my $name (sort keys %tables)
{
    my $table = $tables{$name};
    is(all("SELECT $table->{grain}, count(*) FROM $name GROUP BY $table->{grain} HAVING count(*) > 1"), '', "$name: one row a grain");
    is(all("SELECT count(*) - (SELECT coalesce(sum(inserted), 0) FROM load_batch WHERE target LIKE '%$name')
                   + (SELECT coalesce(sum(rows), 0) FROM gone WHERE target = '$name') FROM $name"),
        '0', "$name: as many rows as were inserted and not deleted");
    is(all("SELECT count(*) FROM $name WHERE NOT $table->{load} = ANY (ARRAY[$possible]::bigint[])"), '0', "$name: no row of a load that came to nothing");
    my $dimensions = $table->{grain} =~ /store_id/ ? "JOIN store s ON s.id = store_id JOIN product p ON p.id = product_id" : '';
    my $number = $table->{number} =~ s/\$load/$table->{load}/gr;
    is(all("SELECT count(*) FROM $name $dimensions WHERE NOT ($number)"), '0', "$name: no row is half of one load and half of another");
    note("$name: " . all("SELECT count(*) FROM $name") . ' rows');
}
for my $name (qw(sales_daily inventory_snapshot_daily sales_txn price_history))
{
    is(all("SELECT count(*) FROM $name f LEFT JOIN store s ON s.id = f.store_id LEFT JOIN product p ON p.id = f.product_id
        WHERE (s.id IS NULL AND f.store_id IS NOT NULL) OR p.id IS NULL"), '0', "$name: no row is an orphan");
}
is(all(q{SELECT count(*) FROM price_history a JOIN price_history b ON a.product_id = b.product_id AND a.store_id IS NOT DISTINCT FROM b.store_id
    AND a.id < b.id AND daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]')}), '0', 'no windows overlap');

# A failure is easier to understand when the statements can be asked for again.
diag("seen with STRESS_SEED=$seed STRESS_SECONDS=$seconds STRESS_WRITER=$writer") unless Test::More->builder->is_passing;
$node->stop;
done_testing();
