#pragma once

// The SQLSTATEs that the extension raises, with the server's names (Appendix A of its manual).

namespace forecast_warehouse::core::sqlstate {

inline constexpr const char* triggered_action_exception = "09000";
inline constexpr const char* feature_not_supported = "0A000";
inline constexpr const char* cardinality_violation = "21000";
inline constexpr const char* string_data_right_truncation = "22001";
inline constexpr const char* numeric_value_out_of_range = "22003";
inline constexpr const char* null_value_not_allowed = "22004";
inline constexpr const char* datetime_field_overflow = "22008";
inline constexpr const char* invalid_parameter_value = "22023";
inline constexpr const char* invalid_escape_sequence = "22025";
inline constexpr const char* invalid_text_representation = "22P02";
inline constexpr const char* bad_copy_file_format = "22P04";
inline constexpr const char* integrity_constraint_violation = "23000";
inline constexpr const char* not_null_violation = "23502";
inline constexpr const char* foreign_key_violation = "23503";
inline constexpr const char* unique_violation = "23505";
inline constexpr const char* check_violation = "23514";
inline constexpr const char* exclusion_violation = "23P01";
inline constexpr const char* dependent_objects_still_exist = "2BP01";
inline constexpr const char* trigger_protocol_violated = "39P01";
inline constexpr const char* event_trigger_protocol_violated = "39P03";
inline constexpr const char* invalid_schema_name = "3F000";
inline constexpr const char* serialization_failure = "40001";
inline constexpr const char* insufficient_privilege = "42501";
inline constexpr const char* duplicate_column = "42701";
inline constexpr const char* undefined_column = "42703";
inline constexpr const char* undefined_object = "42704";
inline constexpr const char* duplicate_object = "42710";
inline constexpr const char* datatype_mismatch = "42804";
inline constexpr const char* wrong_object_type = "42809";
inline constexpr const char* cannot_coerce = "42846";
inline constexpr const char* undefined_table = "42P01";
inline constexpr const char* duplicate_table = "42P07";
inline constexpr const char* invalid_column_reference = "42P10";
inline constexpr const char* program_limit_exceeded = "54000";
inline constexpr const char* too_many_columns = "54011";
inline constexpr const char* object_not_in_prerequisite_state = "55000";
inline constexpr const char* system_error = "58000";

}  // namespace forecast_warehouse::core::sqlstate
