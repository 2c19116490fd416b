\echo balance
