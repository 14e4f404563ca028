-- What a record was before it was written again: the row as it stood, from when until when, who had written it and by which act. The row of the register is the
-- last version; all before it are here. The server may add and read; it may not change or remove.
create table register.versions (
  register_id text not null,
  record_id uuid not null,
  seq int not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  source text not null,
  matter_id uuid,
  import_id uuid,
  written_by jsonb,
  record sealed_json not null,
  primary key (record_id, seq)
);
comment on column register.versions.record is 'the columns of the row by their names; encrypted values as they lay there';
comment on column register.versions.written_by is 'kind, id and name of who wrote it; null of rows from before 2026-12 and of imports, whose row says it';
create index versions_matter on register.versions (matter_id) where matter_id is not null;
grant select, insert on register.versions to yiwang_server;

alter table register.imports add column importer jsonb;
comment on column register.imports.importer is 'kind, id and name of who imported it';

-- Tables of registers made before are widened in place; those made later have these columns from the beginning (register/table.ts).
do $$ declare t record; begin
  for t in select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'register_data' and c.relkind = 'r' loop
    execute format('alter table %s add column if not exists seq int not null default 1, add column if not exists import_id uuid, add column if not exists written_by jsonb', t.name);
  end loop;
end $$;

-- What a text is found by: its characters, whatever their width and case; those rows that have all of them are then compared. Chinese has thousands, so few
-- rows are left. pg_trgm makes nothing of fewer than three characters, which most words of Chinese have, and under the locale C nothing of Chinese at all;
-- pairs of characters would find numbers better and cost an import three times as much.
create function register.letters(text) returns text[] language sql immutable strict parallel safe as $$
  select string_to_array(lower(normalize($1, NFKC)), null)
$$;
grant execute on function register.letters(text) to yiwang_server;
