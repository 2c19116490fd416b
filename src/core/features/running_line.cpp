#include "core/features/running_line.hpp"

namespace forecast_warehouse::core {

std::optional<double> running_line::slope(double scale) const noexcept {
    const wide width = count_ * xx_ - static_cast<wide>(x_) * x_;
    if (width == 0) {
        return std::nullopt;
    }
    const wide rise = count_ * xy_ - static_cast<wide>(x_) * y_;
    return static_cast<double>(rise) / (static_cast<double>(width) * scale);
}

}  // namespace forecast_warehouse::core
