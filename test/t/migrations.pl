# Up, down and up again, from every version to every other, with data. Nothing is lost on the way, and nothing is left
# over. A step that would lose rows is refused until the loss is allowed.
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use List::Util 'sum';
use ForecastWarehouse;
use Test::More;

my $allow = 'SET forecast_warehouse.allow_data_loss = on';
my $node = new_server('server');

my @noted = noted_of_loads();

# Warehouses are made once and copied.
my %made;

sub warehouse
{
    my ($version, $held) = @_;
    return $made{$version}{$held} //= do
    {
        my $new = ForecastWarehouse->filled($node, "$version with the data of $held", 'fw_owner', $version, $held);
        $new->run_file('row-security.sql');
        $new;
    };
}

my @ways = ways($node);
cmp_ok(scalar @ways, '>=', 2, 'there are ways between versions');

for my $way (@ways)
{
    my ($from, $to) = @$way;
    my $held = earlier($from, $to);
    my $traveller = warehouse($from, $held)->copy("from $from to $to");
    my $before = $traveller->probes(without => \@noted);

    $traveller->update_to($to);
    my $there = $traveller->probes;
    my @by_version = (@noted, noted_of_features());
    same($traveller->probes(stamps => 0, without => \@by_version), warehouse($to, $held)->probes(stamps => 0, without => \@by_version),
        "$from to $to: as if it had always been $to");
    $traveller->update_to($from);
    same($traveller->probes(without => \@noted), $before, "$from to $to and back: as before");
    $traveller->update_to($to);
    same($traveller->probes, $there, "$from to $to, back and again: as the first time");
    is($traveller->next_load, warehouse($to, $held)->copy("next load from $from to $to")->next_load,
        "$from to $to, back and again: the next loads take the ids that they would have taken");
}

#
# Rows that the lower version has no table for, or that say more than it can hold
#

# Of tables that stay: rows that would lose their content, and shipped or meaningless ones, whose removal is no loss.
my %says_more = ('1.2' => {
    store => q{holiday_calendar IS NOT NULL},
    holiday_date => q{NOT shipped AND (source IS NOT NULL
        OR (action, status, category) IS DISTINCT FROM ('add', 'confirmed', 'public'))} },
    '1.5' => {
    store => q{num_nonnulls(number, manager, location_id) > 0},
    product => q{num_nonnulls(product_type, product_type_code, category_code, wholesale_price) > 0} },
    '1.7' => {
    store => q{num_nonnulls(opened_on, closed_on) > 0},
    product => q{num_nonnulls(launch_date, discontinue_date, lifecycle_stage, pack_size, subcategory) > 0},
    promotion => q{kind IS NOT NULL},
    sales_txn => q{channel IS NOT NULL} });
# From 1.4 on, rows that ship are in tables of their own. Which ones ship is the version's.
my %goes = ('1.2' => q{DELETE FROM ONLY retail.holiday_date WHERE shipped OR action <> 'add'},
    '1.4' => join('; ', map { "DELETE FROM retail.shipped_$_" } qw(holiday_rule holiday_date)));
for my $way (grep { earlier(@$_) eq $_->[1] } @ways)
{
    my ($high, $low, $steps) = @$way;
    my $full = warehouse($high, $high)->copy("losses from $high to $low");
    my $before = $full->probes;
    my $never = warehouse($low, $low)->probes;
    my $label = "$high to $low";

    # rows by table; those that the extension itself brought are no loss
    my %stays = map { $_ => 1 } map { /^relation \w retail\.(\w+) / } @$never;
    my %brought = map { $_ => 1 } @{ ForecastWarehouse->installed($node, "bare $label", 'fw_owner', $high)->probes };
    my %lost;
    $lost{$_}++ for grep { !$stays{$_} } map { /^row retail\.(\w+) / } grep { !$brought{$_} } @$before;
    my @between = reverse grep { earlier($_, $low) ne $_ && earlier($_, $high) eq $_ } sort keys %{ { %goes, %says_more } };
    for my $version (@between)
    {
        my $tables = $says_more{$version} // {};
        $lost{$_} += $full->seen(role => undef)->sql("SELECT count(*) FROM retail.$_ WHERE $tables->{$_}")
            for grep { $stays{$_} } keys %$tables;
    }
    ok(scalar %lost, "$label: there is something to lose") or next;

    my $down = "ALTER EXTENSION forecast_warehouse UPDATE TO '$low'";
    my $error = $full->error_of($down);
    like($error, qr/would lose \d+ rows/, "$label: refused while rows would be lost");
    if ($steps == 1)
    {
        my $all = sum(values %lost);
        like($error, qr/would lose $all rows/, "$label: the error counts the rows that would be lost");
        like($error, qr/^(?:DETAIL:\s+)?$_: $lost{$_} rows?$/m, "$label: the error counts those of $_")
            for sort keys %lost;
    }
    same($full->probes, $before, "$label: the refusal changes nothing");

    # remaining rows lose the columns that the lower version does not have
    $stays{$_} = 1 for map { /^column retail\.(\w+ \d+ \w+)/ } @$never;
    my @gone = map { /^column retail\.((\w+) \d+ (\w+))/ && $stays{$2} && !$stays{$1} ? $3 : () } @$before;
    my $without_those = join '; ', map { $goes{$_} // () } @between;
    my @kept = grep { !/^\w+ retail\.(\w+)/ || $stays{$1} }
        @{ rows_of($full->probes(without => \@gone, $without_those ? (after => $without_those) : ())) };

    is($full->error_of("$allow; $down"), '', "$label: the loss can be allowed");
    same(shape($full->probes), shape($never), "$label with a loss: as a $low that never was $high");
    my $ships = qr/"shipped": true/;
    my @rows = @{ rows_of($full->probes(without => \@gone)) };
    same([ grep { !/$ships/ } @rows ], [ grep { !/$ships/ } @kept ],
        "$label with a loss: what stays keeps its rows and next ids");
    my @shipped = grep { /$ships/ } @{ rows_of($never) };
    same([ grep { /$ships/ } @rows ], \@shipped, "$label with a loss: the rows that ship are those of $low") if @shipped;
    $full->update_to($high);
    same(shape($full->probes), shape(warehouse($high, $low)->probes), "$label with a loss and up again: as any $high");
}

#
# Users' objects on things that a step changes or drops are reported, and nothing is half done
#

my $built = warehouse('1.0', '1.0')->copy('built on 1.0');
$built->sql('CREATE VIEW app.sold AS SELECT id, date FROM retail.sales_daily');
my $before = $built->probes;
like($built->error_of("ALTER EXTENSION forecast_warehouse UPDATE TO '1.1'"), qr/view app\.sold/,
    '1.0 to 1.1: the error names a view that reads an id');
same($built->probes, $before, '1.0 to 1.1: a view that reads an id stops all of it');

$built = warehouse('1.1', '1.0')->copy('built on 1.1');
$built->sql('CREATE VIEW app.weather AS SELECT * FROM retail.weather_daily_feed');
$before = $built->probes;
like($built->error_of("$allow; ALTER EXTENSION forecast_warehouse UPDATE TO '1.0'"), qr/view app\.weather/,
    '1.1 to 1.0: the error names a view on a feed that would go');
same($built->probes, $before, '1.1 to 1.0: a view on a feed that would go stops all of it');

$built = warehouse('1.2', '1.1')->copy('built on 1.2');
$built->sql('CREATE VIEW app.places AS SELECT code, city FROM retail.store_feed');
$before = $built->probes;
like($built->error_of("$allow; ALTER EXTENSION forecast_warehouse UPDATE TO '1.1'"), qr/view app\.places/,
    '1.2 to 1.1: the error names a view on the feed that is created again');
same($built->probes, $before, '1.2 to 1.1: a view on the feed that is created again stops all of it');

$built = warehouse('1.1', '1.1')->copy('built on the feed of 1.1');
$built->sql('CREATE VIEW app.places AS SELECT * FROM retail.store_feed');
is($built->error_of("ALTER EXTENSION forecast_warehouse UPDATE TO '1.2'"), '',
    '1.1 to 1.2: a view on the feed of stores may stay');

#
# Each thing that 1.1 cannot hold is a reason of its own to refuse
#

for my $reason (
    [ 'a store with a holiday calendar', q{UPDATE retail.store SET holiday_calendar = 'US' WHERE code = 'ZH-1'}, 'store' ],
    [ 'a rule of a user', q{INSERT INTO retail.holiday_rule (calendar, name, rule) VALUES ('x', 'y', '01-01')},
        'holiday_rule' ],
    map { [ "a date with $_", qq{UPDATE retail.holiday_date SET $_ WHERE calendar = 'house' AND name = 'Stocktaking'},
            'holiday_date' ] }
        q{action = 'suppress'}, q{action = 'workday'}, q{status = 'estimated'}, q{category = 'bank'}, q{source = 'me'})
{
    my ($what, $sql, $table) = @$reason;
    my $one = warehouse('1.2', '1.1')->copy("reason of $table");
    my $step = "ALTER EXTENSION forecast_warehouse UPDATE TO '1.1'";
    $one->sql($sql);
    like($one->error_of($step), qr/would lose 1 row\nDETAIL:  $table: 1 row$/m, "1.2 to 1.1: $what is reported");
    is($one->sql(q{SELECT string_agg(table_name || ' ' || lost_rows, ', ') FROM retail.data_loss('1.1')}), "$table 1",
        "1.2 to 1.1: data_loss() reports $what");
    $one->drop;
}

#
# A running load and a step wait for each other: both lock the feed first, which the step changes
#

for my $way ([ '1.1', '1.2' ], [ '1.2', '1.1' ])
{
    my ($from, $to) = @$way;
    my $loaded = warehouse($from, '1.1')->copy("loading from $from to $to");
    my $seen = sub {
        $node->poll_query_until($loaded->{name}, "SELECT EXISTS (SELECT FROM pg_locks
            WHERE relation = 'retail.store_feed'::regclass AND granted = $_[0])") or die "never granted: $_[0]";
    };
    my ($rows, $output) = ("A,A\n", '');
    my $load = IPC::Run::start([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $loaded->connstr, '-c',
            'COPY retail.store_feed (code, name) FROM STDIN (FORMAT csv)' ], '<', \$rows, '>&', \$output);
    $load->pump_nb;
    $seen->('true');
    my $said = '';
    my $step = IPC::Run::start([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $loaded->connstr, '-c',
            "ALTER EXTENSION forecast_warehouse UPDATE TO '$to'" ], '>&', \$said);
    $seen->('false');
    $rows .= "B,B\n";
    $load->finish;
    $step->finish;
    is($output . $said, '', "$from to $to: neither a running load nor the step fails");
    is($loaded->sql(q{SELECT string_agg(code, ' ' ORDER BY code) FROM retail.store WHERE code IN ('A', 'B')}) . ' '
            . $loaded->version, "A B $to", "$from to $to: the load is in, and then the step is done");
}

#
# A superuser who updates does it for the owner
#

for my $way (grep { earlier(@$_) eq $_->[0] } @ways)
{
    my ($low, $high) = @$way;
    my ($by_owner, $by_superuser) = map { warehouse($low, $low)->copy("$low to $high by the $_") } qw(owner superuser);
    $by_owner->update_to($high);
    $by_superuser->seen(role => undef)->update_to($high);
    same($by_superuser->probes, $by_owner->probes, "$low to $high by a superuser: as by the owner");
    $_->drop for $by_owner, $by_superuser;
}

done_testing();
