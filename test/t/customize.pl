# Users' own columns, indexes and checks survive dumps in every format, restores, and steps down and up. The
# probes of the warehouse are the same before and after. See doc/SCHEMA_CUSTOMIZATION.md.
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

# Dimensions, facts and windows, in a schema of a team. Two of them have values; one has none.
my $customize = q{
    SET client_min_messages = warning;
    DELETE FROM retail.customization;
    CREATE SCHEMA team;
    SET search_path = team, retail;
    SELECT add_column('store', 'square_metres', 'numeric(8,1)', "check" => 'square_metres > 0', comment => 'Sales area'),
        add_column('store', 'Weird "name"', 'varchar(9)', "default" => '''B''', not_null => true),
        add_column('sales_daily', 'is_wholesale', 'boolean', "default" => 'false'),
        add_column('sales_daily', 'tags', 'text[]'),
        add_column('price_history', 'zone', 'text'),
        add_index('sales_daily', '{product_id,date}', "where" => 'quantity = 0', comment => 'Slow report'),
        add_check('store', 'ck_store_own', $$region <> 'nowhere'$$);
    COMMENT ON VIEW store_all IS 'Theirs';
    GRANT SELECT ON store_all TO fw_reader;
    GRANT INSERT ON store_custom_feed TO fw_loader;
    CREATE VIEW large_stores AS SELECT code, square_metres FROM store_all WHERE square_metres > 100;
    INSERT INTO store_custom_feed (code, name, square_metres, "Weird ""name""") VALUES ('own-1', 'Own', 420.5, 'A'), ('own-2', 'Other', NULL, 'B');
    INSERT INTO product_feed (sku, name) VALUES ('own-sku', 'Own');
    SELECT count(*) FROM generate_calendar('2031-01-01', '2031-01-02');
    INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_wholesale, tags)
        VALUES ('2031-01-01', 'own-1', 'own-sku', 5, 2, true, '{a,b}'), ('2031-01-02', 'own-1', 'own-sku', 1, 2, false, NULL);
    INSERT INTO price_history_custom_feed (sku, store_code, price, valid_from, zone) VALUES ('own-sku', NULL, 2, '2031-01-01', 'north');};

sub customized
{
    my ($name, $role, $version) = @_;
    my $made = ForecastWarehouse->filled($node, $name, $role, $version // $default, $version // $default);
    $made->sql($customize);
    return $made;
}

# The statements that make the customizations again.
sub exported
{
    my ($warehouse) = @_;
    return $warehouse->sql('SELECT statement FROM retail.export_customizations() AS e (statement)');
}

# A load by each feed of theirs. The probes of its warehouse are taken before.
sub loads_by_custom_feeds
{
    my ($warehouse) = @_;
    return eval { $warehouse->sql(q{
        SET client_min_messages = warning;
        SET search_path = team, retail;
        INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('own-2', 'Other', 7);
        SET forecast_warehouse.on_reject = quarantine;
        INSERT INTO store_custom_feed (code, name, square_metres) VALUES ('own-3', 'Third', -1);
        INSERT INTO sales_daily_custom_feed (date, store_code, sku, quantity, unit_price, is_wholesale) VALUES ('2031-01-02', 'own-2', 'own-sku', 3, 2, true);
        SELECT code, square_metres, "Weird ""name""" FROM store_all WHERE code ~ '^own' ORDER BY code;
        SELECT date, store_code, quantity, is_wholesale, tags FROM sales_daily_custom_feed WHERE sku = 'own-sku' ORDER BY 1, 2;
        SELECT zone FROM price_history_all WHERE zone IS NOT NULL;
        SELECT code FROM large_stores;}) } // $@;
}

my %source = (fw_owner => customized('source of fw_owner', 'fw_owner'), superuser => customized('source of superuser', undef));
my %probes = map { $_ => $source{$_}->probes } keys %source;
my %export = map { $_ => exported($source{$_}) } keys %source;
my $loaded = loads_by_custom_feeds($source{fw_owner}->copy('loads'));
is($loaded, "own-1|420.5|A\nown-2|7.0|B\n2031-01-01|own-1|5|t|{a,b}\n2031-01-02|own-1|1|f|\n2031-01-02|own-2|3|t|\nnorth\nown-1",
    'their feeds load what is theirs and what is ours');
# The rows of the versions revoke rights of PUBLIC, which only a superuser's warehouse lets them do.
my %drift = map { $_ => $source{$_}->sql('SELECT object FROM retail.schema_drift() ORDER BY object') } keys %source;
is($drift{fw_owner}, '', 'no drift');
like($drift{superuser}, qr/\Afunction build_features.*\nfunction is_business_day.*\nfunction rollup_sales.*\z/,
    'drift of rights that were revoked, and of nothing else');

# Everything is there once apply_customizations() has made the indexes and checks.
sub arrived
{
    my ($restored, $role, $name) = @_;
    my $missing = $restored->sql(q{SELECT object FROM retail.schema_drift() WHERE object ~ 'ix_|ck_store_own' ORDER BY object});
    like($missing, qr/ck_store_own.*\n.*ix_sales_daily/, "$name: schema_drift() names the check and the index that are to be made");
    $restored->sql('SELECT * FROM retail.apply_customizations()');
    same($restored->probes, $probes{$role}, "$name: everything arrived, and once");
    is($restored->sql('SELECT object FROM retail.schema_drift() ORDER BY object'), $drift{$role}, "$name: no more drift");
    is(exported($restored), $export{$role}, "$name: the export is the same");
    is(loads_by_custom_feeds($restored), $loaded, "$name: their feeds go on");
    $restored->drop;
}

#
# Dumps
#

for my $role (sort keys %source)
{
    my $from = $source{$role};
    for my $format (qw(plain custom directory tar))
    {
        my $restored = ForecastWarehouse->empty($node, "$format of $role", $from->{role});
        runs([ 'pg_dump', "--format=$format", '-f', "$dumps/$role.$format", $from->connstr ], "$format, $role: dumped");
        my @restore = $format eq 'plain' ? ('psql', '-X', '-v', 'ON_ERROR_STOP=1', '-f') : ('pg_restore', '-e', '-d');
        runs($format eq 'plain'
            ? [ @restore, "$dumps/$role.$format", $restored->connstr ]
            : [ @restore, $restored->connstr, "$dumps/$role.$format" ], "$format, $role: restored");
        arrived($restored, $role, "$format, $role");
    }
}

#
# Down and up
#

# Columns of users came with 1.6.
my $walks = customized('walks', 'fw_owner', '1.6');
my $in_1_6 = $walks->copy('in 1.6');
my $saved = exported($walks);
my $refused = $walks->error_of("ALTER EXTENSION forecast_warehouse UPDATE TO '1.5'");
like($refused, qr/customization/, '1.6 to 1.5 is refused while notes would be lost');
same($walks->probes, $in_1_6->probes, 'the refusal changes nothing');
$walks->sql("SET forecast_warehouse.allow_data_loss = on; ALTER EXTENSION forecast_warehouse UPDATE TO '1.5'");
is(loads_by_custom_feeds($walks->copy('walks in 1.5')), $loaded, 'in 1.5 their views show the same, and their feeds load');
my $below = $walks->error_of("SET forecast_warehouse.allow_data_loss = on; ALTER EXTENSION forecast_warehouse UPDATE TO '1.4'");
like($below, qr/store_all|store_custom_feed|sales_daily_all/, 'a step below 1.5 is refused by the name of a view');
$walks->update_to('1.6');
$walks->sql("SET client_min_messages = warning; SET search_path = team, retail; $saved");
my @noted = (without => [ qw(noted_at) ]);
# The fixture's rows of 1.6 went with the step, and the rows of their own tables did not.
my $of_1_6 = qr/^(?:row|id) retail\.adoption/;
same([ grep { !/$of_1_6/ } @{ $walks->probes(@noted) } ], [ grep { !/$of_1_6/ } @{ $in_1_6->probes(@noted) } ],
    'down, up and the saved statements: as before');
is($walks->sql('SELECT count(*) FROM retail.schema_drift()'), 0, 'down, up and the saved statements: no drift');
is(loads_by_custom_feeds($walks->copy('loads in 1.6')), $loaded, 'down, up and the saved statements: their feeds go on');
$walks->update_to($default);
is(loads_by_custom_feeds($walks->copy('loads after the update')), $loaded, 'after an update their feeds go on');
# A view of theirs reads store_all, so new columns of the warehouse come at its end.
$walks->sql('SELECT * FROM retail.apply_customizations()');
is($walks->sql(q{SELECT string_agg(attname, ' ' ORDER BY attnum DESC) FROM pg_attribute WHERE attrelid = 'team.store_all'::regclass AND attnum > 12}),
    'closed_on opened_on Weird "name" square_metres', 'new columns come behind theirs where somebody reads the view');
is($walks->sql('SELECT * FROM retail.apply_customizations()'), '', 'and the next call changes nothing');
is($walks->sql('SELECT count(*) FROM retail.schema_drift()'), 0, 'updated, with the views made again: no drift');
is(loads_by_custom_feeds($walks), $loaded, 'updated, with the views made again: their feeds go on');

#
# Files on a fresh warehouse
#

my $fresh = ForecastWarehouse->filled($node, 'fresh', 'fw_owner', $default, $default);
$fresh->sql('DELETE FROM retail.customization');
$fresh->sql("SET client_min_messages = warning; CREATE SCHEMA team; $export{fw_owner}");
is(exported($fresh), $export{fw_owner}, 'the statements on a fresh warehouse make the same customizations');
my $again = $fresh->probes;
$fresh->sql("SET client_min_messages = warning; $export{fw_owner}");
same($fresh->probes, $again, 'and change nothing when they are run again');

#
# DROP EXTENSION
#

my $error = $source{fw_owner}->error_of('DROP EXTENSION forecast_warehouse');
like($error, qr/store_custom/, 'DROP EXTENSION is refused, and names what is theirs');
same($source{fw_owner}->probes, $probes{fw_owner}, 'the refusal changes nothing');

done_testing();
