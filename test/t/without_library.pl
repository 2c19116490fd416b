# A server whose library is missing, damaged or of another version. Statements that do not concern the extension run as
# without it. Its rows are not dropped without permission. The server is a copy, so that no other one is harmed.
use strict;
use warnings;

use Cwd 'realpath';
use File::Basename;
use File::Copy 'copy';
use File::Path 'make_path';
use FindBin;
use lib $FindBin::RealBin;
use ForecastWarehouse;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

#
# The copy: programs are copied, for they look for the rest beside themselves; all else is links
#

sub configured
{
    my ($program, $what) = @_;
    my ($output, $error) = ('', '');
    IPC::Run::run([ $program, "--$what" ], '>', \$output, '2>', \$error) or return '';
    chomp $output;
    return $output;
}

my %place = map { $_ => realpath(configured('pg_config', $_)) } qw(bindir pkglibdir sharedir);
my $root = "$PostgreSQL::Test::Utils::tmp_check/server";
for my $place (values %place)
{
    make_path(dirname("$root$place"));
    system_or_bail('cp', '-rs', $place, "$root$place") unless -e "$root$place";
}
for my $program (glob "$place{bindir}/*")
{
    my $copied = $root . $program;
    unlink $copied;
    copy(realpath($program), $copied) and chmod 0755, $copied;
}
plan skip_all => 'the server cannot be copied to another place'
    unless configured("$root$place{bindir}/pg_config", 'pkglibdir') eq "$root$place{pkglibdir}"
    && configured("$root$place{bindir}/pg_config", 'sharedir') eq "$root$place{sharedir}";

my $library = "$root$place{pkglibdir}/forecast_warehouse.so";
my $installed = realpath("$place{pkglibdir}/forecast_warehouse.so");

# Sessions that begin from here on find this in the library's place, or nothing.
sub library_is
{
    my ($file) = @_;
    unlink $library;
    symlink($file, $library) or die "$library: $!" if $file;
}

# An extension of somebody else's.
my $extensions = "$root$place{sharedir}/extension";
append_to_file("$extensions/fw_other.control", "default_version = '1'\n");
append_to_file("$extensions/fw_other--1.sql", "CREATE FUNCTION fw_other() RETURNS int LANGUAGE sql AS 'SELECT 1';\n");

my $node = new_server('copy', install_path => dirname("$root$place{bindir}"));
$node->safe_psql('postgres', 'CREATE ROLE fw_stranger LOGIN');
my $default = default_version($node);

# All messages of a session for some SQL, without the lines of their position. The role is the warehouse's; an empty one is
# the superuser.
sub said
{
    my ($warehouse, $sql, $role) = @_;
    my $as = defined $role ? $warehouse->{node}->connstr($warehouse->{name}) . ($role ? " user=$role" : '') : $warehouse->connstr;
    my ($status, undef, $error) = $warehouse->{node}->psql($warehouse->{name}, $sql, connstr => $as,
        extra_params => [ '-v', 'VERBOSITY=verbose' ]);
    $error =~ s/^(?:CONTEXT|LOCATION|LINE|PL\/pgSQL|SQL) .*\n?|^psql:[^:]*:\d+: |^LOCATION:.*\n?//mg;
    return $error;
}

my $warehouse = ForecastWarehouse->filled($node, 'warehouse', 'fw_owner', $default, $default);
my $superuser = $warehouse->seen(role => undef);
$superuser->sql(q{CREATE SCHEMA aside; GRANT ALL ON SCHEMA aside TO PUBLIC; CREATE SCHEMA retail_old});
my $before = rows_of($warehouse->probes);

# Statements of others, and who runs them. None of these roles needs a right on the warehouse.
my @unrelated = (
    [ 'DROP TABLE', 'CREATE TABLE aside.t (id int); DROP TABLE aside.t' ],
    [ 'DROP TABLE IF EXISTS ... CASCADE', 'DROP TABLE IF EXISTS aside.nothing, nothing CASCADE' ],
    [ 'ON COMMIT DROP', 'BEGIN; CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1; COMMIT' ],
    [ 'DROP VIEW and the like', 'CREATE TABLE aside.t (id int); CREATE VIEW aside.v AS SELECT * FROM aside.t;
        CREATE FUNCTION aside.f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE TYPE aside.y AS (a int);
        ALTER TABLE aside.t ADD COLUMN b aside.y; DROP TYPE aside.y CASCADE; DROP FUNCTION aside.f; DROP TABLE aside.t CASCADE' ],
    [ 'DROP SCHEMA IF EXISTS', 'DROP SCHEMA IF EXISTS nothing CASCADE' ],
    [ 'DROP OWNED', 'CREATE TABLE aside.mine (id int); DROP OWNED BY CURRENT_USER CASCADE', 'fw_stranger' ],
    [ 'DROP OWNED of another role', 'DROP OWNED BY fw_stranger, fw_reader CASCADE', '' ],
    [ 'DROP SCHEMA ... CASCADE', 'CREATE SCHEMA s; CREATE TABLE s.t (id int); DROP SCHEMA s CASCADE', '' ],
    [ 'DROP SCHEMA of a name like ours', 'BEGIN; DROP SCHEMA "retail_old" CASCADE; ROLLBACK', '' ],
    [ 'DROP EXTENSION', 'CREATE EXTENSION fw_other; DROP EXTENSION fw_other CASCADE', '' ],
    [ 'several in one message', "CREATE SCHEMA s\\; CREATE TABLE s.t (id int)\\; DROP SCHEMA s CASCADE\\; SELECT 'retail'", '' ],
    [ 'in a block', 'CREATE SCHEMA s; DO $$ BEGIN EXECUTE $q$DROP SCHEMA s CASCADE$q$; DROP TABLE IF EXISTS nothing; END $$', '' ],
    [ 'a table in the schema of the extension', 'CREATE TABLE retail.t (id int); DROP TABLE retail.t CASCADE', 'fw_owner' ],
    [ 'DROP SCHEMA of a name that contains ours', 'CREATE SCHEMA "retail-x"; DROP SCHEMA "retail-x" CASCADE', '' ],
    [ 'a function in SQL', 'CREATE FUNCTION pg_temp.f9() RETURNS void LANGUAGE sql AS $$ DROP SCHEMA IF EXISTS n9 $$; SELECT pg_temp.f9()' ],
    [ 'ours in constants and comments', qq{CREATE SCHEMA s\\; DROP /* retail */ SCHEMA s CASCADE -- retail\n\\; SELECT E'\\'; DROP SCHEMA retail CASCADE', \$\$ ' \$\$}, '' ],
    [ 'rows of the tables', q{SELECT count(*) FROM retail.sales_daily; UPDATE retail.store SET name = name;
        BEGIN; DELETE FROM retail.load_reject; ROLLBACK; ANALYZE retail.sales_daily; CREATE INDEX ON retail.sales_daily (quantity);
        DROP INDEX retail.sales_daily_quantity_idx}, 'fw_owner' ],
);
# Statements that would take the extension along.
my @fatal = (
    [ 'DROP EXTENSION', 'DROP EXTENSION forecast_warehouse CASCADE' ],
    [ 'DROP EXTENSION, in other letters', qq{DROP/* it */ EXTENSION -- now\n IF EXISTS "forecast_warehouse" CASCADE} ],
    [ 'DROP EXTENSION of several', 'DROP EXTENSION IF EXISTS nothing, Forecast_Warehouse CASCADE' ],
    [ 'DROP SCHEMA', 'DROP SCHEMA IF EXISTS nothing, retail CASCADE' ],
    [ 'DROP OWNED', 'DROP OWNED BY fw_owner CASCADE' ],
    [ 'DROP OWNED BY CURRENT_USER', 'DROP OWNED BY CURRENT_USER CASCADE' ],
    [ 'DROP OWNED BY SESSION_USER', 'DROP OWNED BY SESSION_USER CASCADE' ],
    [ 'the language of the guard', 'DROP EXTENSION plpgsql CASCADE', '' ],
    [ 'several in one message', 'SELECT 1\; DROP EXTENSION forecast_warehouse CASCADE\; SELECT 2' ],
    [ 'in a block', 'DO $$ BEGIN EXECUTE format($q$DROP %s %I CASCADE$q$, $q$SCHEMA$q$, $q$retail$q$); END $$' ],
    [ 'two comments', 'DROP SCHEMA /* a */ retail CASCADE /* b */' ],
    [ 'DROP EXTENSION between comments', 'DROP EXTENSION /* a */ forecast_warehouse CASCADE /* b */' ],
    [ 'comments for spaces', 'drop schema/**/retail/**/cascade' ],
    [ 'comments in comments', 'DROP SCHEMA /* a /* b */ ; */ retail CASCADE' ],
    [ 'constants around it', q{SELECT $a$ ' $a$\; DROP SCHEMA IF EXISTS nothing CASCADE\; DROP SCHEMA retail CASCADE\; SELECT $$ ' $$} ],
    [ 'escapes in the name of the extension', 'DROP EXTENSION U&"forecast\005fwarehouse" CASCADE' ],
    [ 'escapes in the name of the schema', 'DROP SCHEMA U&"\0072etail" CASCADE' ],
    [ 'in a function whose statements are hidden', 'CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE sql AS
        $$ DROP SCHEMA retail CASCADE $$; SELECT pg_temp.f()' ],
);

my $quiet = 'SET client_min_messages = warning;';

sub passes
{
    my ($label) = @_;
    for my $each (@unrelated)
    {
        my ($name, $sql, $role) = @$each;
        is(said($superuser, "$quiet $sql", $role), '', "$label: $name passes, without a word");
    }
}

sub refuses
{
    my ($label, $reason) = @_;
    for my $each (@fatal)
    {
        my ($name, $sql, $role) = @$each;
        my $error = said($warehouse, "$quiet $sql", $role);
        like($error, qr/ERROR:  55000: dropping extension "forecast_warehouse" may lose rows, and its library cannot be called/,
            "$label: $name is refused") or next;
        like($error, $reason, "$label: $name: the detail says why");
        like($error, qr/HINT:  .*Install the library.*forecast_warehouse\.allow_data_loss = on/, "$label: $name: the hint names both ways out");
    }
}

# The test's own statements are right: with the library, they pass and are refused, too.
passes('with the library');
for my $each (@fatal)
{
    my ($name, $sql, $role) = @$each;
    like(said($warehouse, "$quiet $sql", $role), qr/ERROR:  55000: dropping extension "forecast_warehouse" would lose \d+ rows/,
        "with the library: $name is refused, by the rows");
}

library_is(undef);
passes('no library');
refuses('no library', qr/DETAIL:  could not access file "\$libdir\/forecast_warehouse": No such file or directory/);
like(said($warehouse, "SELECT retail.last_load()"), qr/could not access file "\$libdir/, 'no library: functions say so');
runs([ 'pg_dump', '-f', "$PostgreSQL::Test::Utils::tmp_check/dump.sql", $warehouse->connstr ], 'no library: pg_dump passes');

# Each kind of object of the extension: only calls of the library fail.
my $try = q{CREATE FUNCTION pg_temp.error_of(statement text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE statement; RETURN ''; EXCEPTION WHEN OTHERS THEN RETURN SQLERRM; END $$;
    SELECT c.relname || ': ' || s.statement FROM pg_depend d JOIN pg_class c ON c.oid = d.objid
    CROSS JOIN unnest('{"SELECT * FROM %s", "EXPLAIN SELECT * FROM %s", "DELETE FROM %s", "UPDATE %s SET %s = DEFAULT", "ANALYZE %s",
        "LOCK TABLE %s", "CREATE INDEX ON %s ((1))", "ALTER TABLE %s ADD COLUMN mine int", "TRUNCATE %s CASCADE"}'::text[]) s (statement)
    WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND c.relkind = ANY ('{KINDS}')
        AND pg_temp.error_of(format(s.statement, c.oid::regclass,
            (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = c.oid AND attnum = 1))) ~ 'could not access file'
    ORDER BY c.relname COLLATE "C", s.statement COLLATE "C"};
sub failing
{
    my ($kinds) = @_;
    my $copy = $superuser->copy('failing');
    my $failing = $copy->sql($try =~ s/KINDS/$kinds/r);
    $copy->drop;
    return [ split /\n/, $failing ];
}
is_deeply(failing('r,S'), [], 'no library: every statement on the tables passes');
is_deeply([ map { /: SELECT/ ? /^(\w+)/ : () } @{ failing('v') } ], [ qw(dim_date etl_customer etl_location etl_reseller etl_sales_order_line etl_sales_target etl_store
    sales_exogenous schema_versions store_calendar) ],
    'no library: of the views only those fail to be read that call the library');
like($warehouse->error_of(q{INSERT INTO retail.holiday_rule (calendar, name, rule) VALUES ('X', 'x', '01-01')}),
    qr/could not access file "\$libdir/, 'no library: no new rule');

append_to_file("$root/damaged.so", "This is no library.\n");
library_is("$root/damaged.so");
passes('a damaged library');
refuses('a damaged library', qr/DETAIL:  could not load library/);

library_is(realpath("$place{pkglibdir}/plpgsql.so"));
passes('a library without our functions');
refuses('a library without our functions', qr/DETAIL:  could not find function "fw_watch_drops"/);

library_is($installed);
same(rows_of($warehouse->probes), $before, 'nothing was lost meanwhile');

#
# Names that need quotes, and statements that reach the extension from outside
#

sub is_kept
{
    my ($copy, $drop, $name) = @_;
    like(said($copy, "$quiet $drop", ''), qr/ERROR:  55000: dropping extension "forecast_warehouse" may lose rows/, "$name is refused");
}

my $other = $warehouse->copy('other names');
my $renamed = 'retail';
for my $schema ("\x{c3}\x{89}T\x{c3}\x{89}", 'a--b', 'a;b', 'a/*b*/c', 'a""b', 'Retail', 'x' x 63)
{
    library_is($installed);
    $other->seen(role => undef)->sql(qq{ALTER SCHEMA "$renamed" RENAME TO "$schema"});
    $renamed = $schema;
    library_is(undef);
    is_kept($other, qq{DROP SCHEMA "$schema" CASCADE}, "schema $schema");
}
is_kept($other, 'DROP SCHEMA ' . 'X' x 70 . ' CASCADE', 'a name that the server shortens');
library_is($installed);
$other->seen(role => undef)->sql(qq{ALTER SCHEMA "$renamed" RENAME TO retail; CREATE SCHEMA part_of; CREATE TABLE part_of.part (n int);
    CREATE VIEW part_of.parts AS SELECT * FROM part_of.part; CREATE TABLE part_of.apart (n int)});
my $view = $other->seen(role => undef)->sql(q{SELECT pg_get_viewdef('retail.store_calendar'::regclass)}) =~ s/;\s*$//r;
$other->seen(role => undef)->sql("CREATE OR REPLACE VIEW retail.store_calendar AS SELECT * FROM ($view) v WHERE (SELECT count(*) FROM part_of.parts) >= 0");
library_is(undef);
is_kept($other, 'DROP TABLE part_of.part CASCADE', 'DROP TABLE that reaches a view of the extension');
is_kept($other, 'DROP SCHEMA part_of CASCADE', 'DROP SCHEMA that reaches a view of the extension');
is(said($other, "$quiet DROP TABLE part_of.apart CASCADE; CREATE TABLE part_of.part2 (n int); DROP TABLE part_of.part2", ''), '',
    'DROP TABLE beside them passes');
library_is($installed);
same(rows_of($other->probes), $before, 'nothing was lost under other names');

# lower() leaves other letters than those of ASCII alone under "C", but not in such a database.
SKIP:
{
    my ($made) = $node->psql('postgres', q{CREATE DATABASE utf8 TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'});
    skip 'the server has no locale C.UTF-8', 4 if $made;
    my $schema = "\x{c3}\x{89}T\x{c3}\x{89}";
    $node->safe_psql('utf8', qq{CREATE SCHEMA s; CREATE EXTENSION forecast_warehouse SCHEMA s; ALTER SCHEMA s RENAME TO "$schema"; CREATE SCHEMA beside;
        INSERT INTO "$schema".store (code, name) VALUES ('S', 's')});
    my $utf8 = bless { node => $node, name => 'utf8' }, ref $warehouse;
    library_is(undef);
    is_kept($utf8, $_, "in UTF8: $_")
        for qq{DROP SCHEMA "$schema" CASCADE}, "DROP SCHEMA beside, \"$schema\" CASCADE";
    is(said($utf8, "$quiet DROP SCHEMA beside CASCADE", ''), '', 'in UTF8: another schema passes');
    is($node->safe_psql('utf8', qq{SELECT count(*) FROM "$schema".store}), 1, 'in UTF8: the row is there');
    library_is($installed);
}

#
# With leave
#

for my $each ([ 'on', 'DROP EXTENSION forecast_warehouse CASCADE' ], [ 'TRUE', 'DROP SCHEMA retail CASCADE' ])
{
    my ($on, $drop) = @$each;
    my $copy = $warehouse->copy("leave by $on");
    library_is(undef);
    is(said($copy, "$quiet SET forecast_warehouse.allow_data_loss = $on; $drop"), '', "no library: $drop passes with leave ($on)");
    is($copy->seen(role => undef)->sql(q{SELECT count(*) FROM pg_extension WHERE extname = 'forecast_warehouse'}), 0,
        "no library: $drop with leave ($on) dropped it");
    is($copy->seen(role => undef)->sql(q{SELECT count(*) FROM pg_proc WHERE proname ~ 'forecast_warehouse'}), 0,
        "no library: $drop with leave ($on) left no function");
    library_is($installed);
}
like(said($warehouse, "SET forecast_warehouse.allow_data_loss = off; DROP EXTENSION forecast_warehouse CASCADE"), qr/would lose/,
    'the setting is read as what it says');

#
# Versions before 1.4 have a guard in C: it fails, and a superuser can get it out of the way
#

my $old = ForecastWarehouse->filled($node, 'old', 'fw_owner', '1.3', '1.3');
my $drop = 'CREATE TABLE t (id int); DROP TABLE t';
my $admin = $old->seen(role => undef);
library_is(undef);
like(said($admin, $drop), qr/could not access file "\$libdir\/forecast_warehouse"/, '1.3 without library: DROP TABLE of others fails');
is(said($admin, "ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss DISABLE; DROP TABLE t; $drop"), '',
    '1.3 without library: the guard can be switched off, and DROP TABLE passes');
library_is($installed);
$admin->sql('ALTER EVENT TRIGGER forecast_warehouse_refuse_data_loss ENABLE');
$old->update_to($default);
library_is(undef);
is(said($admin, $drop), '', "1.3 updated to $default: DROP TABLE of others passes without the library");
library_is($installed);

done_testing();
