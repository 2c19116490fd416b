#pragma once

#include <cstdint>
#include <optional>

namespace forecast_warehouse::core {

// The straight line of least squares through the points of a window that slides over a series. All sums are
// whole numbers. So they are exact, and keep no errors of points that have left.
//
// Source of the slope: (n Sxy - Sx Sy) / (n Sxx - Sx^2), as regr_slope() of SQL has it.
class running_line {
public:
    // Forgets all points.
    void clear() noexcept { *this = running_line(); }

    // x is below 2^31, and y below 10^14. A window has less than 10^4 points.
    void add(std::int64_t x, std::int64_t y) noexcept { change(1, x, y); }
    // The point must be in the window.
    void remove(std::int64_t x, std::int64_t y) noexcept { change(-1, x, y); }

    [[nodiscard]] std::int64_t points() const noexcept { return count_; }

    // By what y grows if x grows by 1, divided by the scale. None: all points have the same x.
    [[nodiscard]] std::optional<double> slope(double scale = 1) const noexcept;

private:
    __extension__ using wide = __int128;

    void change(std::int64_t points, std::int64_t x, std::int64_t y) noexcept {
        count_ += points;
        x_ += points * x;
        y_ += points * y;
        xx_ += static_cast<wide>(points * x) * x;
        xy_ += static_cast<wide>(points * x) * y;
    }

    std::int64_t count_ = 0;
    std::int64_t x_ = 0;
    std::int64_t y_ = 0;
    wide xx_ = 0;
    wide xy_ = 0;
};

}  // namespace forecast_warehouse::core
