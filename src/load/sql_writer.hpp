#pragma once

#include <optional>
#include <string>

#include "load/arrival.hpp"
#include "load/sql_text.hpp"
#include "load/writer.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {

// Writes tables whose grain is unique, by one statement a batch.
//
// The batch is joined to what stands, so that an unchanged row is read and no more; new and changed rows go
// through INSERT ... ON CONFLICT in the order of the grain. A changed row brings its own id along and takes
// none from the sequence. When another session was faster, ON CONFLICT finds its row and updates it.
//
// An unchanged row is not locked, for a lock is a write. So when any transaction ended while the load was
// writing, the load compares all its rows once more, under one snapshot, until they all stand: that
// snapshot is then the moment at which the load happened, and other loads come before or after it.
class sql_writer : public writer {
public:
    sql_writer(const target& target, arrival::column_mask left_out);

    void write(batch& batch, load_counts& counts) override;
    void finish(batch& all, load_counts& counts) override;
    [[nodiscard]] bool may_part(const postgres::row_view& last,
                                const postgres::row_view& next) const override;

private:
    struct written {
        std::int64_t inserted;
        std::int64_t updated;
    };

    written write_once(batch& batch);
    [[nodiscard]] std::string build_statement() const;
    [[nodiscard]] std::string id_default() const;

    const target* target_;
    sql_text text_;
    std::optional<postgres::statement> statement_;
    std::uint64_t ended_before_;  // transactions that had ended when the load began to write
};

}  // namespace forecast_warehouse::load
