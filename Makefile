EXTENSION = forecast_warehouse
MODULE_big = forecast_warehouse
DATA = $(sort $(wildcard sql/forecast_warehouse--*.sql))

# Tests run in this order, in one database.
REGRESS = adoption adoption_names adoption_roles schema schema_any migrations schema_checks update_namesakes drop_guard boundary table_scan second_star calendar calendar_columns holiday_rules holidays holiday_limits business_days store_calendar \
	feed_store feed_source feed_source_keys feed_source_windows source_samples source_wide source_suggest source_hostile feed_product similar_codes feed_sales_daily feed_price_history feed_promotion feed_inventory \
	feed_sales_txn feed_receipts feed_weather_traffic feed_store_day feed_signals life_cycles decimal_quantities rollup_sales sales_returns returns_random staging orders_dimensions orders_etl orders_files orders_views orders_analyses orders_reports demo_orders rollup_orders asof asof_snapshots asof_altered asof_parallel sentinels sales_exogenous \
	feed_statements feed_without_money as_it_comes feed_on_conflict feed_triggers feed_long_texts feed_strict feed_windows_ends feed_constraints near_keys feed_policies load_totals load_totals_random load_time_zones max_rejects retry_rejects retry_sources feed_order direct_writer tables_elsewhere feed_memory upsert_source upsert_row upsert_numbers shapes error_context encodings every_encoding privileges grants search_path \
	schema_export \
	sales_panel build_features day_states day_states_rossmann weeks features_chosen features_chosen_leak features_leak features_signals features_walk backtest_folds customize_columns customize_feed customize_exogenous customize_guide \
	examples_queries online_retail rossmann orange_juice m5 walmart source_suggest_samples
REGRESS_OPTS = --inputdir=test
REGRESS_PREP = $(BOUNDARY_TEST)

# Its answers are in expected/ too, so it has the same output directory.
ISOLATION := $(patsubst test/specs/%.spec,%,$(sort $(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test --outputdir=.

PROVE_TESTS = test/t/*.pl
# Tests with whole servers take minutes: REGRESS=... or ISOLATION=... on the command line means these alone.
ifeq ($(findstring command,$(origin REGRESS) $(origin ISOLATION)),)
TAP_TESTS = 1
else ifneq ($(findstring command,$(origin PROVE_TESTS)),)
TAP_TESTS = 1
endif

SOURCES := $(shell grep '^src/' src/sources.list)
OBJS = $(SOURCES:.cpp=.o)
BOUNDARY_OBJS = $(patsubst %.cpp,%.o,$(wildcard test/boundary/*.cpp))
BOUNDARY_TEST = test/boundary/boundary.so
DEPENDENCIES = $(patsubst %.o,%.d,$(OBJS) $(BOUNDARY_OBJS))
EXTRA_CLEAN = $(BOUNDARY_TEST) $(BOUNDARY_OBJS) $(DEPENDENCIES) build

# -isystem: the server's headers do not compile under our warnings. PGDLLEXPORT: PostgreSQL 15 leaves it empty, and what
# is hidden cannot be called.
PG_CPPFLAGS = -Isrc -isystem$(shell $(PG_CONFIG) --includedir-server) \
	-DPGDLLEXPORT='__attribute__((visibility("default")))'
# -ffp-contract=off: made-up data must be the same on processors that fuse multiply and add.
PG_CXXFLAGS = -std=c++20 -Wall -Wextra -Werror -fvisibility=hidden -ffp-contract=off -MD -MP
# ICU knows the Islamic calendars.
SHLIB_LINK = -lstdc++ -licui18n -licuuc

# The server would have bitcode made with the C++ flags of its own build, which are older than our language.
override with_llvm = no

PG_CONFIG ?= pg_config
# Where the boundary's tests find their module; a server that may not read this directory needs a copy.
FW_TEST_LIB ?= $(CURDIR)/$(BOUNDARY_TEST)
export PG_CONFIG FW_TEST_LIB

MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

all:

# These install what is missing first, so that reading them must not need PGXS.
STANDALONE = help check oracle demo demo-stop bench lint format installed
ifneq ($(filter-out $(STANDALONE),$(or $(MAKECMDGOALS),all)),)

PGXS := $(shell $(PG_CONFIG) --pgxs)
ifeq ($(wildcard $(PGXS)),)
$(error $(PG_CONFIG) finds no server headers: run .ci/setup, or set PG_CONFIG)
endif
include $(PGXS)

# Reasons why installcheck skips the tests with whole servers. It says so and goes on.
ifneq ($(and $(TAP_TESTS),$(filter installcheck,$(MAKECMDGOALS))),)
ifneq ($(enable_tap_tests),yes)
WITHOUT_TAP = this server was built without --enable-tap-tests
else ifeq ($(wildcard $(top_builddir)/src/test/perl/PostgreSQL/Test/Cluster.pm),)
WITHOUT_TAP = this server came without PostgreSQL::Test::Cluster
else ifneq ($(shell perl -MIPC::Run -e 'print "yes"' 2>/dev/null),yes)
WITHOUT_TAP = Perl has no IPC::Run (Debian: libipc-run-perl)
else ifeq ($(shell id -u),0)
WITHOUT_TAP = initdb refuses root. Run make installcheck as another user, or test/check tap
endif
ifdef WITHOUT_TAP
prove_installcheck = @echo "installcheck: $(PROVE_TESTS) skipped: $(WITHOUT_TAP)"
endif
endif

# The core does not know the server. It compiles without the paths to the server's headers, and the build checks that.
src/core/%.o: CPPFLAGS := $(filter-out -isystem% -I$(includedir_server) -I$(includedir_internal),$(CPPFLAGS))
src/core/%.o: src/core/%.cpp
	$(CXX) $(CXXFLAGS) $(CPPFLAGS) -c -o $@ $<
	@! grep -E 'postgres|pg_config|libpq|src/(asof|calendar|load|features|migration|functions)/' $(@:.o=.d) || \
		{ echo "$<: the core must not include the server" >&2; exit 1; }

$(BOUNDARY_TEST): $(BOUNDARY_OBJS) $(filter src/core/% src/postgres/% src/asof/% src/load/%,$(OBJS))
	$(CXX) $(CXXFLAGS) -shared -o $@ $^ $(LDFLAGS) $(LDFLAGS_SL) $(SHLIB_LINK)

-include $(DEPENDENCIES)

# PGXS has the recipe. This warns before it.
uninstall uninstall-lib: warned
.PHONY: warned
warned:
	@echo "Databases that have the extension: its feeds, functions and views fail until the library is installed again."
	@echo "Their tables stay as they are. DROP EXTENSION needs forecast_warehouse.allow_data_loss = on then."
	@echo "Where it is older than 1.4, also every DROP TABLE and DROP SCHEMA fails: update it before. See doc/migrations.md."

endif
ifneq ($(filter $(STANDALONE),$(MAKECMDGOALS)),)
.PHONY: $(STANDALONE)

help: ## this list; all, install, uninstall, installcheck and clean are those of PGXS
	@sed -nE 's/^([a-z-]+):.*## /\1\t/p' Makefile | expand -t 14

check: SETUP = check
check: installed ## every test, in a cluster of its own; installs what is missing, builds and installs first
	@test/check $(SUITES)

oracle: installed ## compares the holidays with two other libraries and with what retailers recorded; FW_SHARED=... says where those are
	@test/check oracle

# Obstacles are reported before minutes of set-up.
demo: ## the same set-up, then a tour in a cluster of its own; DATASET=... FILE=... takes real data
	@DATASET='$(DATASET)' FILE='$(FILE)' examples/demo/demo check
	@$(MAKE) installed
	@DATASET='$(DATASET)' FILE='$(FILE)' examples/demo/demo

demo-stop: ## stops and removes the cluster of make demo
	@examples/demo/demo stop

bench: installed ## compares loads and look-ups with SQL, holidays with a library, and writes doc/benchmarks.md; ROWS=... ROUNDS=... for less
	@test/bench/run

lint: ## checks the form of all sources, and the code for common mistakes
	@.ci/lint

format: ## puts the C++ sources into form
	@.ci/lint format

# Asks for root only where it is needed, and before the build. REPLACE=yes replaces another version that servers use.
installed:
	@.ci/setup $(SETUP)
	@REPLACE='$(REPLACE)' .ci/may_install
	@$(MAKE) $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN)) all
	@if [ -w "$$($(PG_CONFIG) --pkglibdir)" ] && [ -w "$$($(PG_CONFIG) --sharedir)/extension" ]; then \
		$(MAKE) install; \
	else \
		sudo $(MAKE) install PG_CONFIG='$(PG_CONFIG)'; \
	fi

endif
