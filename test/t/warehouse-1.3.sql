-- New in version 1.3: records of feature tables, which are users' own and may be dropped. Run after
-- warehouse-1.2.sql.
SET search_path = retail;
SET timezone = 'UTC';
SET client_min_messages = error;

SELECT build_features('features', '2024-02-29', horizon => 7, lags => '{7,14}', aggregates => '{mean,sum}');
DROP TABLE features;
SELECT build_features('features', '2024-03-15', exogenous => false);
DROP TABLE features;

GRANT SELECT ON feature_set TO fw_reader WITH GRANT OPTION;
GRANT SELECT (target, cutoff) ON feature_set TO fw_analyst;
REVOKE EXECUTE ON FUNCTION build_features FROM PUBLIC;
GRANT EXECUTE ON FUNCTION build_features, backtest_folds TO fw_analyst;
