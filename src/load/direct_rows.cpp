#include "load/direct_rows.hpp"

#include <utility>

#include "postgres/direct_compare.hpp"
#include "postgres/direct_write.hpp"

namespace forecast_warehouse::load {

direct_rows::direct_rows(const target& target, direct_target direct)
    : direct_(std::move(direct)), locks_(target) {}

write_outcome direct_rows::write(batch_part& part) {
    std::vector<postgres::direct_row>& rows = part.in_memory();
    const int keep_column = direct_.keep_column();
    postgres::direct_table table = direct_.table();
    table.begin();
    postgres::compare_rows(table, rows, keep_column);
    write_outcome written;
    written.rejects = locks_.lock(rows);
    postgres::write_rows(table, rows, keep_column);
    table.close();
    written.count(rows);
    return written;
}

}  // namespace forecast_warehouse::load
