#include "features/product_list.hpp"

#include <fmt/format.h>

#include "postgres/spi.hpp"

namespace forecast_warehouse::features {
namespace {

// No number of days leads from an infinite day to another day.
constexpr const char* finite_launch = "CASE WHEN pg_catalog.isfinite(p.launch_date) THEN p.launch_date END";

}  // namespace

void product_list::read(const scope& scope, const core::feature_settings& settings) {
    const bool categories = settings.reads_categories();
    const bool launches = settings.has(core::feature_choice::launch);
    if (!categories && !launches) {
        return;
    }
    postgres::query(fmt::format("SELECT p.id::pg_catalog.int4, {}, {} FROM {} AS p",
                                categories ? category_number : "0",
                                launches ? finite_launch : "NULL::pg_catalog.date", scope.table("product")));
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        product_facts& facts = products_[DatumGetInt32(postgres::result_value(row, 1, INT4OID, is_null))];
        const std::int32_t number = DatumGetInt32(postgres::result_value(row, 2, INT4OID, is_null));
        if (number > 0) {
            facts.category = number;
        }
        const DateADT launch = DatumGetDateADT(postgres::result_value(row, 3, DATEOID, is_null));
        if (!is_null) {
            facts.launch = launch;
        }
    }
    postgres::free_result();
}

product_facts product_list::of(std::int32_t product) const {
    const auto found = products_.find(product);
    return found == products_.end() ? product_facts{} : found->second;
}

}  // namespace forecast_warehouse::features
