-- 草稿: what a flow administrator is changing about an item, the examples it has to hold for, and why each version was published.
create schema draft;
grant usage on schema draft to yiwang_server;

create table draft.drafts (
  item_id text primary key,
  base_version int not null,
  flow text not null,
  rules text,
  revision int not null,
  saved_at timestamptz not null,
  saved_by text not null
);
comment on column draft.drafts.base_version is 'the version of the item from which the draft began';

create table draft.publications (
  item_id text not null,
  version int not null,
  reason text not null,
  cases int not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (item_id, version)
);
comment on column draft.publications.cases is 'examples that were played and held';

create table draft.examples (
  item_id text primary key,
  content sealed not null,
  content_hash bytea not null
);
comment on table draft.examples is 'example people of an item as its pack names them: sealed JSON of cases, people and organisations';
comment on column draft.examples.content_hash is 'SM3 of the JSON: what did not change is not written';

grant select, insert, update, delete on draft.drafts to yiwang_server;
grant select, insert on draft.publications to yiwang_server;
grant select, insert, update on draft.examples to yiwang_server;
