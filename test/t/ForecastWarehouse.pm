# A warehouse in a database of a test server. Makes it, fills it, updates it between versions, and prints all its visible
# properties.
#
# warehouse-1.1.sql has rows for the tables of version 1.1, in addition to the files of the versions before. A version without
# such a file has the rows of the ones before it.
package ForecastWarehouse;

use strict;
use warnings;

use Exporter 'import';
use FindBin;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(new_server versions default_version earlier ways shape rows_of differing complaint runs same noted_of_loads noted_of_features);

#
# Servers, and the versions that they have
#

# A server with the roles of the warehouses' files, or without them (bare => 1). fw_owner is a plain role. install_path
# names another server than that of PG_CONFIG.
sub new_server
{
    my ($name, %how) = @_;
    my $node = PostgreSQL::Test::Cluster->new($name, $how{install_path} ? (install_path => $how{install_path}) : ());
    $node->init(extra => [qw(--no-locale --encoding UTF8)]);
    $node->start;
    $node->safe_psql('postgres', q{
        CREATE ROLE fw_owner LOGIN;
        CREATE ROLE fw_loader;
        CREATE ROLE fw_reader;
        CREATE ROLE fw_analyst;
        GRANT fw_analyst TO fw_owner;
    }) unless $how{bare};
    return $node;
}

# 1.10 comes after 1.9.
sub compare
{
    my ($left, $right) = map { [ split /\./ ] } @_;
    while (@$left || @$right)
    {
        my $order = (shift @$left // -1) <=> (shift @$right // -1);
        return $order if $order;
    }
    return 0;
}

sub earlier
{
    my ($left, $right) = @_;
    return compare($left, $right) < 0 ? $left : $right;
}

# Oldest first.
sub versions
{
    my ($node) = @_;
    my $versions = $node->safe_psql('postgres', q{
        SELECT version FROM pg_available_extension_versions WHERE name = 'forecast_warehouse'});
    return sort { compare($a, $b) } split /\n/, $versions;
}

sub default_version
{
    my ($node) = @_;
    return $node->safe_psql('postgres', q{
        SELECT default_version FROM pg_available_extensions WHERE name = 'forecast_warehouse'});
}

# All pairs of versions between which scripts lead, and how many scripts it takes.
sub ways
{
    my ($node) = @_;
    my $ways = $node->safe_psql('postgres', q{
        SELECT source, target, cardinality(string_to_array(path, '--')) - 1
        FROM pg_extension_update_paths('forecast_warehouse') WHERE path IS NOT NULL});
    return sort { compare($a->[0], $b->[0]) || compare($a->[1], $b->[1]) } map { [ split /\|/ ] } split /\n/, $ways;
}

#
# Warehouses
#

# A database of a role, without the extension. Without a role it is the superuser's.
sub empty
{
    my ($class, $node, $name, $role) = @_;
    return $class->make($node, $name, $role, 'template0');
}

sub make
{
    my ($class, $node, $name, $role, $template) = @_;
    my $self = bless { node => $node, name => $name, role => $role, held => [] }, $class;
    $node->safe_psql('postgres', qq{CREATE DATABASE "$name" TEMPLATE "$template"} . ($role ? " OWNER $role" : ''));
    return $self;
}

# A warehouse of a version as it is installed.
sub installed
{
    my ($class, $node, $name, $role, $version) = @_;
    my $self = $class->empty($node, $name, $role);
    $self->sql("CREATE SCHEMA retail; CREATE EXTENSION forecast_warehouse SCHEMA retail VERSION '$version'");
    return $self;
}

# The same, filled with the rows of this or an earlier version.
sub filled
{
    my ($class, $node, $name, $role, $version, $held) = @_;
    my $self = $class->installed($node, $name, $role, $version);
    $self->fill($held);
    return $self;
}

# The same database once more, times of loads included.
sub copy
{
    my ($self, $name) = @_;
    my $copy = ref($self)->make($self->{node}, $name, $self->{role}, $self->{name});
    $copy->{held} = [ @{ $self->{held} } ];
    return $copy;
}

# The same database, seen by another role (role => ...), or after its server became another one (node => ...).
sub seen
{
    my ($self, %how) = @_;
    return bless { %$self, %how }, ref $self;
}

sub drop
{
    my ($self) = @_;
    $self->{node}->safe_psql('postgres', qq{DROP DATABASE "$self->{name}"});
}

# The files with rows of each version.
sub parts_of
{
    my ($version) = @_;
    my @parts = map { /warehouse-([\d.]+)\.sql$/ } glob "$FindBin::RealBin/warehouse-*.sql";
    return grep { compare($_, $version) <= 0 } sort { compare($a, $b) } @parts;
}

# Adds the rows of a version that are missing.
sub fill
{
    my ($self, $version) = @_;
    my %held = map { $_ => 1 } @{ $self->{held} };
    for my $part (grep { !$held{$_} } parts_of($version))
    {
        $self->run_file("warehouse-$part.sql");
        push @{ $self->{held} }, $part;
    }
}

# Records that a restore added the rows of a version.
sub holds
{
    my ($self, $version) = @_;
    $self->{held} = [ parts_of($version) ];
}

sub connstr
{
    my ($self) = @_;
    return $self->{node}->connstr($self->{name}) . ($self->{role} ? " user=$self->{role}" : '');
}

# Runs SQL as the warehouse's role; dies of an error.
sub sql
{
    my ($self, $sql) = @_;
    return $self->{node}->safe_psql($self->{name}, $sql, connstr => $self->connstr);
}

# The same for a file beside the tests.
sub run_file
{
    my ($self, $file) = @_;
    return $self->sql(slurp_file("$FindBin::RealBin/$file"));
}

# The same for SQL that may fail: the error, or nothing.
sub error_of
{
    my ($self, $sql) = @_;
    my ($status, undef, $error) = $self->{node}->psql($self->{name}, $sql, connstr => $self->connstr);
    return $status ? $error : '';
}

sub version
{
    my ($self) = @_;
    return $self->sql("SELECT extversion FROM pg_extension WHERE extname = 'forecast_warehouse'");
}

sub update_to
{
    my ($self, $version) = @_;
    $self->sql("ALTER EXTENSION forecast_warehouse UPDATE TO '$version'");
}

# Loads a row through each feed, and returns their ids.
sub next_load
{
    my ($self) = @_;
    return $self->run_file('next-load.sql');
}

# Columns of the journal since 1.4. An earlier version does not write them, and the step down drops them.
sub noted_of_loads
{
    return (qw(date_style time_zone writer rounding read_by), map { ("quantity_$_", "amount_$_") } qw(received landed rejected));
}

# Columns that record how a version builds feature tables. Since 1.7 a call has more arguments, and a table more columns.
sub noted_of_features
{
    return qw(settings settings_hash columns);
}

# All that can be seen of a warehouse, one sorted line a fact; see probes.sql.
#   stamps => 0         leaves out when rows were loaded, and by which version: warehouses that were filled one after the
#                       other differ there
#   without => [NAME]   leaves out values of other columns
#   after => SQL        looks at the warehouse as the SQL would make it
sub probes
{
    my ($self, %how) = @_;
    my @without = @{ $how{without} // [] };
    push @without, qw(created_at updated_at started_at finished_at extension_version) unless $how{stamps} // 1;
    my $sql = slurp_file("$FindBin::RealBin/probes.sql");
    $sql = "BEGIN;\n$how{after};\n$sql\nROLLBACK;" if $how{after};
    my $lines = $self->{node}->safe_psql($self->{name}, $sql,
        extra_params => [ '-v', 'without={' . join(',', @without) . '}' ]);
    # The number of a session's schema says nothing.
    $lines =~ s/\bpg_temp_\d+\./pg_temp./g;
    return [ sort split /\n/, $lines ];
}

#
# Lines of probes
#

# Those of rows and next ids.
sub rows_of
{
    my ($lines) = @_;
    return [ grep { /^(?:row|id) / } @$lines ];
}

# The others: parts of the version, and users' objects around it.
sub shape
{
    my ($lines) = @_;
    return [ grep { !/^(?:row|id) / } @$lines ];
}

# Those that one list has more often (+) or less often (-) than another.
sub differing
{
    my ($got, $expected) = @_;
    my %surplus;
    $surplus{$_}++ for @$got;
    $surplus{$_}-- for @$expected;
    return map { ($surplus{$_} > 0 ? '+ ' : '- ') . $_ } grep { $surplus{$_} } sort keys %surplus;
}

#
# Tests
#

# The errors of a program that failed; empty when it succeeded.
sub complaint
{
    my ($command) = @_;
    my ($output, $error) = ('', '');
    return IPC::Run::run($command, '>', \$output, '2>', \$error) ? '' : $error || $output || 'failed without a word';
}

# A program that has to succeed.
sub runs
{
    my ($command, $name) = @_;
    is(complaint($command), '', $name) or diag("@$command");
}

# Two lists of lines that have to be the same; shows what only one of them has.
sub same
{
    my ($got, $expected, $name) = @_;
    my @differing = differing($got, $expected);
    ok(@$expected && !@differing, $name) and return;
    diag('there is nothing to compare with') unless @$expected;
    diag($_) for splice @differing, 0, 30;
    diag('and ' . @differing . ' more') if @differing;
}

1;
