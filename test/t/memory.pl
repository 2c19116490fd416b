# Memory of streams: a feature table of eight times as many series takes hardly more. The size comes from /proc of the server's
# process.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'without /proc/self/status the size of a process is unknown' unless -r '/proc/self/status';

my ($stores, $skus, $days) = (320, 25, 200);
my $node = PostgreSQL::Test::Cluster->new('server');
$node->init(extra => [qw(--no-locale --encoding UTF8)]);
$node->append_conf('postgresql.conf', "shared_buffers = 2MB\nwork_mem = 4MB\nmaintenance_work_mem = 4MB\nmax_wal_size = 4GB\nautovacuum = off\n");
$node->start;
$node->safe_psql('postgres', qq{
    CREATE EXTENSION forecast_warehouse;
    SELECT generate_calendar('2024-01-01', date '2024-01-01' + $days + 1);
    INSERT INTO store_feed (code, name) SELECT 'S' || s, 'Store' FROM generate_series(1, $stores) AS s;
    INSERT INTO product_feed (sku, name) SELECT 'P' || p, 'Product' FROM generate_series(1, $skus) AS p;
    INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price)
    SELECT date '2024-01-01' + d, 'S' || s, 'P' || p, 1 + (d + s + p) % 7, 2
    FROM generate_series(0, $days - 1) AS d, generate_series(1, $stores) AS s, generate_series(1, $skus) AS p;
    ANALYZE;
});

# Rows of a feature table of the first stores, and the largest size of its session, in kilobytes.
sub build
{
    my ($first) = @_;
    my $found = $node->safe_psql('postgres', qq{
        SELECT build_features('features_$first', date '2024-01-01' + $days - 1, store_codes => ARRAY(SELECT 'S' || s FROM generate_series(1, $first) AS s));
        SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s+([0-9]+) kB');
    });
    return split /\n/, $found;
}

# A row a day from the first sale to the day after the last one.
my ($few_rows, $few_kb) = build($stores / 8);
my ($many_rows, $many_kb) = build($stores);
is($few_rows, $stores / 8 * $skus * ($days + 1), 'every row of few series');
is($many_rows, $stores * $skus * ($days + 1), 'every row of eight times as many');
note("$few_kb kB, $many_kb kB");

# Four bytes for each row would be more. Shared memory counts, too, and is less.
my $room = 4 * 1024;
cmp_ok($many_kb, '<', $few_kb + $room, 'memory does not grow with the series');

# Holidays of all years: evaluated in parts, and refused where a part takes more than the memory.
$node->safe_psql('postgres', q{
    INSERT INTO holiday_rule (calendar, name, rule) VALUES ('ONE', 'Every other day', '01-01*366 on(mon,wed,fri)');
    INSERT INTO holiday_rule (calendar, name, rule) SELECT 'MANY', 'Holiday ' || i, '01-01*366 on(mon,wed,fri)' FROM generate_series(1, 200) i;
});
sub holidays
{
    my ($calendar, $last) = @_;
    my ($code, $found, $errors) = $node->psql('postgres', qq{
        SELECT count(*) FROM holidays('$calendar', '0001-01-01', '$last');
        SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s+([0-9]+) kB');
    }, on_error_stop => 0);
    return (split(/\n/, $found), $errors);
}
my ($few_days, $least_kb) = holidays('ONE', '0010-12-31');
my ($all_days, $most_kb) = holidays('ONE', '9999-12-31');
is($all_days, 1565169, 'every holiday of all years');
cmp_ok($most_kb, '<', $least_kb + 16 * 1024, 'memory does not grow with the years');
my ($kb, $error) = holidays('MANY', '9999-12-31');
like($error, qr/takes more than 8192 kB of memory/, 'too many holidays are refused');
cmp_ok($kb, '<', $least_kb + 24 * 1024, 'before they take the memory');
note("$few_days: $least_kb kB, $all_days: $most_kb kB, refused: $kb kB");

$node->stop;
done_testing();
