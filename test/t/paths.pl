# Three paths to the default version end at the same warehouse: installation, update, and restore of an older version's dump.
# New columns of an existing table are empty after a restore, until the function that fills them runs again.
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
my $dump = PostgreSQL::Test::Utils::tempdir('paths') . '/dump';

# Columns that a version added to calendar, for generate_calendar() to fill.
my @of_days = qw(is_weekend is_business_day days_to_next_holiday days_since_last_holiday prior_year_holiday_date
    fiscal_year fiscal_quarter fiscal_period fiscal_week);

# These columns came with 1.2, as did the mark of rows that ship.
sub knows_holidays
{
    my ($version) = @_;
    return earlier('1.2', $version) eq '1.2';
}

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
        "three paths lead from $old to $default");
    same($updated->probes(without => \@of_days), $restored->probes(without => \@of_days),
        "$old updated and $old restored: the same, times of loads included");
    my %of_all = (stamps => 0, without => [noted_of_loads(), noted_of_features()]);
    same($updated->probes(%of_all), $fresh->probes(%of_all), "$old updated and a fresh $default: the same");

    my $days = q{SELECT updated || ' ' || unchanged
        FROM retail.generate_calendar('2024-01-01', '2024-02-29', 'chain')};
    is($updated->sql($days), '0 60', "$old updated: the calendar says already what it would be filled with");
    is($fresh->sql($days), '0 60', "a fresh $default: the calendar is filled");
    is($restored->sql($days), knows_holidays($old) ? '0 60' : '60 0', "$old restored: the calendar is filled up");
    # but for what the journal says of the call that filled it
    my %alike = (stamps => 0, without => [qw(updated unchanged), noted_of_loads(), noted_of_features()]);
    same($restored->probes(%alike), $updated->probes(%alike), "$old restored and filled up: as updated");

    # and they go on alike
    $restored->holds($old);
    $_->fill($default) for $updated, $restored, $fresh;
    same($updated->probes(%of_all), $fresh->probes(%of_all),
        "$old updated and a fresh $default, filled up: the same");
    same($restored->probes(%alike), $fresh->probes(%alike),
        "$old restored and a fresh $default, filled up: the same");
    my $next = $fresh->next_load;
    is($updated->next_load, $next, "$old updated: the next loads take the ids that they take in a fresh $default");
    is($restored->next_load, $next, "$old restored: the next loads take the ids that they take in a fresh $default");
}

# A holiday calendar that a user filled by hand, under a name that a later version ships.
for my $old (@older)
{
    my $updated = ForecastWarehouse->filled($node, "own rows from $old", 'fw_owner', $old, $old);
    my $dates = $updated->sql('SELECT count(*) FROM retail.holiday_date' . (knows_holidays($old) ? ' WHERE NOT shipped' : ''));
    cmp_ok($dates, '>', 0, "$old: a user has dates");
    $updated->update_to($default);
    is($updated->sql(q{SELECT string_agg(name, ', ' ORDER BY date, name COLLATE "C")
            FROM retail.holidays('US', '2024-01-01', '2024-01-31')}),
        q{New Year's Day, King's birthday, Martin Luther King Jr. Day},
        "$old updated: a user's holidays are beside the shipped ones, those of the same day and name once");
    is($updated->sql(q{SELECT count(*) FROM retail.holiday_date WHERE NOT shipped}), $dates,
        "$old updated: a user's dates are the user's");
}

# A plain role owns the objects that it installs, except shipped rows and code that runs as other roles. A check of its own
# on a domain of arguments would run as every caller.
my $plain = ForecastWarehouse->filled($node, 'plain', 'fw_owner', $default, $default)->probes;
my @owned = grep { /^(?:relation . retail\.|function retail\.|type . retail\.|schema retail|event trigger)/ } @$plain;
is_deeply([ map { /^(function \S+|event trigger \S+|.*)/ } grep { !/ fw_owner\b/ } @owned ],
    [ 'event trigger forecast_warehouse_refuse_data_loss', (grep { /^function/ } map { /^(function \S+)/ } @owned),
        (grep { /shipped_holiday/ } @owned), grep { /^type d / } @owned ],
    'the plain role that installs owns everything but the event trigger, the functions, the domains and what ships');
is(scalar(grep { /^function .* fw_owner\b/ } @owned), 0, 'the plain role that installs owns no function');

done_testing();
