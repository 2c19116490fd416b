#include "load/load.hpp"

#include <memory>
#include <string_view>

#include <fmt/format.h>

#include "load/check.hpp"
#include "load/gather.hpp"
#include "load/journal.hpp"
#include "load/near_keys.hpp"
#include "load/observed_writer.hpp"
#include "load/rejects.hpp"
#include "load/resolve.hpp"
#include "load/rights.hpp"
#include "load/row_writer.hpp"
#include "load/shapes.hpp"
#include "load/similar_codes.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_block;

// Adds to each row of a block its number and keep set; returns the good rows.
std::vector<std::uint32_t> stamp_good_rows(arrival& arrival, row_block& block, const block_faults& faults) {
    std::vector<std::uint32_t> good;
    good.reserve(block.size());
    const int number = row_number_column(arrival.feed());
    const int keep = keep_set_column(arrival.feed());
    for (std::size_t row = 0; row < block.size(); ++row) {
        const std::int64_t row_number = arrival.first_row() + static_cast<std::int64_t>(row);
        block.value(row, number) = Int64GetDatum(row_number);
        block.null(row, number) = false;
        block.value(row, keep) = Int32GetDatum(arrival.keep_set(row_number));
        block.null(row, keep) = false;
        if (!faults.has(row)) {
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

// The first half: checks every row once, in arrival order, and passes on the good ones.
void check(const target& target, arrival& arrival, const load_options& options, reject_log& rejects,
           gatherer& gathered, load_counts& counts) {
    const checker checker(target.feed(), options.ends,
                          arrival.reader() ? arrival.reader()->day_ends_at() : 0);
    resolver resolver(target, options.days_first);
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
        arrived.add_unreadable(*faults);
        checker.check(block, *faults, money);
        resolver.resolve(block, *faults);
        money.add_differences(block, *faults);
        rejects.add_faults(block, *faults, arrival.first_row());
        gathered.put(block, stamp_good_rows(arrival, block, *faults));
    }
    counts.rounding = money.difference();
}

// The second half: merges rows of one grain, and writes the rows.
void merge_and_write(const target& target, arrival& arrival, const load_options& options, reject_log& rejects,
                     gatherer& gathered, load_counts& counts) {
    postgres::progress::enter(postgres::progress::stage::merging, arrival.rows());
    batch& merged = gathered.finish(arrival.gives_way() ? duplicate_policy::ignore : options.duplicates,
                                    arrival.keep_sets(), rejects, counts);
    if (merged.rows > 0 && options.observed) {
        observed_writer(target, arrival.keep_sets(), rejects).write(merged, counts);
    } else if (merged.rows > 0) {
        row_writer(target, arrival.keep_sets(), rejects).write(merged, counts);
    }
    merged.store.end();
}

void report(const load_options& options, const load_outcome& outcome) {
    const load_counts& counts = outcome.counts;
    postgres::guard([&] {
        if (counts.rejected > 0) {
            ereport(NOTICE, (errmsg("%lld of %lld rows rejected", static_cast<long long>(counts.rejected),
                                    static_cast<long long>(counts.received)),
                             errhint("See load_reject where batch_id = %lld.",
                                     static_cast<long long>(outcome.batch_id))));
        }
        if (counts.merged > 0) {
            ereport(NOTICE,
                    (errmsg("%lld of %lld rows merged into others of their grain (on_duplicate = \"%s\")",
                            static_cast<long long>(counts.merged), static_cast<long long>(counts.received),
                            name_of(options.duplicates))));
        }
    });
}

// Checks, merges and writes the rows, and writes the journal.
void take_rows(const target& target, arrival& arrival, const load_options& options, load_outcome& outcome) {
    const postgres::arena memory("load");
    postgres::with_spi([&] {
        const postgres::progress report(target.relation(), postgres::progress::kind::load);
        target.lock_dimensions();
        expect_shapes(target);
        const postgres::inside inside(memory);
        reject_log rejects(target, options.rejects);
        if (arrival.rows() > 0) {
            gatherer gathered(target.feed());
            check(target, arrival, options, rejects, gathered, outcome.counts);
            merge_and_write(target, arrival, options, rejects, gathered, outcome.counts);
        }
        if (rejects.fails_load()) {
            rejects.raise(target, arrival, options.journal);
        }
        outcome.counts.rejected = rejects.total();
        if (options.journal) {
            outcome.batch_id =
                write_journal(target, options.source, options.started, outcome.counts, rejects, arrival);
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
