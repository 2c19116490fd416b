#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "load/arrival.hpp"
#include "load/direct_writer.hpp"
#include "load/rejects.hpp"
#include "load/sql_text.hpp"
#include "load/writer.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {

// Writes tables whose grain is unique, by one statement a batch.
//
// The rows are joined to what stands, so that an unchanged row is read and no more; new and changed rows go
// through INSERT ... ON CONFLICT in the order of the grain. A changed row brings its own id along and takes
// none from the sequence. When another session was faster, ON CONFLICT finds its row and updates it.
//
// An unchanged row is not locked, for a lock is a write: another load may change it while this one waits
// elsewhere, and the two would leave a mix. So when any transaction ended meanwhile, and some rows were
// written and some found unchanged, all rows are compared once more under one snapshot, which is then the
// moment at which the load happened. Should a row differ, the load begins again and locks every row, in the
// order of the grain: correcting the one row would be a step back in that order, and two loads that step back
// wait for each other. It also begins again when it loses to another session: a row that was moved to another
// grain has taken its id along, and what a row refers to may be gone.
class sql_writer : public writer {
public:
    sql_writer(const target& target, const core::keep_sets& keep_sets, reject_log& rejects);

    void write(batch& all, load_counts& counts) override;

private:
    // What a statement does with rows that stand already as they shall be.
    enum class unchanged_rows { left_alone, locked };

    struct outcome {
        std::int64_t inserted = 0;
        std::int64_t updated = 0;
        std::vector<core::reject> rejects;  // rows that refer to what is gone meanwhile, or were dropped

        void add(outcome more);
    };

    [[nodiscard]] static bool is_of_two_moments(const batch& all, const outcome& written);
    [[nodiscard]] outcome write_batches(batch& all);
    [[nodiscard]] outcome write_carefully(batch& all) const;
    [[nodiscard]] outcome write_locked(batch& part) const;
    void refuse_stale(batch& rows) const;
    [[nodiscard]] postgres::statement prepare(batch& part, unchanged_rows unchanged) const;
    [[nodiscard]] outcome run(batch& part, const postgres::statement& statement) const;
    [[nodiscard]] std::vector<core::reject> find_dropped(batch& part,
                                                         const postgres::named_rows& incoming) const;
    [[nodiscard]] bool stands(batch& all, const std::vector<core::reject>& rejects) const;
    [[nodiscard]] postgres::arguments range_of(const batch& batch) const;
    [[nodiscard]] std::vector<Oid> range_types() const;
    [[nodiscard]] postgres::named_rows named(const batch& rows) const;
    [[nodiscard]] std::string writing(const std::string& which, const std::string& on_conflict,
                                      const std::string& returned) const;
    [[nodiscard]] std::string reporting(const std::string& more) const;
    [[nodiscard]] std::string key_of(const char* row) const;
    [[nodiscard]] std::string write_statement(unchanged_rows unchanged) const;
    [[nodiscard]] std::string watching_statement(const std::string& which,
                                                 const std::string& on_conflict) const;
    [[nodiscard]] std::string row_filter(unchanged_rows unchanged) const;
    [[nodiscard]] std::string id_value() const;
    [[nodiscard]] std::string compare_statement() const;
    [[nodiscard]] std::string joined_rows() const;
    [[nodiscard]] std::string id_default() const;
    [[nodiscard]] bool by_date() const;

    const target* target_;
    sql_text text_;
    reject_log* rejects_;
    std::unique_ptr<direct_writer> direct_;
    bool watches_;  // for rows that the table's triggers leave out
};

}  // namespace forecast_warehouse::load
