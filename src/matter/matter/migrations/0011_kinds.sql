-- A matter is of a kind, in a version of it, and stands in a phase; what people read is its state, which is the kind's data.
alter table matter.matters rename column kind to pace;
alter table matter.matters
  drop constraint matters_kind_check,
  drop constraint matters_applicant_kind_check,
  alter column pace drop not null,
  add column kind text not null default 'application',
  add column kind_version int not null default 1,
  add column phase text not null default 'draft' check (phase in ('draft', 'received', 'open', 'closed')),
  add column priority int not null default 0,
  add column flags text[] not null default '{}',
  add column confidentiality text not null default 'internal' check (confidentiality in ('public', 'internal', 'work-secret')),
  add column tied boolean not null default false,
  add column source text,
  add column source_number text,
  add column begun_by text;
update matter.matters set phase = case
  when state = 'draft' then 'draft' when closed_at is not null then 'closed' when state = 'accepted' then 'open' else 'received' end;
alter table matter.matters alter column kind drop default, alter column phase drop default;
comment on column matter.matters.pace is 'promised or instant, where its kind knows that';
create unique index matters_source on matter.matters (source, source_number) where source_number is not null;
