-- What people are told, and whether they have read it.
create schema notice;
grant usage on schema notice to yiwang_server;

create table notice.notices (
  party_id uuid not null,
  notice_id uuid not null,
  matter_id uuid,
  kind text not null,
  title text not null,
  body text not null,
  link text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (party_id, notice_id)
);
create index notices_unread on notice.notices (party_id) where read_at is null;
grant select, insert, update on notice.notices to yiwang_server;
