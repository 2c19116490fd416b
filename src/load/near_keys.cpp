#include "load/near_keys.hpp"

#include <fmt/format.h>

#include "core/sql.hpp"
#include "postgres/encoding.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

constexpr char32_t byte_order_mark = 0xFEFF;

// Spaces of other kinds, and characters without a width.
constexpr char32_t unseen[] = {0x00A0, 0x00AD, 0x2007, 0x200B, 0x200C, 0x200D,
                               0x200E, 0x200F, 0x202F, 0x2060, 0x3000, byte_order_mark};

std::string unseen_letters() {
    std::string letters = R"( \t\r\n)";
    for (const char32_t each : unseen) {
        letters += postgres::encoded(each).value_or("");
    }
    return letters;
}

}  // namespace

std::string simplified(const std::string& text) {
    return fmt::format("pg_catalog.translate(pg_catalog.lower({}), E'{}', '')", text, unseen_letters());
}

std::optional<std::string> near_keys::like(int column, const std::string& unknown) {
    const core::dimension* in = core::dimension_at(target_->feed(), column);
    if (in == nullptr || in->natural_key_type != core::value_type::text || unknown.empty()) {
        return std::nullopt;
    }
    const auto found = known_.find({column, unknown});
    if (found != known_.end()) {
        return found->second;
    }
    if (known_.size() == most_keys) {
        return std::nullopt;
    }
    return known_[{column, unknown}] = look_up(*in, unknown);
}

std::optional<std::string> near_keys::look_up(const core::dimension& in, const std::string& unknown) const {
    if (!postgres::has_privileges(target_->relation_beside(in.table), ACL_SELECT)) {
        return std::nullopt;
    }
    const std::string key = fmt::format("d.{}::pg_catalog.text", in.natural_key);
    postgres::arguments arguments;
    arguments.add_text(unknown);
    postgres::execute(
        fmt::format("SELECT {} FROM {} AS d WHERE {} ORDER BY 1 LIMIT 1", key, target_->beside(in.table),
                    core::sql::all_of({core::sql::eq(simplified(key), simplified("$1")),
                                       core::sql::ne(simplified("$1"), "''::pg_catalog.text")})),
        arguments);
    std::optional<std::string> similar;
    if (postgres::result_rows() > 0) {
        similar = postgres::result_text(0, 1);
    }
    postgres::free_result();
    return similar;
}

void warn_of_byte_order_mark(const target& target, std::string_view first_value) {
    constexpr unsigned char last_of_ascii = 0x7F;
    if (first_value.empty() || static_cast<unsigned char>(first_value.front()) <= last_of_ascii) {
        return;
    }
    const auto mark = postgres::encoded(byte_order_mark);
    if (!mark || !first_value.starts_with(*mark)) {
        return;
    }
    const std::string message =
        fmt::format(R"({} of row 1 begins with a byte order mark (U+FEFF))", target.column(0).name);
    postgres::guard([&] {
        ereport(WARNING,
                (errmsg("%s", message.c_str()),
                 errhint("The mark is part of the value. Save the file without it, and load it again.")));
    });
}

}  // namespace forecast_warehouse::load
