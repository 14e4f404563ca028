-- Answers given to requests that carried a key, so that asking again gives the same answer and does nothing.
create schema idempotency;
grant usage on schema idempotency to yiwang_server;

create table idempotency.answers (
  actor_id text not null,
  key text not null,
  request text not null,
  answer sealed,
  at timestamptz not null,
  primary key (actor_id, key)
);
comment on column idempotency.answers.answer is 'sealed JSON: it may name people';
create index answers_at on idempotency.answers (at);
grant select, insert, update, delete on idempotency.answers to yiwang_server;
