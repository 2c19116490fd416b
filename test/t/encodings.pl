# Warehouses in databases of several encodings: dumps go from one to another, and a plain role's letters are mended.
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

sub make_database
{
    my ($name, $encoding) = @_;
    $node->safe_psql('postgres',
        "CREATE DATABASE $name OWNER fw_owner TEMPLATE template0 ENCODING '$encoding' LC_COLLATE 'C' LC_CTYPE 'C'");
    return $node->connstr($name) . ' user=fw_owner';
}

# Rows of one kind as the bytes of UTF-8.
sub rows
{
    my ($database, $encoding, $query) = @_;
    return [ split /\n/, $node->safe_psql($database, qq{
        SELECT encode(convert(convert_to(line, '$encoding'), '$encoding', 'UTF8'), 'escape') FROM ($query) AS q (line)
        ORDER BY convert_to(line, '$encoding')}) ];
}

my $shipped = q{SELECT r::text FROM holiday_rule r WHERE shipped UNION ALL SELECT d::text FROM holiday_date d WHERE shipped};
my $own = q{SELECT concat_ws('|', date, name, action) FROM holiday_date WHERE NOT shipped UNION ALL SELECT name FROM store};

my %encodings = (fresh_utf8 => 'UTF8', fresh_latin1 => 'LATIN1', fresh_euc => 'EUC_JP');
for my $name (sort keys %encodings)
{
    runs([ 'psql', '-Xq', '-c', 'CREATE EXTENSION forecast_warehouse', make_database($name, $encodings{$name}) ],
        "$encodings{$name}: installed by a plain role");
}

#
# Dumps, in UTF8: the server cannot convert EUC_JP to LATIN1. A holiday, a day taken away from a shipped holiday, and a store,
# each with such a letter
#

for my $pair ([ 'UTF8', '1.3', 'LATIN1' ], [ 'LATIN1', '1.3', 'UTF8' ], [ 'UTF8', $default, 'EUC_JP' ], [ 'EUC_JP', $default, 'LATIN1' ])
{
    my ($from, $version, $to) = @$pair;
    my $name = "$from at $version to $to";
    my ($source, $target) = map { lc("source_${_}_$from") =~ s/\W//gr, lc("target_${_}_$to") =~ s/\W//gr } $version;
    my $connection = make_database($source, $from);
    runs([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-c', "CREATE EXTENSION forecast_warehouse VERSION '$version'",
        '-c', q{SET client_encoding = 'UTF8'}, '-c', q{INSERT INTO store_feed (code, name) VALUES ('S1', U&'Z\00FCrich')},
        '-c', q{INSERT INTO holiday_date (calendar, date, name) VALUES ('MINE', '2024-05-13', U&'B\00E4ckertag')},
        '-c', q{INSERT INTO holiday_date (calendar, date, name, action) VALUES ('AR', '2024-06-17', U&'G\00FCemes Day', 'suppress')},
        $connection ], "$name: filled");
    is($node->safe_psql($source, q{SELECT count(*) FROM holidays('AR', '2024-06-17', '2024-06-17')}), '0',
        "$name: the holiday is away");
    runs([ 'pg_dump', '-Fc', '-E', 'UTF8', '-f', "$dumps/$source", $connection ], "$name: dumped");
    runs([ 'pg_restore', '-e', '-d', make_database($target, $to), "$dumps/$source" ], "$name: restored");
    same(rows($target, $to, $own), rows($source, $from, $own), "$name: own rows arrived");
    my ($fresh) = grep { $encodings{$_} eq $to } keys %encodings;
    same(rows($target, $to, $shipped), rows($fresh, $to, $shipped), "$name: shipped rows are those of the encoding");
    is($node->safe_psql($target, q{SELECT count(*) FROM holidays('AR', '2024-06-17', '2024-06-17')}), '0',
        "$name: the holiday is away there");
}

#
# Letters that 1.3 stored wrong, in the tables of a plain role
#

my $wrong = make_database('wrong', 'LATIN1');
my $mixed = q{convert_from(convert_to(%1$s, 'UTF8'), 'LATIN1')};
runs([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-c', q{CREATE EXTENSION forecast_warehouse VERSION '1.3'},
    '-c', sprintf(qq{UPDATE holiday_rule SET name = $mixed, source = }, 'name') . sprintf($mixed, 'source'),
    '-c', sprintf(qq{UPDATE holiday_date SET name = $mixed, source = }, 'name') . sprintf($mixed, 'source'), $wrong ],
    'wrong letters: stored');
my $texts = $node->safe_psql('wrong', q{
    SELECT count(*) FROM (SELECT name::text FROM holiday_rule UNION ALL SELECT source FROM holiday_rule
        UNION ALL SELECT name FROM holiday_date UNION ALL SELECT source FROM holiday_date) AS q (t)
    WHERE t ~ '[^\x01-\x7f]'});
ok(differing(rows('wrong', 'LATIN1', $shipped), rows('fresh_latin1', 'LATIN1', $shipped)), 'wrong letters: they are');
my (undef, $warning) = run_command([ 'psql', '-Xq', '-c', q{ALTER EXTENSION forecast_warehouse UPDATE}, $wrong ]);
like($warning, qr/WARNING:  $texts texts of holidays had wrong letters in encoding "LATIN1" and got the right ones/, 'wrong letters: mended, by a plain role');
same(rows('wrong', 'LATIN1', $shipped), rows('fresh_latin1', 'LATIN1', $shipped), 'wrong letters: all are right');

$node->stop;
done_testing();
