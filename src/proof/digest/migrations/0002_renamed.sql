-- A digest names columns as they were called when it was taken. What a migration calls otherwise since is written here by the same change.
create table digest.renamed (
  table_name text not null,
  was text not null,
  now text not null,
  primary key (table_name, was)
);
comment on table digest.renamed is 'columns of digested tables that have another name since; hashes are of values in order, so that a name hides nothing';
grant select on digest.renamed to yiwang_server;

insert into digest.renamed (table_name, was, now) values
  ('matter.matters', 'applicant_kind', 'owner_kind'),
  ('matter.matters', 'applicant_id', 'owner_id'),
  ('matter.matters', 'applicant_label', 'owner_label');
