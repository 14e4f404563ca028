-- What matters are about: rows of registers and licences, by the fields that their kinds name. A key is found by its blind index: it may say who somebody is.
-- Written when a matter is handed in and when that answer changes. All of it can be made again from the matter.
create table matter.subjects (
  matter_id uuid not null,
  field text not null,
  register text not null,
  key_index text,
  since timestamptz not null,
  primary key (matter_id, field)
);
comment on column matter.subjects.register is 'the register of the row; empty of a licence';
comment on column matter.subjects.key_index is 'blind index of the key of the row, or of the number of the licence; null where that was taken back';
create index subjects_key on matter.subjects (key_index, register) where key_index is not null;
grant select, insert, update on matter.subjects to yiwang_server;
