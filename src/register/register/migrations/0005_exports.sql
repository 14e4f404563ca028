-- What left a register as a file: who took it, what for, how it was narrowed, how many rows. Values of people are masked in it as on the page.
create table register.exports (
  export_id uuid primary key,
  register_id text not null,
  searched sealed,
  narrowed jsonb not null,
  columns text[] not null,
  format text not null,
  records int not null,
  purpose text not null,
  exported_at timestamptz not null,
  exporter jsonb not null
);
comment on column register.exports.searched is 'what was searched for: it may be a number or a name';
create index exports_register on register.exports (register_id, exported_at desc);
grant select, insert on register.exports to yiwang_server;
