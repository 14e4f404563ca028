-- 指标 that packs bring, in the order in which they are written.
create table catalogue.indicators (
  pack_id text primary key,
  definitions json not null
);
grant select, insert, update on catalogue.indicators to yiwang_server;
