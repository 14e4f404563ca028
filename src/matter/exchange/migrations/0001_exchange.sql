-- 转出、转入: what was sent to counterparts and received from them, and what became of what was passed on.
create schema exchange;
grant usage on schema exchange to yiwang_server;

-- Every message that leaves, a row made in the step that it tells of. The bytes that are signed and sent are those of the body.
create table exchange.sent (
  matter_id uuid not null,
  message_id uuid not null unique,
  peer_id text not null,
  sort text not null check (sort in ('pass', 'report', 'return')),
  body sealed not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  tries int not null default 0,
  -- When it is tried again; null once it is settled.
  next_at timestamptz,
  error text,
  -- The proof that it arrived: the bytes of the answer, the moment, the key and the signature over both.
  receipt jsonb,
  receipted_at timestamptz,
  refused_code text,
  refused text,
  refused_at timestamptz,
  primary key (matter_id, message_id),
  check (receipted_at is null or refused_at is null)
);
create index sent_waiting on exchange.sent (next_at) where next_at is not null;
create index sent_refused on exchange.sent (refused_at desc) where refused_at is not null;
grant select, insert, update (tries, next_at, error, receipt, receipted_at, refused_code, refused, refused_at) on exchange.sent to yiwang_server;

-- What was passed on, and how it stands there.
create table exchange.passes (
  matter_id uuid not null,
  message_id uuid not null unique,
  peer_id text not null,
  -- The call of the flow that waits for its end.
  call_id text not null,
  -- How we call it to them: our number, and which time it is.
  reference text not null,
  -- Its number there; until there is one, the token by which Open311 asks for it.
  number text,
  token text,
  -- The number of the last report that was taken in, and what it said.
  heard int not null default 0,
  state text,
  heard_at timestamptz,
  at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('answered', 'returned', 'refused', 'taken-back')),
  primary key (matter_id, message_id)
);
create index passes_open on exchange.passes (peer_id) where ended_at is null;
grant select, insert, update (number, token, heard, state, heard_at, ended_at, outcome) on exchange.passes to yiwang_server;

-- Every message that came, once, with the receipt that was given: the same message again gets the same.
create table exchange.received (
  peer_id text not null,
  message_id uuid not null,
  sort text not null check (sort in ('pass', 'report', 'return')),
  digest text not null,
  at timestamptz not null,
  matter_id uuid not null,
  receipt text not null,
  -- Of a matter that was passed to us: its number there, and how many reports went back.
  number text,
  reports int not null default 0,
  primary key (message_id, peer_id)
);
create index received_matter on exchange.received (matter_id) where sort = 'pass';
grant select, insert, update (reports) on exchange.received to yiwang_server;
