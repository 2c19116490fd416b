-- Made-up files of orders in staging, and a table with the keys, checks and indexes of sales_order_line. An INSERT ... SELECT
-- fills it from staging, with the joins of its foreign keys. It is written for these files alone: it reads one form of each
-- day and amount, checks nothing, and rejects nothing.
CREATE EXTENSION forecast_warehouse;
SELECT generate_demo_orders(lines => :lines);
INSERT INTO name_alias VALUES ('channel', 'Online', 'On-line');
SELECT run_etl();

CREATE TABLE plain_order_line (LIKE sales_order_line INCLUDING ALL,
    FOREIGN KEY (date) REFERENCES calendar (date), FOREIGN KEY (product_id) REFERENCES product (id),
    FOREIGN KEY (channel_id) REFERENCES channel (id), FOREIGN KEY (store_id) REFERENCES store (id),
    FOREIGN KEY (customer_id) REFERENCES customer (id), FOREIGN KEY (reseller_id) REFERENCES reseller (id),
    FOREIGN KEY (location_id) REFERENCES location (id));
CREATE PROCEDURE load_plain() LANGUAGE sql AS $$
    INSERT INTO plain_order_line (order_no, line_no, date, product_id, channel_id, store_id, customer_id, reseller_id, location_id,
            quantity, amount, unit_price, extended_cost, profit)
        SELECT h.salesheaderid, d.salesdetailid, order_day(h.date), p.id, c.id, s.id, u.id, r.id,
            coalesce(s.location_id, u.location_id, r.location_id), d.salesquantity, m.amount,
            round(m.amount / nullif(d.salesquantity, 0), 4), d.salesquantity * p.base_cost, m.amount - d.salesquantity * p.base_cost
        FROM staging_salesdetail d
        JOIN staging_salesheader h USING (salesheaderid)
        JOIN product p ON p.sku = d.productid::text
        JOIN channel c ON c.code = h.channelid::text
        LEFT JOIN store s ON s.code = h.storeid::text
        LEFT JOIN customer u ON u.code = h.customerid
        LEFT JOIN reseller r ON r.code = h.resellerid
        CROSS JOIN LATERAL (SELECT translate(d.salesamount, ' $,', '')::numeric AS amount) AS m
$$;

-- Both tables must end with the same rows.
CREATE VIEW differences AS
    SELECT count(*) FROM (
        SELECT order_no, line_no, date, product_id, channel_id, store_id, customer_id, reseller_id, location_id, quantity, amount, unit_price, extended_cost, profit FROM sales_order_line
        EXCEPT ALL SELECT order_no, line_no, date, product_id, channel_id, store_id, customer_id, reseller_id, location_id, quantity, amount, unit_price, extended_cost, profit FROM plain_order_line) AS d;
