#include "load/dimension_attribute.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {

dimension_attribute::dimension_attribute(const target& target, int key, core::attribute attribute, Oid type)
    : target_(&target),
      key_(key),
      attribute_(std::move(attribute)),
      type_(type),
      memory_(std::make_unique<postgres::arena>("attribute")) {}

void dimension_attribute::look_up(postgres::row_block& block, const block_faults& faults) {
    if (known_.size() > most_known) {
        known_.clear();
        memory_->reset();
    }
    std::vector<Datum> unseen;
    for (std::size_t row = 0; row < block.size(); ++row) {
        if (!faults.has(row) && !block.null(row, key_) &&
            known_.emplace(DatumGetInt32(block.value(row, key_)), std::nullopt).second) {
            unseen.push_back(block.value(row, key_));
        }
    }
    if (!unseen.empty()) {
        read(std::move(unseen));
    }
}

void dimension_attribute::read(std::vector<Datum> ids) {
    const core::dimension& of = *target_->column(key_).to;
    postgres::execute_again(
        fmt::format("SELECT CAST({0} AS pg_catalog.int4), {1} FROM {2} WHERE {3} AND {1} IS NOT NULL", of.key,
                    attribute_.column, target_->beside(of.table), core::sql::eq_any(of.key, "$1")),
        postgres::arguments().add_array(INT4OID, std::move(ids)));
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const std::int32_t id = DatumGetInt32(postgres::result_value(row, 1, INT4OID, is_null));
        Datum value = postgres::result_value(row, 2, type_, is_null);
        if (type_ == NUMERICOID) {
            value = postgres::guard([&] {
                MemoryContext caller = MemoryContextSwitchTo(memory_->get());
                const Datum copy = datumCopy(value, false, -1);
                MemoryContextSwitchTo(caller);
                return copy;
            });
        }
        known_[id] = value;
    }
    postgres::free_result();
}

std::optional<Datum> dimension_attribute::value(postgres::row_block& block, std::size_t row) const {
    if (block.null(row, key_)) {
        return std::nullopt;
    }
    const auto found = known_.find(DatumGetInt32(block.value(row, key_)));
    return found == known_.end() ? std::nullopt : found->second;
}

}  // namespace forecast_warehouse::load
