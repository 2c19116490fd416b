#include "load/order_lines.hpp"

#include <array>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "load/rights.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

constexpr const char* of_channel_stores = R"(channel_stores is an object of codes, such as '{"2": "WEB"}'.)";

std::string shown(const std::string& code) {
    return core::quoted(core::shorten(code, core::shown_characters));
}

}  // namespace

order_lines::order_lines(Oid schema, const Datum* channel_stores)
    : target_(feed_in(*core::find_feed_of_table("sales_order_line"), schema), schema),
      channel_stores_(channel_stores) {}

void order_lines::require_rights() const {
    postgres::require_privilege(
        target_.relation(), ACL_SELECT,
        {"date", "product_id", "channel_id", "store_id", "quantity", "unit_price", "amount"});
    postgres::require_privilege(target_.relation_beside("channel"), ACL_SELECT, {"id", "code"});
}

void order_lines::refuse_hidden_rows() const {
    for (const char* each : {table(), "channel"}) {
        refuse_row_security(target_, each, function());
    }
}

void order_lines::expect_shapes() const {
    using postgres::type_family;
    constexpr std::array<postgres::shape_column, 7> lines{{{"date", type_family::date},
                                                           {"product_id", type_family::integer},
                                                           {"channel_id", type_family::integer},
                                                           {"store_id", type_family::integer},
                                                           {"quantity", type_family::decimal},
                                                           {"unit_price", type_family::decimal},
                                                           {"amount", type_family::decimal}}};
    constexpr std::array<postgres::shape_column, 2> channels{
        {{"id", type_family::integer}, {"code", type_family::text}}};
    postgres::expect_shape(target_.schema(), table(), lines);
    postgres::expect_shape(target_.schema(), "channel", channels);
}

// Codes become keys.
void order_lines::prepare() {
    if (channel_stores_ == nullptr) {
        return;
    }
    postgres::execute("SELECT pg_catalog.jsonb_typeof($1)",
                      postgres::arguments().add(JSONBOID, *channel_stores_));
    if (const auto type = postgres::result_text(0, 1).value_or(""); type != "object") {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("channel_stores must be a JSON object, not {}", core::quoted(type)),
                            of_channel_stores);
    }
    postgres::execute(
        fmt::format(
            "SELECT m.key, CASE WHEN pg_catalog.jsonb_typeof(m.value) OPERATOR(pg_catalog.=) 'string' "
            "THEN m.value OPERATOR(pg_catalog.#>>) '{{}}'::pg_catalog.text[] END, c.id, s.id "
            "FROM pg_catalog.jsonb_each($1) AS m (key, value) "
            "LEFT JOIN {} AS c ON c.code::pg_catalog.text OPERATOR(pg_catalog.=) m.key "
            "LEFT JOIN {} AS s ON s.code::pg_catalog.text OPERATOR(pg_catalog.=) "
            "(m.value OPERATOR(pg_catalog.#>>) '{{}}'::pg_catalog.text[]) "
            "ORDER BY m.key COLLATE pg_catalog.\"C\"",
            target_.beside("channel"), target_.beside("store")),
        postgres::arguments().add(JSONBOID, *channel_stores_));
    const std::uint64_t rows = postgres::result_rows();
    for (std::uint64_t row = 0; row < rows; ++row) {
        read_pair(row);
    }
}

void order_lines::read_pair(std::uint64_t row) {
    const std::string channel = postgres::result_text(row, 1).value_or("");
    const auto store = postgres::result_text(row, 2);
    bool has_no_channel = false;
    bool has_no_store = false;
    channels_.push_back(postgres::result_value(row, 3, INT4OID, has_no_channel));
    stores_.push_back(postgres::result_value(row, 4, INT4OID, has_no_store));
    if (has_no_channel) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("channel_code {} does not exist in channel", shown(channel)),
                            "Name channels in channel_stores by their code.");
    }
    if (!store) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("channel_stores must have a text for channel {}: the code of a store",
                                        shown(channel)),
                            of_channel_stores);
    }
    if (has_no_store) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("store_code {} does not exist in store", shown(*store)),
            fmt::format("Load this store, or name another one for channel {}.", shown(channel)));
    }
}

std::string order_lines::rows() const {
    return fmt::format(
        "(SELECT l.date, COALESCE(l.store_id, m.store_id) AS store_id, l.product_id, l.quantity, "
        "l.unit_price, "
        "l.amount AS total_amount FROM {} AS l "
        "LEFT JOIN ROWS FROM (pg_catalog.unnest($4), pg_catalog.unnest($5)) AS m (channel_id, store_id) "
        "ON m.channel_id OPERATOR(pg_catalog.=) l.channel_id)",
        target_.table());
}

void order_lines::add_arguments(postgres::arguments& of_lines) const {
    of_lines.add_array(INT4OID, channels_).add_array(INT4OID, stores_);
}

void order_lines::refuse_lines_without_store(const rollup_scope& scope) const {
    postgres::arguments given = scope.arguments();
    given.add_array(INT4OID, channels_);
    postgres::execute(
        fmt::format("SELECT c.code::pg_catalog.text, pg_catalog.count(*) FROM {} AS l "
                    "JOIN {} AS c ON c.id OPERATOR(pg_catalog.=) l.channel_id "
                    "WHERE {} AND l.store_id IS NULL AND {} IS NOT TRUE "
                    "GROUP BY c.code ORDER BY c.code COLLATE pg_catalog.\"C\"",
                    target_.table(), target_.beside("channel"), core::sql::between("l.date", "$1", "$2"),
                    core::sql::eq_any("l.channel_id", "$4")),
        std::move(given));
    std::string lines;
    const std::uint64_t channels = postgres::result_rows();
    for (std::uint64_t row = 0; row < channels; ++row) {
        bool is_null = false;
        const std::int64_t count = DatumGetInt64(postgres::result_value(row, 2, INT8OID, is_null));
        lines += fmt::format("{}{} of channel {}", lines.empty() ? "" : ", ", core::counted(count, "line"),
                             shown(postgres::result_text(row, 1).value_or("")));
    }
    throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                        channels == 0 ? "order lines have no store"
                                      : fmt::format("order lines of channel {} have no store",
                                                    shown(postgres::result_text(0, 1).value_or(""))),
                        R"(Name a store for the channel in channel_stores, such as '{"2": "WEB"}'.)",
                        lines.empty() ? "" : fmt::format("Without a store: {}.", lines));
}

}  // namespace forecast_warehouse::load
