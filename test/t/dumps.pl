# A dump contains a whole warehouse: every row, every next id, users' privileges and users' own objects around it. This holds
# in every format, by a superuser and by the plain role that owns the database.
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use ForecastWarehouse;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('server');
my $default = default_version($node);
my $dumps = PostgreSQL::Test::Utils::tempdir('dumps');

my %source = (
    fw_owner => ForecastWarehouse->filled($node, 'source of fw_owner', 'fw_owner', $default, $default),
    superuser => ForecastWarehouse->filled($node, 'source of superuser', undef, $default, $default));
my %probes = map { $_ => $source{$_}->probes } keys %source;
my %next = map { $_ => $source{$_}->copy("next load of $_")->next_load } keys %source;

# Everything is there, nothing twice, and the next load goes on where the dumped warehouse would have.
sub arrived
{
    my ($restored, $role, $name) = @_;
    same($restored->probes, $probes{$role}, "$name: everything arrived, and once");
    is(eval { $restored->next_load } // $@, $next{$role}, "$name: the next loads take the next ids");
    is(eval { $restored->sql(q{
        SET client_min_messages = warning;
        INSERT INTO retail.store_feed (code, name) VALUES ('ZH-9', 'Ninth');
        SELECT r.inserted, r.rejected, r.batch_id > t.batch_id
            FROM (SELECT min(batch_id) FROM retail.load_reject) AS t (batch_id), LATERAL retail.retry_rejects(t.batch_id) r;
        SELECT error_code FROM retail.load_reject ORDER BY batch_id, row_number LIMIT 1;}) } // $@,
        "1|1|t\nNEGATIVE_VALUE", "$name: what was set aside loads");
    $restored->drop;
}

# A dump's lines, without the word that differs in every dump.
sub lines_of
{
    my ($file) = @_;
    return [ grep { !/^\\(?:un)?restrict / } split /\n/, slurp_file($file) ];
}

#
# Formats
#

for my $role (sort keys %source)
{
    my $from = $source{$role};
    my $new = sub { ForecastWarehouse->empty($node, $_[0], $from->{role}) };
    my $dump = "$dumps/$role";

    runs([ 'pg_dump', '-Fp', '-f', "$dump.sql", $from->connstr ], "plain, $role: dumped");
    runs([ 'pg_dump', '-Fc', '-f', "$dump.custom", $from->connstr ], "custom, $role: dumped");
    runs([ 'pg_dump', '-Fd', '-j2', '-f', "$dump.directory", $from->connstr ], "directory, $role: dumped");

    my $plain = $new->("plain of $role");
    runs([ 'psql', '-X', '-v', 'ON_ERROR_STOP=1', '-f', "$dump.sql", $plain->connstr ], "plain, $role: restored");
    runs([ 'pg_dump', '-Fp', '-f', "$dump.again", $plain->connstr ], "plain, $role: dumped again");
    same(lines_of("$dump.again"), lines_of("$dump.sql"), "plain, $role: the second dump is the first");
    arrived($plain, $role, "plain, $role");

    for my $format (qw(custom directory))
    {
        my $restored = $new->("$format of $role");
        runs([ 'pg_restore', '-e', '-d', $restored->connstr, "$dump.$format" ], "$format, $role: restored");
        arrived($restored, $role, "$format, $role");
    }
}

#
# Several jobs: pg_restore then begins with the largest tables, without regard to foreign keys. Those of an extension exist
# already. A superuser disables them meanwhile. Others restore the rows by one job and the rest by several.
#

for my $format (qw(custom directory))
{
    my $held_off = ForecastWarehouse->empty($node, "$format, held off");
    {
        local $ENV{PGOPTIONS} = '-c session_replication_role=replica';
        runs([ 'pg_restore', '-e', '-j2', '-d', $held_off->connstr, "$dumps/superuser.$format" ],
            "$format -j2, foreign keys held off: restored");
    }
    arrived($held_off, 'superuser', "$format -j2, foreign keys held off");

    my $in_turn = ForecastWarehouse->empty($node, "$format, in turn", 'fw_owner');
    my @restore = ('pg_restore', '-e', '-d', $in_turn->connstr, "$dumps/fw_owner.$format");
    runs([ @restore, '--section=pre-data', '--section=data' ], "$format -j2, rows first: rows restored");
    runs([ @restore, '--section=post-data', '-j2' ], "$format -j2, rows first: the rest restored");
    arrived($in_turn, 'fw_owner', "$format -j2, rows first");

    my $jobs = ForecastWarehouse->empty($node, "$format, jobs", 'fw_owner');
    my $error = complaint([ 'pg_restore', '-j2', '-d', $jobs->connstr, "$dumps/fw_owner.$format" ]);
    ok($error =~ /violates foreign key constraint/ || !$error && !differing($jobs->probes, $probes{fw_owner}),
        "$format -j2 without either: all arrives, or a foreign key fails; no row is lost without an error") or diag($error);
}

#
# The role that restores owns the warehouse
#

my $named = ForecastWarehouse->empty($node, 'named', 'fw_owner');
runs([ 'pg_restore', '-e', '--role=fw_owner', '-d', $node->connstr('named'), "$dumps/fw_owner.custom" ],
    "a superuser restores in the owner's name");
arrived($named, 'fw_owner', "a superuser in the owner's name");

my $taken = ForecastWarehouse->empty($node, 'taken over');
runs([ 'pg_restore', '-e', '-d', $taken->connstr, "$dumps/fw_owner.custom" ], "a superuser takes a warehouse over");
same(rows_of($taken->probes), rows_of($probes{fw_owner}),
    'taken over by a superuser: every row and next id arrived, and once');
is($taken->next_load, $next{fw_owner}, 'taken over by a superuser: the next loads take the next ids');

#
# The rows apart from the objects
#

my $owner = $source{fw_owner};
runs([ 'pg_dump', '-Fc', '--schema-only', '-f', "$dumps/objects", $owner->connstr ], 'objects: dumped');
runs([ 'pg_dump', '-Fc', '--data-only', '-f', "$dumps/rows", $owner->connstr ], 'rows: dumped');
my $apart = ForecastWarehouse->empty($node, 'apart', 'fw_owner');
runs([ 'pg_restore', '-e', '-d', $apart->connstr, "$dumps/objects" ], 'objects: restored');
my $bare = ForecastWarehouse->installed($node, 'bare', 'fw_owner', $default);
same([ grep { / retail\./ } @{ rows_of($apart->probes) } ], rows_of($bare->probes), 'objects: no rows come with them');
runs([ 'pg_restore', '-e', '-d', $apart->connstr, "$dumps/rows" ], 'rows: restored');
arrived($apart, 'fw_owner', 'objects, then rows');

#
# Shipped rows are not dumped: they exist already where the dump is restored. A user's own rows are dumped, also those that
# equal a shipped one.
#

my $rows = slurp_file("$dumps/fw_owner.sql");
my %dumped = map { my $table = $_; $table => [ $rows =~ /^COPY retail\.$table .*?;\n(.*?)^\\\.$/ms ? split(/\n/, $1) : () ] }
    qw(holiday_rule holiday_date);
for my $table (sort keys %dumped)
{
    is(scalar @{ $dumped{$table} }, $owner->sql("SELECT count(*) FROM retail.$table WHERE NOT shipped"),
        "$table: a user's rows are dumped");
    is(scalar(grep { /\tt$/ } @{ $dumped{$table} }), 0, "$table: no shipped one is");
}
my $twins = q{
    SELECT count(*) FROM retail.holiday_date a JOIN retail.holiday_date b USING (calendar, date, name)
        WHERE a.shipped AND NOT b.shipped;
    SELECT count(*) FROM retail.holiday_rule a JOIN retail.holiday_rule b USING (calendar, name, rule)
        WHERE a.shipped AND NOT b.shipped};
like($owner->sql($twins), qr/^[1-9]\d*\n[1-9]\d*$/, 'a user has rows that are like shipped ones');

#
# A step down keeps privileges on objects that it creates again, and so does a dump after it
#

my $down = ForecastWarehouse->filled($node, 'stepped down', 'fw_owner', $default, '1.1');
my $granted = sub { [ grep { /^(?:privilege|initial privileges) .*store_feed/ } @{ $_[0]->probes } ] };
my $never = $granted->(ForecastWarehouse->filled($node, 'never up', 'fw_owner', '1.1', '1.1'));
cmp_ok(scalar(grep { /fw_reader/ } @$never), '>', 2, 'there are privileges on columns of the feed');
$down->update_to('1.1');
same($granted->($down), $never, 'stepped down: privileges on the feed and its columns are as they were');
runs([ 'pg_dump', '-Fc', '-f', "$dumps/down", $down->connstr ], 'stepped down: dumped');
# The schema exists already. The restore says so and goes on.
my $again = ForecastWarehouse->installed($node, 'stepped down, restored', 'fw_owner', '1.1');
like(complaint([ 'pg_restore', '-d', $again->connstr, "$dumps/down" ]), qr/errors ignored on restore: 1$/m,
    'stepped down: restored into 1.1, where only the schema existed');
same($granted->($again), $never, 'stepped down, restored into 1.1: with them');
same(rows_of($again->probes), rows_of($down->probes), 'stepped down, restored into 1.1: every row and next id arrived');
my $newer = ForecastWarehouse->empty($node, 'stepped down, restored newer', 'fw_owner');
runs([ 'pg_restore', '-e', '-d', $newer->connstr, "$dumps/down" ], "stepped down: restored into $default");
is($newer->version, $default, "stepped down, restored into $default: is at $default");
same([ grep { !/holiday_calendar/ } @{ $granted->($newer) } ], $never, "stepped down, restored into $default: with them");

#
# Over an existing warehouse: its rows are not dropped unless that is allowed
#

my $existing = $owner->copy('existing');
$existing->next_load;
my $before = $existing->probes;
my @clean = ('pg_restore', '--clean', '--if-exists', '-d', $existing->connstr, "$dumps/fw_owner.custom");

$node->command_fails_like([ @clean, '--single-transaction' ], qr/would lose \d+ rows/, '--clean is refused over rows');
same($existing->probes, $before, 'a refused --clean in one transaction changes nothing');
$node->command_fails_like(\@clean, qr/would lose \d+ rows/, '--clean that goes on after errors is refused, too');
same([ grep { /^row retail/ } @{ $existing->probes } ], [ grep { /^row retail/ } @$before ],
    'a refused --clean that goes on after errors leaves every row, and puts in none twice');
{
    local $ENV{PGOPTIONS} = '-c forecast_warehouse.allow_data_loss=on';
    runs([ @clean, '-e' ], '--clean passes where the loss is allowed');
}
arrived($existing, 'fw_owner', '--clean');

#
# A source is a view of a user with triggers of the extension. A table of the extension has its row. The view got another
# name since.
#

my $sources = $source{fw_owner}->copy('sources');
$sources->sql(q{
    CREATE SCHEMA shop;
    SET search_path = shop, retail;
    SELECT create_source('stores', 'store_feed', ARRAY['Code', 'Name'], '{"code": "\\"Code\\"", "name": "\\"Name\\""}',
        '{"on_reject": "quarantine", "null_values": "-"}');
    ALTER VIEW stores RENAME TO shops});
runs([ 'pg_dump', '-Fc', '-f', "$dumps/sources", $sources->connstr ], 'source: dumped');
my $moved = ForecastWarehouse->empty($node, 'sources, restored', 'fw_owner');
runs([ 'pg_restore', '-e', '-d', $moved->connstr, "$dumps/sources" ], 'source: restored');
same($moved->probes, $sources->probes, 'source: the view, its triggers and its row arrived');
for my $each ($moved, $sources)
{
    is($each->sql(q{INSERT INTO shop.shops VALUES ('X-1', 'By a source'), ('-', 'Without a code');
            SELECT inserted, rejected FROM retail.last_load()}),
        '1|1', "$each->{name}: the source loads");
}
# The step from 1.5 to 1.4 would lose rows of other tables.
$moved->sql(q{SET forecast_warehouse.allow_data_loss = on; ALTER EXTENSION forecast_warehouse UPDATE TO '1.4'});
like($moved->error_of(q{ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'}), qr/would lose 5 rows.*sales_returns: 3 rows.*source: 2 rows/s,
    'source: a step down is refused and names it');
$moved->sql(q{SET search_path = shop, retail; SELECT drop_source('shops'), drop_source('retail.dropped'); DELETE FROM sales_returns});
$moved->update_to('1.3');
is($moved->version, '1.3', 'source: a step down passes when it is dropped');

#
# Sales without money stay without it, and returns stay returns, until somebody says more
#

my $without_money = $source{fw_owner}->copy('without money');
$without_money->sql(q{
    SET search_path = retail;
    INSERT INTO store_feed (code, name) VALUES ('M-1', 'Without money');
    INSERT INTO product_feed (sku, name) VALUES ('M-A', 'Open'), ('M-B', 'Nothing sold');
    INSERT INTO sales_daily_feed (date, store_code, sku, quantity)
        SELECT min(date), 'M-1', sku, quantity FROM calendar, (VALUES ('M-A', 2.5), ('M-B', 0)) AS v (sku, quantity) GROUP BY sku, quantity;
    INSERT INTO sales_returns_feed (date, store_code, sku, reason, return_quantity, return_amount)
        SELECT min(date), 'M-1', 'M-A', 'broken', 0.5, 1.25 FROM calendar});
runs([ 'pg_dump', '-Fc', '-f', "$dumps/without_money", $without_money->connstr ], 'without money: dumped');
my $still = ForecastWarehouse->empty($node, 'without money, restored', 'fw_owner');
runs([ 'pg_restore', '-e', '-d', $still->connstr, "$dumps/without_money" ], 'without money: restored');
same($still->probes, $without_money->probes, 'without money: every row arrived');
for my $each ($still, $without_money)
{
    is($each->sql(q{SET client_min_messages = warning;
            SELECT d.quantity, d.unit_price, d.total_amount, n.quantity, n.total_amount
                FROM retail.sales_daily d JOIN retail.sales_net_daily n USING (date, store_id, product_id)
                JOIN retail.store s ON s.id = d.store_id WHERE s.code = 'M-1' ORDER BY d.product_id;
            INSERT INTO retail.price_history_feed (sku, store_code, price, valid_from)
                SELECT 'M-A', 'M-1', 4, min(date) FROM retail.calendar;
            INSERT INTO retail.sales_daily_feed (date, store_code, sku, quantity)
                SELECT date, store_code, sku, quantity FROM retail.sales_daily_feed WHERE unit_price IS NULL;
            SELECT unit_price, total_amount FROM retail.sales_daily_feed WHERE store_code = 'M-1' ORDER BY sku}),
        "2.5|||2|\n0||0.00|0|0.00\n4.00|10.00\n|0.00", "$each->{name}: money that comes later is taken");
}
$still->sql(q{SET forecast_warehouse.allow_data_loss = on; ALTER EXTENSION forecast_warehouse UPDATE TO '1.4'});
like($still->error_of(q{ALTER EXTENSION forecast_warehouse UPDATE TO '1.3'}),
    qr/1 row of table "sales_daily" without a value of unit_price, total_amount.*sales_returns: /s,
    'without money: a step down is refused and names the rows');

done_testing();
