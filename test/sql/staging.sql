-- Staging: the files of orders, channels and targets land as they are published. Real ones, where FW_SHARED has them, are
-- counted a second time by awk.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set VERBOSITY terse
\pset null -
CREATE SCHEMA landing;
CREATE EXTENSION forecast_warehouse SCHEMA landing;
SET search_path = landing;

--
-- Forms of files: a byte order mark, CRLF, no last line end, blanks around a name, commas in quotes, money with signs
--
COPY staging_targetdatachannel (year, channelname, targetname, targetsalesamount)
    FROM PROGRAM $$printf '\357\273\277Year,ChannelName,TargetName, TargetSalesAmount \r\n2013,Online,Customer Sales," $405,500,000 "\r\n2014,"Boutiques, old",Store Number 5,72827000.50'$$ (FORMAT csv, HEADER);
COPY staging_targetdataproduct (productid, product, year, salesquantitytarget)
    FROM PROGRAM $$printf 'ProductID,Product,Year, SalesQuantityTarget \n 8 ,"White Socks, 6 pack",2013," 1,346,000 "\n'$$ (FORMAT csv, HEADER);
SELECT year, channelname, targetname, quote_literal(targetsalesamount) AS amount, staging_id FROM staging_targetdatachannel ORDER BY staging_id;
SELECT productid, product, year, quote_literal(salesquantitytarget) AS quantity, staging_id FROM staging_targetdataproduct;
-- Three forms of days and moments, a postal code with zeros, empty cells, a line of empty cells, equal lines
COPY staging_salesheader (salesheaderid, date, channelid, storeid, customerid, resellerid, createddate, createdby, modifieddate, modifiedby)
    FROM PROGRAM $$printf 'SalesHeaderID,Date,ChannelID,StoreID,CustomerID,ResellerID,CreatedDate,CreatedBy,ModifiedDate,ModifiedBy\r\n1,1/1/13,2,,c,,1/1/13 22:12,etl,,\r\n2,2013-01-02,1,5,,,2013-01-01 20:56:10,etl,,\r\n3,1/3/2013,4,,,r,1/1/2013,etl,,\r\n,,,,,,,,,\r\n3,1/3/2013,4,,,r,1/1/2013,etl,,\r\n'$$ (FORMAT csv, HEADER);
SELECT salesheaderid, date, channelid, storeid, customerid, resellerid, createddate, createdby, modifieddate, modifiedby, staging_id FROM staging_salesheader ORDER BY staging_id;
-- Rows of one COPY have one number.
SELECT count(DISTINCT load_number) AS loads, count(load_number) AS numbered FROM staging_salesheader;
INSERT INTO staging_store (storeid, storenumber, postalcode) VALUES (9, 12, '01234');
SELECT postalcode FROM staging_store;
-- No length is too long: the keys that are texts have no index.
INSERT INTO staging_customer (customerid, firstname) SELECT string_agg(md5(n::text), ''), 'Long' FROM generate_series(1, 1000) AS n;
SELECT firstname, length(customerid) FROM staging_customer;
-- A text in a column of numbers stops the statement. None of its rows stays.
COPY staging_channel (channelid, channelcategoryid, channel, createddate, createdby, modifieddate, modifiedby)
    FROM PROGRAM $$printf '1,1,Boutiques,,,,\none,1,On-line,,,,\n'$$ (FORMAT csv);
-- So do lines with LF among lines with CRLF.
COPY staging_channel (channelid, channelcategoryid, channel, createddate, createdby, modifieddate, modifiedby)
    FROM PROGRAM $$printf '1,1,Boutiques,,,,\r\n2,1,On-line,,,,\n'$$ (FORMAT csv);
SELECT count(*) FROM staging_channel;

--
-- Rights: a loader fills and empties the tables, a reader reads them.
--
CREATE ROLE regress_fw_lands;
CREATE ROLE regress_fw_looks;
SELECT count(*) > 0 AS granted FROM grant_loader('regress_fw_lands'), grant_reader('regress_fw_looks');
SELECT p AS privilege, bool_and(has_table_privilege('regress_fw_lands', c.oid, p)) AS loader, bool_or(has_table_privilege('regress_fw_looks', c.oid, p)) AS reader, count(*)
FROM pg_class c CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) AS p
WHERE c.relnamespace = 'landing'::regnamespace AND c.relname ~ '^staging_' AND c.relkind = 'r'
GROUP BY p ORDER BY p;
SET ROLE regress_fw_lands;
INSERT INTO staging_channelcategory (channelcategoryid, channelcategory) VALUES (1, 'Direct');
DELETE FROM staging_channelcategory;
RESET ROLE;
DROP OWNED BY regress_fw_lands, regress_fw_looks;
DROP ROLE regress_fw_lands, regress_fw_looks;

--
-- Back to 1.4: refused by name while rows would be lost
--
SELECT * FROM data_loss('1.4');
\set VERBOSITY default
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
\set VERBOSITY terse
TRUNCATE staging_targetdatachannel, staging_targetdataproduct, staging_salesheader, staging_store, staging_customer;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.4';
SELECT count(*) AS left_over FROM pg_class WHERE relnamespace = 'landing'::regnamespace AND relname ~ 'staging';
-- Up again: a table of a user that has one of the names stops the step.
CREATE TABLE staging_channel (channelid integer);
ALTER EXTENSION forecast_warehouse UPDATE TO '1.5';
DROP TABLE staging_channel;
ALTER EXTENSION forecast_warehouse UPDATE TO '1.5';

--
-- The published files
--
\getenv shared FW_SHARED
\if :{?shared} \else \set shared ../shared \endif
\set directory :shared '/data/orders'
\set found `test -r :'directory'/SalesDetail.csv.gz && echo yes || echo no`
\if :found
\else
\echo 'skipped: data/orders/SalesDetail.csv.gz does not exist'
DROP EXTENSION forecast_warehouse;
DROP SCHEMA landing;
\quit
\endif
CREATE SCHEMA aside;
CREATE TABLE aside.file (name text, target text);
INSERT INTO aside.file VALUES
    ('Channel', 'staging_channel'), ('ChannelCategory', 'staging_channelcategory'), ('Customer', 'staging_customer'),
    ('Product', 'staging_product'), ('ProductCategory', 'staging_productcategory'), ('ProductType', 'staging_producttype'),
    ('Reseller', 'staging_reseller'), ('Store', 'staging_store'), ('SalesDetail', 'staging_salesdetail'),
    ('SalesHeader_New', 'staging_salesheader'), ('Target_Data_-_Channel_Reseller_and_Store', 'staging_targetdatachannel'),
    ('Target_Data_-_Product', 'staging_targetdataproduct');
CREATE VIEW aside.columns AS
    SELECT c.relname AS target, string_agg(a.attname, ',' ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'landing'::regnamespace AND c.relkind = 'r' AND a.attname NOT IN ('staging_id', 'load_number')
    GROUP BY 1;
SELECT set_config('test.directory', :'directory', false) IS NOT NULL AS known;
DO $$
DECLARE
    file record;
BEGIN
    FOR file IN SELECT f.name, f.target, c.columns FROM aside.file f JOIN aside.columns c USING (target) LOOP
        EXECUTE format('COPY %I (%s) FROM PROGRAM %L (FORMAT csv, HEADER)', file.target, file.columns,
            format('gzip -dc %L', current_setting('test.directory') || '/' || file.name || '.csv.gz'));
    END LOOP;
END $$;
-- The columns are those of the header, in its order.
CREATE TABLE aside.header (name text, line text);
\set headers `cd :'directory' && for f in *.csv.gz; do printf '%s\t%s\n' "${f%.csv.gz}" "$(gzip -dc "$f" | head -n 1 | tr -d '\r ' | tr '[:upper:]' '[:lower:]')"; done`
INSERT INTO aside.header SELECT split_part(line, E'\t', 1), split_part(line, E'\t', 2) FROM unnest(string_to_array(:'headers', E'\n')) AS line;
SELECT count(*) AS files, count(*) FILTER (WHERE h.line = c.columns) AS alike
FROM aside.file f JOIN aside.columns c USING (target) JOIN aside.header h USING (name);
-- Rows, as awk counts lines
CREATE TABLE aside.counted (name text, lines bigint);
\set counted `cd :'directory' && for f in *.csv.gz; do printf '%s\t%s\n' "${f%.csv.gz}" "$(gzip -dc "$f" | awk 'END { print NR - 1 }')"; done`
INSERT INTO aside.counted SELECT split_part(line, E'\t', 1), split_part(line, E'\t', 2)::bigint FROM unnest(string_to_array(:'counted', E'\n')) AS line;
CREATE FUNCTION aside.rows(name text, OUT rows bigint) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT count(*) FROM %I', name) INTO rows;
END $$;
SELECT f.target, aside.rows(f.target) AS rows, c.lines
FROM aside.file f JOIN aside.counted c USING (name) ORDER BY f.target COLLATE "C";
-- Sums, as awk adds up
\set lines `gzip -dc :'directory'/SalesDetail.csv.gz | awk -F, 'NR > 1 { quantity += $4; cents += int($5 * 100 + 0.5) } END { printf "%d %.2f", quantity, cents / 100 }'`
SELECT concat_ws(' ', sum(salesquantity), sum(salesamount::numeric)::numeric(14,2)) AS landed, :'lines' AS counted FROM staging_salesdetail;
\set heads `gzip -dc :'directory'/SalesHeader_New.csv.gz | awk -F, 'NR > 1 { days[$2]; store += $4 != ""; customer += $5 != ""; reseller += $6 != "" } END { n = 0; for (day in days) n++; print n, store, customer, reseller }'`
SELECT concat_ws(' ', count(DISTINCT date), count(storeid), count(customerid), count(resellerid)) AS landed, :'heads' AS counted FROM staging_salesheader;
\set targets `gzip -dc :'directory'/Target_Data_-_Channel_Reseller_and_Store.csv.gz | tr -d '\r' | awk -F, 'NR > 1 { sum[$1] += $NF } END { printf "%d %d", sum[2013], sum[2014] }'`
SELECT concat_ws(' ', sum(targetsalesamount::numeric) FILTER (WHERE year = 2013), sum(targetsalesamount::numeric) FILTER (WHERE year = 2014)) AS landed, :'targets' AS counted
FROM staging_targetdatachannel;
\set targets `gzip -dc :'directory'/Target_Data_-_Product.csv.gz | tr -d '\r' | awk -F, 'NR > 1 { sum[$(NF - 1)] += $NF } END { printf "%d %d", sum[2013], sum[2014] }'`
SELECT concat_ws(' ', sum(salesquantitytarget::numeric) FILTER (WHERE year = 2013), sum(salesquantitytarget::numeric) FILTER (WHERE year = 2014)) AS landed, :'targets' AS counted
FROM staging_targetdataproduct;
SELECT productid, product, price, cost, wholesaleprice FROM staging_product WHERE product LIKE '%,%' ORDER BY productid;
DROP SCHEMA aside CASCADE;
SET forecast_warehouse.allow_data_loss = on;
DROP EXTENSION forecast_warehouse;
DROP SCHEMA landing;
