// fmt's own code, compiled here and once. Header-only, every file that formats would compile it again. As a
// library, fmt would have to be installed at run time, in the version of the headers. This is the code that
// its headers leave out.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
#if FMT_VERSION < 120000
namespace detail {
template void vformat_to(buffer<char>&, string_view, basic_format_args<format_context>, locale_ref);
#endif

template locale_ref::locale_ref(const std::locale&);
template std::locale locale_ref::get<std::locale>() const;

#if FMT_VERSION >= 120000
namespace detail {
#endif
template dragonbox::decimal_fp<float> dragonbox::to_decimal(float) noexcept;
template dragonbox::decimal_fp<double> dragonbox::to_decimal(double) noexcept;
template thousands_sep_result<char> thousands_sep_impl(locale_ref);
template char decimal_point_impl(locale_ref);
template void buffer<char>::append(const char*, const char*);
}  // namespace detail
FMT_END_NAMESPACE
