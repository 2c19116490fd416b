# Three roads to the default version end at the same warehouse: a fresh installation, an older version that was updated,
# and an older version that was dumped and restored into a server with the default one.
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use ForecastWarehouse;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('old');
my $other = new_server('new');
my $default = default_version($node);
my $dump = PostgreSQL::Test::Utils::tempdir('roads') . '/dump';

my @older = grep { earlier($_, $default) ne $default } versions($node);
ok(scalar @older, "there are versions older than $default");

for my $old (@older)
{
    my $updated = ForecastWarehouse->filled($node, "updated from $old", 'fw_owner', $old, $old);
    my $restored = ForecastWarehouse->empty($other, "restored from $old", 'fw_owner');
    my $fresh = ForecastWarehouse->filled($other, "fresh beside $old", 'fw_owner', $default, $old);

    runs([ 'pg_dump', '-Fc', '-f', $dump, $updated->connstr ], "$old is dumped");
    runs([ 'pg_restore', '-e', '-d', $restored->connstr, $dump ], "$old is restored where $default is the default");
    $updated->update_to($default);

    is_deeply([ map { $_->version } $updated, $restored, $fresh ], [ ($default) x 3 ],
        "three roads lead from $old to $default");
    same($updated->probes, $restored->probes, "$old updated and $old restored: the same, times of loads included");
    same($updated->probes(stamps => 0), $fresh->probes(stamps => 0), "$old updated and a fresh $default: the same");

    # and they go on alike
    $restored->holds($old);
    $_->fill($default) for $updated, $restored, $fresh;
    same($updated->probes(stamps => 0), $fresh->probes(stamps => 0),
        "$old updated and a fresh $default, filled up: the same");
    same($restored->probes(stamps => 0), $fresh->probes(stamps => 0),
        "$old restored and a fresh $default, filled up: the same");
    my $next = $fresh->next_load;
    is($updated->next_load, $next, "$old updated: the next loads take the ids that they take in a fresh $default");
    is($restored->next_load, $next, "$old restored: the next loads take the ids that they take in a fresh $default");
}

# A plain role owns what it installs, but for what runs in the name of others.
my $plain = ForecastWarehouse->filled($node, 'plain', 'fw_owner', $default, $default)->probes;
my @owned = grep { /^(?:relation . retail\.|function retail\.|type . retail\.|schema retail|event trigger)/ } @$plain;
is_deeply([ map { /^(function \S+|event trigger \S+|.*)/ } grep { !/ fw_owner\b/ } @owned ],
    [ 'event trigger forecast_warehouse_refuse_data_loss', 'function retail.refuse_data_loss()' ],
    'the plain role that installs owns everything but the event trigger and its function');

done_testing();
