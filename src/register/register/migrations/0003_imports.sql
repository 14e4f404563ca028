-- What was imported into registers, by whom, from which file; and what was refused.
create table register.imports (
  import_id uuid primary key,
  register_id text not null,
  file_name text not null,
  file_hash text not null,
  encoding text not null,
  accepted int not null,
  added int not null,
  changed int not null,
  faults int not null,
  imported_at timestamptz not null,
  imported_by text not null
);
comment on column register.imports.file_hash is 'SM3 of the file, hex: which file it was can be proved, the file itself is not kept';
create index imports_register on register.imports (register_id, imported_at desc);
grant select, insert on register.imports to yiwang_server;
