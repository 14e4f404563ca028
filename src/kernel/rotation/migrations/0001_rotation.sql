-- 换钥: how far sealing anew has come, for each version of the data key and each place. Passing: it can be found out again.
create schema rotation;
grant usage on schema rotation to yiwang_server;

create table rotation.passes (
  version int not null,
  place text not null,
  parts_done bigint not null,
  parts_all bigint not null,
  resealed bigint not null,
  found bigint not null,
  unreadable bigint not null,
  started_at timestamptz not null,
  clean_at timestamptz,
  primary key (version, place)
);
comment on column rotation.passes.place is 'a table, or files';
comment on column rotation.passes.parts_done is 'blocks of the table, or folders of files, behind this pass';
comment on column rotation.passes.found is 'what this pass found sealed under another version; a pass that found nothing makes the place clean';
comment on column rotation.passes.unreadable is 'what opens by no key there is: left as it is';

grant select, insert, update, delete on rotation.passes to yiwang_server;
