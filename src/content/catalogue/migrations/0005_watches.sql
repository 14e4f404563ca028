-- 规则 that packs bring: what comes up again, and what is then begun. As they are written: the order of keys tells nothing, the hash does.
create table catalogue.watches (
  watch_id text primary key,
  pack_id text not null,
  definition json not null,
  hash text not null,
  withdrawn_at timestamptz
);
grant select, insert, update on catalogue.watches to yiwang_server;
