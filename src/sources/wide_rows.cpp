#include "sources/wide_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::sources {
namespace {

std::string at_line(std::int64_t line) {
    return line > 0 ? fmt::format(" (line {})", line) : "";
}

[[noreturn]] void refuse(const std::string& message, const char* hint) {
    throw core::failure(core::sqlstate::bad_copy_file_format, message, hint);
}

// A cell as text; NULL where there is none. Runs inside a guard.
void put_text(std::string_view cell, Datum& value, bool& is_null) {
    is_null = cell.data() == nullptr;
    value = is_null ? Datum{0}
                    : PointerGetDatum(cstring_to_text_with_len(cell.data(), static_cast<int>(cell.size())));
}

}  // namespace

wide_rows::wide_rows(core::file_shape shape, core::source_options options)
    : shape_(std::move(shape)), options_(std::move(options)), splitter_(options_.delimiter.value_or(',')) {
    if (!shape_.takes_lines()) {
        layout_ = shape_.layout();
    }
}

std::int64_t wide_rows::add(HeapTuple row, TupleDesc description, std::int64_t line,
                            postgres::tuple_store& store) {
    std::vector<Datum> values(static_cast<std::size_t>(description->natts));
    const auto nulls = std::make_unique<bool[]>(values.size());
    postgres::guard([&] { heap_deform_tuple(row, description, values.data(), nulls.get()); });
    return add(postgres::row_view{values.data(), nulls.get()}, line, store);
}

std::int64_t wide_rows::add(const postgres::row_view& row, std::int64_t line, postgres::tuple_store& store) {
    const postgres::arena memory("wide row");
    const postgres::inside inside(memory);
    read_texts(row);
    if (shape_.takes_lines() && !split(line)) {
        return 0;
    }
    return put(store);
}

void wide_rows::read_texts(const postgres::row_view& row) {
    texts_.resize(shape_.given().size());
    postgres::guard([&] {
        for (std::size_t column = 0; column < texts_.size(); ++column) {
            if (row.nulls[column]) {
                texts_[column] = {};
                continue;
            }
            auto* text = PG_DETOAST_DATUM_PACKED(row.values[column]);
            texts_[column] = {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
        }
    });
}

// Splits a line into cells; false for a header, an empty line, and one that goes on.
bool wide_rows::split(std::int64_t line) {
    std::string_view text = texts_.front();
    if (!begun_.empty()) {
        // Two quotes inside a cell mean one, so an even number does not end it.
        const bool ends = std::count(text.begin(), text.end(), '"') % 2 != 0;
        begun_.append("\n").append(text);
        if (begun_.size() > longest_line) {
            refuse(fmt::format("line is longer than {} MB{}", longest_line >> 20U, at_line(begun_at_)),
                   "A quote may have no end.");
        }
        if (!ends) {
            return false;
        }
        text = begun_;
    }
    if (!splitter_.split(text)) {
        if (begun_.empty()) {
            begun_at_ = line;
            begun_ = text;
        }
        return false;
    }
    begun_at_ = 0;
    if (core::trim_invisible(text, options_.numbers.utf8).empty()) {
        begun_.clear();
        return false;
    }
    cells_ = splitter_.cells();
    if (!layout_) {
        for (std::string_view& each : cells_) {
            each = core::trim_invisible(each, options_.numbers.utf8);
        }
        layout_ = shape_.layout_of(cells_);
        begun_.clear();
        return false;
    }
    if (cells_.size() != layout_->cells) {
        refuse(fmt::format("line has {}, and the header has {}{}",
                           core::counted(static_cast<std::int64_t>(cells_.size()), "cell"), layout_->cells,
                           at_line(line)),
               "Correct the line, or look at the delimiter of the source.");
    }
    return true;
}

bool wide_rows::is_skipped(std::string_view cell) const noexcept {
    cell = core::trim_invisible(cell, options_.numbers.utf8);
    core::number_text number;
    return core::means_null(cell, options_) ||
           (!options_.wide->keeps_zeros && core::read_number(cell, options_.numbers, number) &&
            number.is_short && number.scaled == 0);
}

std::int64_t wide_rows::put(postgres::tuple_store& store) {
    const std::vector<std::string_view>& cells = shape_.takes_lines() ? cells_ : texts_;
    const std::size_t name = layout_->shared.size();
    std::vector<Datum> values(name + 2);
    const auto nulls = std::make_unique<bool[]>(values.size());
    std::int64_t count = 0;
    postgres::guard([&] {
        for (std::size_t column = 0; column < name; ++column) {
            put_text(cells[layout_->shared[column]], values[column], nulls[column]);
        }
        for (std::size_t each = 0; each < layout_->values.size(); ++each) {
            const std::string_view cell = cells[layout_->values[each]];
            if (!is_skipped(cell)) {
                put_text(layout_->names[each], values[name], nulls[name]);
                put_text(cell, values[name + 1], nulls[name + 1]);
                tuplestore_putvalues(store.state(), store.description(), values.data(), nulls.get());
                ++count;
            }
        }
        CHECK_FOR_INTERRUPTS();
    });
    begun_.clear();
    return count;
}

void wide_rows::end() {
    if (!begun_.empty()) {
        refuse("quoted cell has no end" + at_line(begun_at_), "Correct the quotes of the file.");
    }
}

}  // namespace forecast_warehouse::sources
