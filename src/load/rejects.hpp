#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/load/reject.hpp"
#include "core/load/reject_summary.hpp"
#include "load/arrival.hpp"
#include "load/control_totals.hpp"
#include "load/faults.hpp"
#include "load/near_keys.hpp"
#include "load/policy.hpp"
#include "load/target.hpp"
#include "postgres/rows.hpp"

namespace forecast_warehouse::load {

// The rows that a load rejects, in the order in which its stages find them.
//
// A load that fails keeps the first ones for its error. One that quarantines keeps all, on disk when they are
// many.
class reject_log {
public:
    // load_reject.row_data has longer texts cut: all texts of a row must fit into jsonb, at most 256 MB.
    static constexpr std::size_t longest_text = std::size_t{16} << 20U;
    // All texts of a row of a file, which may have many columns.
    static constexpr std::size_t longest_row = std::size_t{224} << 20U;

    // most: how many rejects a load under quarantine may have; it fails when there are more.
    reject_log(const target& target, reject_policy policy, std::int64_t most);

    void add(const core::reject& reject);
    void add_faults(const postgres::row_block& block, const block_faults& faults, std::int64_t first_row);

    [[nodiscard]] std::int64_t total() const noexcept { return total_; }

    // Whether the load fails, so that writing is of no use.
    [[nodiscard]] bool fails_load() const noexcept { return would_fail_load(0); }

    // The same, when so many more are added.
    [[nodiscard]] bool would_fail_load(std::size_t more) const noexcept {
        return total_ + static_cast<std::int64_t>(more) > (policy_ == reject_policy::error ? 0 : most_);
    }

    // Raises the load's error: how many rows of how many, and each reason once with its rows. The hint names
    // quarantine only where the load may quarantine. Under quarantine the rejects are too many: the error
    // names the limit, and each reason with its count. The setting is the limit as the user wrote it.
    [[noreturn]] void raise(const target& target, arrival& arrival, bool may_quarantine,
                            const std::string& setting);

    // Gives the rejects in reasons() the numbers that they have in load_reject. Called after
    // rows_for_journal(). numbers: rows of retried_rows.
    void renumber(postgres::tuple_store numbers);

    // One line for each reason: 5 rows: UNKNOWN_STORE, store_code "S9" does not exist in store (first: row
    // 2). A last line counts the rows whose reason is not shown. After rows_for_journal().
    [[nodiscard]] std::string reasons(const core::feed& feed) const;

    // Rows for load_reject, in arrival order: row_number, error_code, message and the row as it arrived.
    // Counts them among the rejected ones of the totals.
    postgres::tuple_store rows_for_journal(arrival& arrival, control_totals& totals);

    // Row type of rows_for_journal, in the current memory context.
    static TupleDesc describe_journal_row(const arrival& arrival);

private:
    static constexpr std::size_t shown_reasons = 10;
    // So many rejects are compared for equal reasons.
    static constexpr std::size_t compared = 10'000;
    // The values of a block of written rows.
    static constexpr std::size_t most_values = std::size_t{1} << 20U;

    // Rejects of one code, column and constraint.
    struct reason {
        core::reject first;  // the one that arrived first
        std::int64_t rows = 0;
        std::string text{};  // the fault of the first one; empty: not written yet

        [[nodiscard]] bool is_of(const core::reject& other) const noexcept {
            return first.code == other.code && first.column == other.column &&
                   first.violated == other.violated;
        }
    };

    [[noreturn]] void raise_first(const target& target, arrival& arrival, bool may_quarantine) const;
    [[noreturn]] void raise_too_many(arrival& arrival, const std::string& setting);
    void count(const core::reject& reject);
    void write_text(const core::reject& reject, const std::string& text);
    [[nodiscard]] std::string common_sqlstate() const;
    [[nodiscard]] std::string hint(const target& target, const core::reject_summary& summary,
                                   const std::string& near, bool may_quarantine) const;
    [[nodiscard]] bool all_are(core::reject_code code) const noexcept;
    void add_to_first(const core::reject& reject);
    void store(const core::reject& reject);
    void spill();
    void write_messages(arrival& arrival, control_totals& totals, postgres::tuple_store& out);
    [[nodiscard]] std::optional<std::string> near_key(const core::reject& reject,
                                                      const core::row_text& row) const;
    [[nodiscard]] std::string describe(const core::feed& feed, const core::reject& reject,
                                       const core::row_text& row) const;

    reject_policy policy_;
    std::int64_t most_;
    mutable near_keys near_keys_;
    std::int64_t total_ = 0;
    std::vector<reason> reasons_;
    std::array<std::int64_t, core::reject_codes> by_code_{};
    std::string constraint_sqlstate_;  // of violated constraints: the one that all have
    std::vector<core::reject> first_;  // a heap, the latest row on top
    TupleDesc stored_type_ = nullptr;
    std::optional<postgres::row_block> waiting_;
    std::optional<postgres::tuple_sort> stored_;
};

}  // namespace forecast_warehouse::load
