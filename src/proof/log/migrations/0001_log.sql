-- 日志树: links of acts and looks, and digests of rows, as leaves of a Merkle tree, and the signed roots of it. The server may add and read; it may not
-- change or remove.
create schema log;
grant usage on schema log to yiwang_server;

create table log.logs (
  log_id uuid primary key,
  hash text not null check (hash in ('SM3', 'SHA-256')),
  made_at timestamptz not null
);

create table log.keys (
  log_id uuid not null references log.logs,
  key_id text not null,
  algorithm text not null check (algorithm in ('SM2', 'P-256')),
  public_key bytea not null,
  since timestamptz not null,
  primary key (log_id, key_id)
);

create table log.leaves (
  log_id uuid not null references log.logs,
  index bigint not null,
  kind text not null check (kind in ('act', 'look', 'digest')),
  subject_id uuid not null,
  seq int not null,
  link bytea not null,
  salt bytea not null,
  hash bytea not null,
  primary key (log_id, index),
  unique (log_id, kind, subject_id, seq)
);
comment on column log.leaves.subject_id is 'an act''s matter, a look''s subject, a digest''s id';
comment on column log.leaves.hash is 'of the leaf in the tree: over all the columns before it but the index';
comment on column log.leaves.link is 'the record''s hash in its own chain';

create table log.nodes (
  log_id uuid not null references log.logs,
  height int not null,
  index bigint not null,
  hash bytea not null,
  primary key (log_id, height, index)
);
comment on table log.nodes is 'roots of complete subtrees of 2^4, 2^8, 2^12 … leaves';

create table log.checkpoints (
  log_id uuid not null references log.logs,
  size bigint not null,
  root bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  primary key (log_id, size)
);

-- How far each batch had read: everything of earlier transactions is in the log.
create table log.batches (
  log_id uuid not null references log.logs,
  number int not null,
  size bigint not null,
  at timestamptz not null,
  read_to jsonb not null,
  primary key (log_id, number)
);

grant select, insert on log.logs, log.keys, log.leaves, log.nodes, log.checkpoints, log.batches to yiwang_server;
