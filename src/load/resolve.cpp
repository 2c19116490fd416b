#include "load/resolve.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/guard.hpp"
#include "postgres/key_index.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::row_block;

std::vector<Datum> collect(row_block& block, int column, const std::vector<std::uint32_t>& rows) {
    std::vector<Datum> values;
    values.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        values.push_back(block.value(row, column));
    }
    return values;
}

// A value of a key as bytes: a text's own, or those of a day's number.
std::string_view bytes_of(const Datum& value, Oid type) {
    if (type == TEXTOID) {
        auto* text = reinterpret_cast<struct varlena*>(DatumGetPointer(value));
        return {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
    }
    return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

// A value of a key as it came from a table, which may have compressed a text or put it elsewhere.
Datum plain(Datum value, Oid type) {
    return type != TEXTOID
               ? value
               : postgres::guard([value] { return PointerGetDatum(PG_DETOAST_DATUM_PACKED(value)); });
}

}  // namespace

dimension_keys::dimension_keys(const target& target, const core::dimension& of)
    : target_(&target), of_(&of), type_(natural_key_type(of)), replaces_(core::has_surrogate(of)) {}

std::string_view dimension_keys::key_of(row_block& block, std::size_t row, int column) const {
    return bytes_of(block.value(row, column), type_);
}

void dimension_keys::find(row_block& block, int column, const block_faults& faults,
                          std::vector<std::int64_t>& ids) {
    if (bytes_ > most_bytes) {
        ids_.clear();
        bytes_ = 0;
    }
    std::vector<const std::int64_t*> found(block.size(), nullptr);
    std::vector<std::uint32_t> unseen;
    // Files run through one store, or one day, for many rows.
    std::string_view previous;
    const std::int64_t* found_for_previous = nullptr;
    for (std::size_t row = 0; row < block.size(); ++row) {
        if (faults.has(row) || block.null(row, column)) {
            continue;
        }
        const std::string_view key = key_of(block, row, column);
        if (key.size() > longest_key) {
            continue;
        }
        if (found_for_previous != nullptr && key == previous) {
            found[row] = found_for_previous;
            continue;
        }
        auto entry = ids_.find(key);
        if (entry == ids_.end()) {
            entry = ids_.emplace(std::string(key), unknown).first;
            unseen.push_back(static_cast<std::uint32_t>(row));
            bytes_ += key.size() + entry_bytes;
        }
        found[row] = &entry->second;
        previous = key;
        found_for_previous = found[row];
    }
    if (!unseen.empty()) {
        look_up(block, column, unseen);
    }
    ids.assign(block.size(), unknown);
    for (std::size_t row = 0; row < block.size(); ++row) {
        ids[row] = found[row] != nullptr ? *found[row] : unknown;
    }
}

void dimension_keys::look_up(row_block& block, int column, const std::vector<std::uint32_t>& rows) {
    const postgres::inside memory(block.memory());
    std::vector<Datum> keys = collect(block, column, rows);
    std::vector<std::int64_t> found;
    const postgres::key_column key{target_->relation_beside(of_->table), of_->natural_key.c_str(), type_};
    if (!postgres::find_by_key(key, replaces_ ? of_->key.c_str() : nullptr, keys, found, unknown)) {
        look_up_by_sql(std::move(keys));
        return;
    }
    for (std::size_t index = 0; index < rows.size(); ++index) {
        ids_.find(key_of(block, rows[index], column))->second = found[index];
    }
}

void dimension_keys::look_up_by_sql(std::vector<Datum> keys) {
    postgres::execute_again(
        fmt::format("SELECT {}, CAST({} AS pg_catalog.int4) FROM {} WHERE {}", of_->natural_key,
                    replaces_ ? of_->key : "1", target_->beside(of_->table),
                    core::sql::eq_any(of_->natural_key, "$1")),
        postgres::arguments().add_array(type_, std::move(keys)));
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const Datum key = postgres::result_value(row, 1, type_, is_null);
        const Datum id = is_null ? Datum{0} : postgres::result_value(row, 2, INT4OID, is_null);
        if (is_null) {
            continue;
        }
        const auto entry = ids_.find(bytes_of(plain(key, type_), type_));
        if (entry != ids_.end()) {
            entry->second = DatumGetInt32(id);
        }
    }
    postgres::free_result();
}

resolver::resolver(const target& target, bool days_first) {
    for (int column = 0; column < target.columns(); ++column) {
        const core::dimension* refers = target.column(column).to.get();
        // A key that another key's dimension gives comes later, and is resolved.
        if (refers != nullptr && target.column(column).from.empty()) {
            columns_.push_back({column, reported_column(target.feed(), column), core::has_surrogate(*refers),
                                dimension_keys(target, *refers)});
        }
    }
    if (days_first) {
        std::stable_partition(columns_.begin(), columns_.end(),
                              [](const keyed_column& each) { return !each.replaces; });
    }
}

void resolver::resolve(row_block& block, block_faults& faults) {
    for (keyed_column& each : columns_) {
        each.keys.find(block, each.column, faults, ids_);
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (faults.has(row) || block.null(row, each.column)) {
                continue;
            }
            if (ids_[row] == dimension_keys::unknown) {
                faults.set(row, core::reject_code::unknown_key, each.reported);
            } else if (each.replaces) {
                block.value(row, each.column) = Int32GetDatum(static_cast<std::int32_t>(ids_[row]));
            }
        }
    }
}

}  // namespace forecast_warehouse::load
