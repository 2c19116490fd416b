ALTER TABLE sales_daily
    DROP CONSTRAINT fk_sales_daily_calendar, DROP CONSTRAINT fk_sales_daily_store, DROP CONSTRAINT fk_sales_daily_product;
