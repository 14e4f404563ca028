-- 迁移: running matters carried over to another version of their item. What each was before lies beside it, so that it can be put back.
create schema move;
grant usage on schema move to yiwang_server;

create table move.migrations (
  migration_id uuid primary key,
  item_id text not null,
  from_version int not null,
  to_version int not null,
  mapping jsonb not null,
  reason text not null,
  migrated_by text not null,
  migrated_at timestamptz not null
);
create index migrations_item on move.migrations (item_id, migrated_at desc);

create table move.migrated_matters (
  migration_id uuid not null references move.migrations,
  matter_id uuid not null,
  number text not null,
  revision int,
  before jsonb,
  obstacle text,
  undone_at timestamptz,
  primary key (migration_id, matter_id)
);
comment on column move.migrated_matters.revision is 'of the matter right after; null where it was not carried over';
comment on column move.migrated_matters.before is 'flow, tasks and timers as they were';
comment on column move.migrated_matters.obstacle is 'why it was not carried over';

grant select, insert on move.migrations to yiwang_server;
grant select, insert, update on move.migrated_matters to yiwang_server;
