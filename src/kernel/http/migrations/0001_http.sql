-- Stocks of calls, one for all processes of the city. Passing within a minute, so not kept through a crash of the database: `unlogged` writes half as much.
create schema http;
grant usage on schema http to yiwang_server;

create unlogged table http.stocks (
  stock_key text primary key,
  calls double precision not null,
  at timestamptz not null
);
create index stocks_at on http.stocks (at);
comment on column http.stocks.stock_key is 'keyed hash of a limit and the network of a caller';
comment on column http.stocks.calls is 'calls that were left at that time; the stock fills up evenly';
grant select, insert, update, delete on http.stocks to yiwang_server;
