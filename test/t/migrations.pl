# Up, down and up again, from every version to every other, with data: nothing is lost on the way, and nothing is left
# over. A way that would lose rows is refused until the loss is allowed.
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use List::Util 'sum';
use ForecastWarehouse;
use Test::More;

my $allow = 'SET forecast_warehouse.allow_data_loss = on';
my $node = new_server('server');

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
    my $before = $traveller->probes;

    $traveller->update_to($to);
    my $there = $traveller->probes;
    same($traveller->probes(stamps => 0), warehouse($to, $held)->probes(stamps => 0),
        "$from to $to: as if it had always been $to");
    $traveller->update_to($from);
    same($traveller->probes, $before, "$from to $to and back: as before");
    $traveller->update_to($to);
    same($traveller->probes, $there, "$from to $to, back and again: as the first time");
    is($traveller->next_load, warehouse($to, $held)->copy("next load from $from to $to")->next_load,
        "$from to $to, back and again: the next loads take the ids that they would have taken");
}

#
# Rows that the lower version has no table for
#

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
    next if !%lost;

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

    # what stays does so without the columns that the lower version does not have
    $stays{$_} = 1 for map { /^column retail\.(\w+ \d+ \w+)/ } @$never;
    my @gone = map { /^column retail\.((\w+) \d+ (\w+))/ && $stays{$2} && !$stays{$1} ? $3 : () } @$before;
    my @kept = grep { !/^\w+ retail\.(\w+)/ || $stays{$1} } @{ rows_of($full->probes(without => \@gone)) };

    is($full->error_of("$allow; $down"), '', "$label: the loss can be allowed");
    same(shape($full->probes), shape($never), "$label with a loss: as a $low that never was $high");
    same(rows_of($full->probes(without => \@gone)), \@kept,
        "$label with a loss: what stays keeps its rows and next ids");
    $full->update_to($high);
    same(shape($full->probes), shape(warehouse($high, $low)->probes), "$label with a loss and up again: as any $high");
}

#
# What users built on things that a step changes or drops: told, and nothing is half done
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

#
# A superuser who updates does it for the owner
#

my ($by_owner, $by_superuser) = map { warehouse('1.0', '1.0')->copy("updated by the $_") } qw(owner superuser);
$by_owner->update_to('1.1');
$by_superuser->seen(role => undef)->update_to('1.1');
same($by_superuser->probes, $by_owner->probes, '1.0 to 1.1 by a superuser: as by the owner');

done_testing();
