#include "load/load.hpp"

#include <memory>
#include <string_view>

#include <fmt/format.h>

#include "core/text.hpp"
#include "load/check.hpp"
#include "load/companion_reader.hpp"
#include "load/gather.hpp"
#include "load/journal.hpp"
#include "load/near_keys.hpp"
#include "load/observed_writer.hpp"
#include "load/open_money.hpp"
#include "load/order_values.hpp"
#include "load/rejects.hpp"
#include "load/resolve.hpp"
#include "load/rights.hpp"
#include "load/row_rules.hpp"
#include "load/row_writer.hpp"
#include "load/shapes.hpp"
#include "load/shared_values.hpp"
#include "load/similar_codes.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_block;

// Adds to each row of a block its number and keep set; returns the good rows.
std::vector<std::uint32_t> stamp_good_rows(arrival& arrival, row_block& block, const block_faults& faults,
                                           open_money& money) {
    std::vector<std::uint32_t> good;
    good.reserve(block.size());
    const int number = row_number_column(arrival.feed());
    const int keep = keep_set_column(arrival.feed());
    std::int32_t previous = -1;
    for (std::size_t row = 0; row < block.size(); ++row) {
        const std::int64_t row_number = arrival.first_row() + static_cast<std::int64_t>(row);
        block.value(row, number) = Int64GetDatum(row_number);
        block.null(row, number) = false;
        const std::int32_t keep_set = money.keep_set(row, arrival.keep_set(row_number), arrival.keep_sets());
        block.value(row, keep) = Int32GetDatum(keep_set);
        block.null(row, keep) = false;
        if (!faults.has(row)) {
            if (keep_set != previous) {
                arrival.keep_sets().use(keep_set);
                previous = keep_set;
            }
            good.push_back(static_cast<std::uint32_t>(row));
        }
    }
    return good;
}

// The first value of a load; nothing where it is no text.
std::string_view first_text(const target& target, row_block& block) {
    if (block.size() == 0 || block.null(0, 0) || arriving_type(target.column(0)) != TEXTOID) {
        return {};
    }
    const auto* text = postgres::guard([&] {
        const postgres::row_view row = block.view(0);
        MemoryContext caller = MemoryContextSwitchTo(block.memory());
        const auto* packed = PG_DETOAST_DATUM_PACKED(row.values[0]);
        MemoryContextSwitchTo(caller);
        return packed;
    });
    return {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
}

// Rejects the rows of a block that are good, and violate a rule of the companion.
void add_violations(const arrival& arrival, const row_block& block, block_faults& faults,
                    reject_log& rejects) {
    const companion_reader* companion = companion_of(arrival.reader());
    for (std::size_t row = 0; companion != nullptr && row < block.size(); ++row) {
        const core::reject* violated =
            companion->violation(arrival.first_row() + static_cast<std::int64_t>(row));
        if (violated != nullptr && !faults.has(row)) {
            rejects.add(*violated);
            faults.set(row, violated->code, violated->column);
        }
    }
}

// The values of the companion's columns, of the rows that were written.
void write_companion(const target& target, const arrival& arrival, const batch& merged,
                     const std::map<std::int64_t, core::reject>& rejected, const reject_log& rejects) {
    companion_reader* companion = companion_of(arrival.reader());
    if (companion == nullptr || rejects.fails_load()) {
        return;
    }
    std::set<std::int64_t> numbers;
    for (const auto& [number, reject] : rejected) {
        numbers.insert(number);
    }
    companion->write(target, merged, numbers, arrival.gives_way());
}

// The first half: checks every row once, in arrival order, and passes on the good ones.
void check(const target& target, arrival& arrival, const load_options& options, reject_log& rejects,
           gatherer& gathered, load_counts& counts) {
    const checker checker(target.feed(), options.ends, options.money,
                          arrival.reader() ? arrival.reader()->day_ends_at() : 0);
    const row_rules rules(target.feed());
    resolver resolver(target, options.days_first);
    open_money open(target, options.money);
    order_values orders(target);
    shared_values shared(target);
    arrived_money money(target.feed());
    const auto faults = std::make_unique<block_faults>();
    row_block block(keep_set_column(target.feed()) + 1, static_cast<std::size_t>(arrival.rows()));
    postgres::progress::enter(postgres::progress::stage::checking, arrival.rows());
    arrived_rows arrived(arrival);
    while (arrived.read(block)) {
        postgres::progress::advance(static_cast<std::int64_t>(block.size()));
        if (arrival.first_row() == 1) {
            warn_of_byte_order_mark(target, first_text(target, block));
        }
        faults->clear();
        counts.totals.receive(block);
        arrived.add_unreadable(*faults);
        checker.check(block, *faults, money);
        rules.check(arrival, block, *faults);
        resolver.resolve(block, *faults);
        open.price(block, *faults);
        orders.derive(block, *faults);
        shared.check(block, *faults);
        money.add_differences(block, *faults);
        rejects.add_faults(block, *faults, arrival.first_row());
        add_violations(arrival, block, *faults, rejects);
        gathered.put(block, stamp_good_rows(arrival, block, *faults, open));
    }
    open.end();
    counts.unpriced = open.unpriced();
    if (open.found_open_rows()) {
        counts.totals.forget_landed_amount();
    }
    counts.rounding = money.difference();
}

// The second half: merges rows of one grain, and writes the rows.
void merge_and_write(const target& target, arrival& arrival, const load_options& options, reject_log& rejects,
                     gatherer& gathered, load_counts& counts) {
    postgres::progress::enter(postgres::progress::stage::merging, arrival.rows());
    const duplicate_policy duplicates = arrival.gives_way() ? duplicate_policy::ignore : options.duplicates;
    batch& merged = gathered.finish(duplicates, arrival.keep_sets(), rejects, counts);
    if (merged.rows > 0 && options.observed) {
        observed_writer(target, arrival.keep_sets(), rejects).write(merged, counts);
    } else if (merged.rows > 0) {
        row_writer writer(target, arrival.keep_sets(), rejects);
        writer.write(merged, counts);
        write_companion(target, arrival, merged, writer.rejected(), rejects);
        counts.merged -= gathered.summed().reject_others(writer.rejected(), rejects);
    }
    gathered.summed().end();
    merged.store.end();
    if (duplicates == duplicate_policy::ignore && counts.unchanged > 0) {
        counts.totals.forget_landed();
    }
}

std::string session_time_zone() {
    return postgres::guard([] { return GetConfigOption("TimeZone", false, false); });
}

// Rows of a moment get another day where the session's time zone is another one.
void report_moved(const target& target, const load_outcome& outcome) {
    const std::string zone = session_time_zone();
    const auto earlier = find_other_zone(target, zone);
    const std::string detail =
        earlier ? fmt::format("TimeZone is {} here, and was {} in batch {}.", core::quoted(zone),
                              core::quoted(earlier->name), earlier->batch)
                : fmt::format("TimeZone is {} here; load_batch has no load with another TimeZone.",
                              core::quoted(zone));
    const std::string hint =
        earlier
            ? fmt::format("To move them back, SET TimeZone = '{}' and load them again.", earlier->name)
            : std::string("A row's day is that of its time in the TimeZone of the session that loads it.");
    const auto moved = static_cast<long long>(outcome.counts.moved);
    const core::feed& feed = target.feed();
    const std::string& table = feed.table;
    const std::string& moment =
        feed.columns[static_cast<std::size_t>(core::column_with_role(feed, core::column_role::moment))].name;
    postgres::guard([&] {
        ereport(NOTICE,
                (errmsg_plural("%lld row of \"%s\" moved to another day, but its %s is the same",
                               "%lld rows of \"%s\" moved to another day, but their %s is the same",
                               static_cast<unsigned long>(moved), moved, table.c_str(), moment.c_str()),
                 errdetail("%s", detail.c_str()), errhint("%s", hint.c_str())));
    });
}

void report(const load_options& options, const load_outcome& outcome) {
    const load_counts& counts = outcome.counts;
    const std::int64_t batch = options.retried != nullptr ? options.retried->batch : outcome.batch_id;
    postgres::guard([&] {
        if (counts.unpriced > 0) {
            ereport(NOTICE,
                    (errmsg("%lld of %lld rows came without money%s", static_cast<long long>(counts.unpriced),
                            static_cast<long long>(counts.received),
                            options.money == money_policy::open ? "" : ", and have no price in force"),
                     errhint("Their unit_price and total_amount are NULL, unless stored before. Load "
                             "prices, then these rows again.")));
        }
        if (counts.rejected > 0) {
            ereport(NOTICE,
                    (errmsg("%lld of %lld rows rejected", static_cast<long long>(counts.rejected),
                            static_cast<long long>(counts.received)),
                     errdetail("%s", outcome.reasons.c_str()),
                     errhint("See load_reject where batch_id = %lld.", static_cast<long long>(batch))));
        }
        if (counts.merged > 0) {
            ereport(NOTICE,
                    (errmsg("%lld of %lld rows merged into others of their grain (on_duplicate = \"%s\")",
                            static_cast<long long>(counts.merged), static_cast<long long>(counts.received),
                            name_of(options.duplicates))));
        }
    });
}

// Rows of a retry are in load_reject already, so they are not set aside by it.
std::int64_t most_rejects(const load_options& options, std::int64_t received) {
    return (options.retried != nullptr ? reject_limit{} : current_max_rejects()).of(received);
}

// Checks, merges and writes the rows, and writes the journal.
void take_rows(const target& target, arrival& arrival, const load_options& options, load_outcome& outcome) {
    const postgres::arena memory("load");
    postgres::with_spi([&] {
        const postgres::progress report(target.relation(), postgres::progress::kind::load);
        target.lock_dimensions();
        expect_shapes(target);
        const postgres::inside inside(memory);
        reject_log rejects(target, options.rejects, most_rejects(options, arrival.rows()));
        if (arrival.rows() > 0) {
            gatherer gathered(target.feed());
            check(target, arrival, options, rejects, gathered, outcome.counts);
            merge_and_write(target, arrival, options, rejects, gathered, outcome.counts);
        }
        if (rejects.fails_load()) {
            rejects.raise(target, arrival, options.journal, max_rejects_setting());
        }
        outcome.counts.rejected = rejects.total();
        if (options.journal) {
            outcome.batch_id =
                write_journal(target, {options.source, options.started, options.read_by, options.retried},
                              outcome.counts, rejects, arrival);
            if (options.retried != nullptr) {
                rejects.renumber(options.retried->numbers);
            }
            outcome.reasons = rejects.reasons(target.feed());
        }
        if (outcome.batch_id != 0 && outcome.counts.moved > 0) {
            report_moved(target, outcome);
        }
        warn_of_similar_codes(target, arrival, outcome.counts);
        target.refuse_renamed();
        report.end();
    });
}

}  // namespace

load_outcome run_load(const target& target, arrival& arrival, const load_options& options) {
    load_outcome outcome;
    outcome.counts.received = arrival.rows();
    if (options.journal) {
        outcome.counts.totals = control_totals(target.feed());
    }
    with_explained_rights(target, [&] {
        require_rights(target, arrival);
        if (options.journal) {
            require_journal(target);
        }
        take_rows(target, arrival, options, outcome);
    });
    if (options.journal) {
        report(options, outcome);
    }
    return outcome;
}

}  // namespace forecast_warehouse::load
