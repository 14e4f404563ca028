-- What a work or a stop asks for may be personal (a telephone, a signature): that lies encrypted, as one text within the object. Rows of before are read
-- as they are, and encrypted by a job, whose place is kept here.
alter table matter.tasks alter column result type sealed_json;
comment on column matter.tasks.result is 'answers by field; under * those that are personal, as one encrypted text';
alter table matter.stops alter column data drop default, alter column data type sealed_json, alter column data set default '{}';
comment on column matter.stops.data is 'answers by field; under * those that are personal, as one encrypted text';

create table matter.encryptions (
  what text primary key,
  after_id uuid,
  ended_at timestamptz
);
comment on column matter.encryptions.after_id is 'matters up to this one have been gone through';
insert into matter.encryptions (what) values ('results');
grant select, update on matter.encryptions to yiwang_server;
