-- 件: what the government does for somebody. Every table's key begins with the matter's id.
create schema matter;
grant usage on schema matter to yiwang_server;

create table matter.matters (
  matter_id uuid primary key,
  number text unique,
  item_id text not null,
  item_version int not null,
  item_name text not null,
  title text not null,
  kind text not null check (kind in ('promised', 'instant')),
  unit text not null,
  area text not null,
  channel text not null,
  applicant_kind text not null check (applicant_kind in ('person', 'organisation')),
  applicant_id uuid not null,
  applicant_label text not null,
  applicant sealed not null,
  agent_id uuid,
  state text not null,
  step text not null default '',
  situation jsonb not null default '{}',
  form sealed_json not null default '{}',
  facts jsonb not null default '{}',
  flow jsonb,
  acts int not null default 0,
  head bytea,
  revision int not null default 0,
  created_at timestamptz not null,
  submitted_at timestamptz,
  accepted_at timestamptz,
  due_day date,
  statutory_day date,
  paused_at timestamptz,
  closed_at timestamptz,
  outcome text,
  in_time boolean
);
comment on column matter.matters.applicant_label is 'masked name of a person, full name of an organisation';
comment on column matter.matters.applicant is 'sealed: name, number, phone of the applicant as they were at submission';
create index matters_applicant on matter.matters (applicant_id, created_at desc);
create index matters_agent on matter.matters (agent_id, created_at desc) where agent_id is not null;
create index matters_unit_submitted on matter.matters (unit, submitted_at desc) where submitted_at is not null;
create index matters_submitted on matter.matters (submitted_at desc) where submitted_at is not null;
create index matters_due on matter.matters (due_day, unit) where closed_at is null and due_day is not null;

-- What happened, chained by SM3. Insert only: the server role has neither update nor delete here.
create table matter.acts (
  matter_id uuid not null,
  seq int not null,
  kind text not null,
  at timestamptz not null,
  actor jsonb not null,
  data jsonb not null,
  hash bytea not null,
  primary key (matter_id, seq)
);

create table matter.tasks (
  matter_id uuid not null,
  task_id text not null,
  item_id text not null,
  node text not null,
  name text not null,
  kind text not null,
  unit text,
  role text,
  party text,
  area text not null,
  checklist text,
  opened_at timestamptz not null,
  due_day date,
  holder uuid,
  holder_name text,
  done_at timestamptz,
  cancelled_at timestamptz,
  outcome text,
  result jsonb,
  primary key (matter_id, task_id)
);
-- The inbox: the oldest of each desk come first, and counting them touches no row.
create index tasks_waiting on matter.tasks (unit, role, opened_at, matter_id) include (area, item_id, kind) where done_at is null and cancelled_at is null;
create index tasks_done_by on matter.tasks (holder, done_at desc) where done_at is not null;

create table matter.timers (
  matter_id uuid not null,
  timer_id text not null,
  node text not null,
  due_at timestamptz not null,
  primary key (matter_id, timer_id)
);
create index timers_due on matter.timers (due_at);

create table matter.materials (
  matter_id uuid not null,
  entry_id uuid not null,
  material_id text not null,
  source text not null check (source in ('upload', 'licence', 'register', 'form', 'later')),
  file_id text,
  file_name sealed,
  file_type text,
  size bigint,
  reference text,
  added_at timestamptz not null,
  added_by uuid not null,
  removed_at timestamptz,
  primary key (matter_id, entry_id)
);

-- 补正: one per matter (行政许可法 第三十二条: 一次告知), held by the key.
create table matter.supplements (
  matter_id uuid primary key,
  asked_at timestamptz not null,
  asked_by uuid not null,
  problems jsonb not null,
  answered_at timestamptz
);

-- 特别程序: time that does not count, or an extension.
create table matter.special_procedures (
  matter_id uuid not null,
  procedure_id uuid not null,
  kind text not null check (kind in ('extension', 'other')),
  name text not null,
  reason text not null,
  basis text not null,
  expected_days int not null,
  started_at timestamptz not null,
  started_by uuid not null,
  ended_at timestamptz,
  result text,
  primary key (matter_id, procedure_id)
);

-- 文书: what was said, frozen; the PDF is a view of this row.
create table matter.documents (
  matter_id uuid not null,
  document_id uuid not null,
  kind text not null,
  number text not null,
  data sealed not null,
  issued_at timestamptz not null,
  primary key (matter_id, document_id)
);
comment on column matter.documents.data is 'sealed JSON: it names the addressee';

-- 流水 of 办件编号. A sequence is not part of a transaction: two applicants never wait for each other, a gap is possible, a
-- repetition is not. With item code and day before it, seven digits are enough for ever.
create sequence matter.serials maxvalue 9999999 cycle;
grant usage on sequence matter.serials to yiwang_server;

grant select, insert, update on matter.matters, matter.tasks, matter.materials, matter.supplements, matter.special_procedures to yiwang_server;
grant select, insert, update, delete on matter.timers to yiwang_server;
grant select, insert on matter.acts, matter.documents to yiwang_server;
