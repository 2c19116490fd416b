# pg_upgrade keeps warehouses of every version, with all their visible properties. The older ones can be updated afterwards.
# One that was downgraded leaves nothing that would stop it.
use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use ForecastWarehouse;
use PostgreSQL::Test::Utils;
use Test::More;

my $old = new_server('old');
my @versions = versions($old);
my $default = default_version($old);

my %warehouse;
for my $version (@versions)
{
    $warehouse{$version} = ForecastWarehouse->filled($old, $version, 'fw_owner', $version, $version);
    $warehouse{$version}->run_file('row-security.sql');
}
$warehouse{'up and down'} = $warehouse{ $versions[0] }->copy('up and down');
$warehouse{'up and down'}->update_to($_) for $default, $versions[0];

# pg_upgrade does not keep the owner of an extension. The superuser owns it in the new server, and only he can update it.
sub without_owner
{
    return [ map { s/^(extension \S+ \S+) \S+/$1/r } @{ $_[0] } ];
}

sub updated
{
    my ($copy) = @_;
    $copy->seen(role => undef)->update_to($default);
    return $copy->probes;
}

my (%before, %updated, %next);
for my $name (keys %warehouse)
{
    $before{$name} = $warehouse{$name}->probes;
    my $copy = $warehouse{$name}->copy('copy');
    $next{$name} = $copy->next_load;
    $copy->drop;
    $copy = $warehouse{$name}->copy('copy');
    $updated{$name} = updated($copy);
    $copy->drop;
}

my $new = new_server('new', bare => 1);
$_->stop for $old, $new;
my $bin = $old->config_data('--bindir');
chdir $PostgreSQL::Test::Utils::tmp_check or die "$!";
runs([ 'pg_upgrade', '--no-sync', '-b', $bin, '-B', $bin, '-d', $old->data_dir, '-D', $new->data_dir, '-p', $old->port,
        '-P', $new->port, '-s', $new->host ], 'pg_upgrade passes');
$new->start;

for my $name (sort keys %warehouse)
{
    my $upgraded = $warehouse{$name}->seen(node => $new);
    same(without_owner($upgraded->probes), without_owner($before{$name}), "$name: everything came over, and once");
    is($upgraded->copy('copy')->next_load, $next{$name}, "$name: the next loads take the next ids");
    $upgraded->seen(name => 'copy')->drop;
    same(without_owner(updated($upgraded)), without_owner($updated{$name}),
        "$name: can be updated to $default as it could before");
}
done_testing();
