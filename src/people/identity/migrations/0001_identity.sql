-- People, organisations, who may act for whom, staff accounts, sessions. Personal columns are sealed; *_index finds them.
create schema identity;
grant usage on schema identity to yiwang_server;

create table identity.people (
  person_id uuid primary key,
  name sealed not null,
  id_number sealed not null,
  id_index text not null unique,
  phone sealed not null,
  level int not null check (level between 1 and 5),
  created_at timestamptz not null
);

create table identity.organisations (
  organisation_id uuid primary key,
  uscc text not null unique,
  name text not null,
  legal_person_id uuid,
  created_at timestamptz not null
);

-- A person acts for an organisation: for named items or all ('*'), between two days.
create table identity.agencies (
  organisation_id uuid not null,
  agency_id uuid not null,
  person_id uuid not null,
  items text[] not null,
  from_day date not null,
  until_day date not null,
  granted_by uuid not null,
  granted_at timestamptz not null,
  primary key (organisation_id, agency_id)
);
create index agencies_person on identity.agencies (person_id);

create table identity.agency_revocations (
  organisation_id uuid not null,
  agency_id uuid not null,
  revoked_by uuid not null,
  revoked_at timestamptz not null,
  primary key (organisation_id, agency_id)
);

create table identity.staff (
  staff_id uuid primary key,
  username text not null unique,
  name text not null,
  password_hash text not null,
  totp_secret sealed not null,
  failures int not null default 0,
  locked_until timestamptz,
  last_totp_step bigint not null default 0,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table identity.sessions (
  session_hash text primary key,
  kind text not null check (kind in ('person', 'staff')),
  subject_id uuid not null,
  agency_organisation_id uuid,
  agency_id uuid,
  bearer boolean not null,
  address text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_subject on identity.sessions (subject_id);

grant select, insert, update on identity.people, identity.organisations, identity.staff, identity.sessions to yiwang_server;
grant select, insert on identity.agencies, identity.agency_revocations to yiwang_server;
