#include "load/till_lines.hpp"

#include <array>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "load/rights.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/rights.hpp"

namespace forecast_warehouse::load {

till_lines::till_lines(Oid schema)
    : target_(feed_in(*core::find_feed_of_table("sales_txn"), schema), schema) {}

bool till_lines::has_discounts() const {
    return core::has_discounts(target_.feed());
}

void till_lines::require_rights() const {
    postgres::require_privilege(target_.relation(), ACL_SELECT, {"date", "store_id", "product_id"});
}

void till_lines::refuse_hidden_rows() const {
    refuse_row_security(target_, table(), function());
}

void till_lines::expect_shapes() const {
    using postgres::type_family;
    const int quantity = core::column_with_role(target_.feed(), core::column_role::quantity);
    const bool is_integer = target_.column(quantity).type == core::value_type::integer;
    const std::array<postgres::shape_column, 6> columns{
        {{"date", type_family::date},
         {"store_id", type_family::integer},
         {"product_id", type_family::integer},
         {"quantity", is_integer ? type_family::integer : type_family::decimal},
         {"unit_price", type_family::decimal},
         {"total_amount", type_family::decimal}}};
    postgres::expect_shape(target_.schema(), table(), columns);
}

std::string till_lines::rows() const {
    return target_.table();
}

void till_lines::refuse_lines_without_store(const rollup_scope& scope) const {
    static_cast<void>(scope);
    throw core::failure(core::sqlstate::not_null_violation, "till lines have no store_id",
                        R"(Give column "store_id" of table "sales_txn" its NOT NULL back.)");
}

}  // namespace forecast_warehouse::load
