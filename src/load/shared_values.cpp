#include "load/shared_values.hpp"

#include <set>
#include <string_view>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/datums.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_block;

std::string_view text_at(row_block& block, std::size_t row, int column) {
    auto* text = reinterpret_cast<struct varlena*>(DatumGetPointer(block.value(row, column)));
    return {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
}

}  // namespace

shared_values::shared_values(const target& target) : target_(&target) {
    if (target.feed().shared) {
        target.take_turns(target.feed().table);
    }
}

void shared_values::check(row_block& block, block_faults& faults) {
    const auto& shared = target_->feed().shared;
    if (!shared) {
        return;
    }
    look_up(block, faults);
    for (std::size_t row = 0; row < block.size(); ++row) {
        if (faults.has(row)) {
            continue;
        }
        const bool value = DatumGetBool(block.value(row, shared->value));
        const std::string_view name = text_at(block, row, shared->name);
        const auto found = known_.find(name);
        if (found == known_.end()) {
            known_.emplace(name, value);
        } else if (found->second != value) {
            faults.set(row, core::reject_code::known_ahead_differs, shared->value);
        }
    }
}

// The values of names that this load has not seen. At every isolation level, rows that others have committed
// count.
void shared_values::look_up(row_block& block, const block_faults& faults) {
    const auto& shared = target_->feed().shared;
    std::set<std::string, std::less<>> unseen;
    for (std::size_t row = 0; row < block.size(); ++row) {
        const std::string_view name =
            faults.has(row) ? std::string_view() : text_at(block, row, shared->name);
        if (!name.empty() && !known_.contains(name) && !unseen.contains(name)) {
            unseen.emplace(name);
        }
    }
    if (unseen.empty()) {
        return;
    }
    std::vector<Datum> names;
    names.reserve(unseen.size());
    for (const std::string& each : unseen) {
        names.push_back(postgres::text_datum(each));
    }
    const std::string& value = target_->column(shared->value).target;
    const std::string name = fmt::format("f.{}::pg_catalog.text", target_->column(shared->name).target);
    postgres::execute_as_of_now(
        fmt::format("SELECT n.name, k.value FROM pg_catalog.unnest($1) AS n (name) CROSS JOIN LATERAL "
                    "(SELECT f.{} AS value FROM {} AS f WHERE {} LIMIT 1) AS k",
                    value, target_->table(), core::sql::eq(name, "n.name")),
        postgres::arguments().add_array(TEXTOID, std::move(names)));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        const Datum stored = postgres::result_value(row, 2, BOOLOID, is_null);
        if (!is_null) {
            known_[*postgres::result_text(row, 1)] = DatumGetBool(stored);
        }
    }
    postgres::free_result();
}

}  // namespace forecast_warehouse::load
