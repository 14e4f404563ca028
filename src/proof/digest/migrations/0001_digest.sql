-- 摘要: what each table held after a span of transactions, row by row, as hashes. Each digest is a leaf of the log. The server may add and
-- read; it may not change or remove.
create schema digest;
grant usage on schema digest to yiwang_server;

create table digest.digests (
  digest_id uuid primary key,
  table_name text not null,
  columns text[] not null,
  key text[] not null,
  span_from bigint not null,
  span_to bigint not null,
  count int not null,
  keys bytea not null,
  prints bytea not null
);
comment on column digest.digests.columns is 'what was hashed of each row, in this order';
comment on column digest.digests.span_from is 'rows written by transactions from here on, below span_to';
comment on column digest.digests.keys is 'deflated text: the key of each row on a line of its own';
comment on column digest.digests.prints is '32 bytes a row, in the order of the keys';
create index digests_in_order on digest.digests (table_name, span_from);

grant select, insert on digest.digests to yiwang_server;
