-- Who has a part in a matter: by role, with or without an account here, or nobody by name. What is known of them is sealed, and found by whole value.
create table matter.parties (
  matter_id uuid not null,
  party_no int not null,
  role text not null,
  kind text not null check (kind in ('person', 'organisation', 'unit', 'anonymous')),
  ref uuid,
  label text not null,
  details sealed,
  name_index text,
  number_index text,
  phone_index text,
  code_index text,
  follows boolean not null,
  since timestamptz not null,
  until timestamptz,
  primary key (matter_id, party_no)
);
comment on column matter.parties.ref is 'account of a person or organisation here; null for who has none';
comment on column matter.parties.label is 'masked name of a person, full name of an organisation, name of a unit';
comment on column matter.parties.details is 'sealed JSON: name, number, phone';
create index parties_ref on matter.parties (ref, matter_id) where follows and ref is not null;
create index parties_number on matter.parties (number_index) where number_index is not null;
create index parties_phone on matter.parties (phone_index) where phone_index is not null;
create index parties_code on matter.parties (code_index) where code_index is not null;
insert into matter.parties (matter_id, party_no, role, kind, ref, label, details, follows, since)
  select matter_id, 1, 'applicant', applicant_kind, applicant_id, applicant_label, applicant, true, created_at from matter.matters
  where applicant_id <> '00000000-0000-0000-0000-000000000000';
grant select, insert, update on matter.parties to yiwang_server;

-- How matters are tied to one another: a row on each side.
create table matter.links (
  matter_id uuid not null,
  link text not null,
  other_id uuid not null,
  outward boolean not null,
  other_kind text not null,
  other_number text,
  other_state text,
  call_id text,
  until text,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (matter_id, link, other_id)
);
comment on column matter.links.outward is 'whether the link says something of this matter to the other; false on the other side';
comment on column matter.links.call_id is 'call of the flow that waits until the other has come to the state in until';
create index links_waited on matter.links (other_id) where call_id is not null and ended_at is null;
grant select, insert, update on matter.links to yiwang_server;
