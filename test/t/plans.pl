# The work of our statements grows with the rows, with any statistics of the tables. Each executed plan shows how many
# rows its steps went through: none compares every row with every other one.
use strict;
use warnings;

use FindBin;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('server');
$node->init(extra => [qw(--no-locale --encoding UTF8)]);
$node->append_conf('postgresql.conf', "autovacuum = off\n");
$node->start;

my ($code) = $node->psql('postgres', q{LOAD 'auto_explain'});
plan skip_all => 'the server has no auto_explain' unless $code == 0;

my $rows = 1000;
# A step may go through all rows several times. Every row with every other one would be a thousand times as many.
my $most = 20 * $rows;

my @loaded = qw(store product sales_daily inventory_snapshot_daily weather_daily traffic_daily sales_txn price_history promotion);

# The planner's statistics: none; of empty tables; of tables with a row or two of another time.
my %known = (
    'never analyzed' => '',
    'analyzed empty' => 'ANALYZE',
    'analyzed small' => q{
        SELECT generate_calendar('2023-12-01', '2023-12-31');
        INSERT INTO store_feed (code, name) VALUES ('S0', 'a');
        INSERT INTO product_feed (sku, name) VALUES ('P0', 'a');
        INSERT INTO sales_daily_feed (date, store_code, sku, quantity, unit_price) VALUES ('2023-12-01', 'S0', 'P0', 1, 1);
        INSERT INTO price_history_feed (sku, price, valid_from) VALUES ('P0', 1, '2023-12-01');
        INSERT INTO promotion_feed (sku, name, discount_pct, start_date, end_date) VALUES ('P0', 'May', 0.1, '2023-12-01', '2023-12-31');
        INSERT INTO sales_txn_feed (receipt, line_no, sold_at, store_code, sku, quantity, unit_price) VALUES ('R0', 1, '2023-12-02', 'S0', 'P0', 1, 1);
        SELECT rollup_sales('2023-12-01', '2023-12-31');
        ANALYZE},
);

# A row trigger keeps a table from the direct writer. One before the row may drop it, which takes further statements.
my %triggers = (
    'direct' => '',
    'trigger after' => join('', map { "CREATE TRIGGER seen AFTER INSERT OR UPDATE ON $_ FOR EACH ROW EXECUTE FUNCTION seen();" } @loaded),
    'trigger before' => join('', map { "CREATE TRIGGER seen BEFORE INSERT OR UPDATE ON $_ FOR EACH ROW EXECUTE FUNCTION seen();" } @loaded),
);

# Panels and features have a row for each day of a series. Their steps may go through all days several times.
my $most_for_a_day = 5;

# The steps of a plan that went through too many rows, each with its statement.
sub steps_beyond
{
    my ($step, $statement, $most) = @_;
    my $each = $step->{'Actual Rows'} // 0;
    $each += $step->{$_} // 0 for ('Rows Removed by Filter', 'Rows Removed by Join Filter', 'Rows Removed by Index Recheck');
    my $seen = $each * ($step->{'Actual Loops'} // 0);
    my @found = map { steps_beyond($_, $statement, $most) } @{ $step->{Plans} // [] };
    my $name = "$step->{'Node Type'} of " . substr($statement, 0, 200);
    push @found, "$seen rows in $name" if $seen > $most;
    # The plan also reads rows that the statement itself has written, and does not report them.
    push @found, "$step->{'Actual Loops'} times $name" if $step->{'Node Type'} eq 'Seq Scan' && $step->{'Actual Loops'} > 20;
    return @found;
}

$node->safe_psql('postgres', 'CREATE DATABASE warehouse');
$node->safe_psql('warehouse', 'CREATE EXTENSION forecast_warehouse');

my $number = 0;
for my $writer (sort keys %triggers)
{
    for my $knowledge (sort keys %known)
    {
        my $database = 'plans' . ++$number;
        $node->safe_psql('postgres', "CREATE DATABASE $database TEMPLATE warehouse");
        $node->safe_psql($database, $known{$knowledge});
        $node->safe_psql($database, "CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; $triggers{$writer}");
        my $settings = join ' ', map { "-c $_" } qw(session_preload_libraries=auto_explain client_min_messages=log
            auto_explain.log_min_duration=0 auto_explain.log_analyze=on auto_explain.log_timing=off
            auto_explain.log_nested_statements=on auto_explain.log_format=json);
        local $ENV{PGOPTIONS} = $settings;
        my ($status, $out, $messages) = $node->psql($database, '', extra_params => [ '-f', "$FindBin::Bin/plans-load.sql" ], on_error_stop => 1);
        unlike($messages, qr/ERROR:/, "$writer, $knowledge: every statement runs");
        my $days = $node->safe_psql($database, q{SET client_min_messages = warning; SELECT count(*) FROM sales_days(NULL, '2024-06-30')});
        cmp_ok($days * $most_for_a_day, '<', $rows * $rows / 2, "$writer, $knowledge: all days are fewer than all pairs of rows");
        my (%found, $plans);
        while ($messages =~ /LOG:  duration: [\d.]+ ms  plan:\n(\{.*?\n\})/gs)
        {
            my $explained = decode_json($1);
            ++$plans;
            my $statement = $explained->{'Query Text'} =~ s/\s+/ /gr;
            my $has_days = $statement =~ /sales_panel|generate_series/;
            $found{$_} = 1 for steps_beyond($explained->{Plan}, $statement, $has_days ? $days * $most_for_a_day : $most);
        }
        cmp_ok($plans, '>', 60, "$writer, $knowledge: plans are reported");
        is(join("\n", sort keys %found), '', "$writer, $knowledge: no step goes through all rows for each row");
    }
}

done_testing();
