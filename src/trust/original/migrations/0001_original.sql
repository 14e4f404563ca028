-- 原件: a paper as it was sealed, once for each format, with every byte of it. History only: nothing is changed.
create schema original;
grant usage on schema original to yiwang_server;

create table original.files (
  subject_id uuid not null,
  format text not null check (format in ('ofd', 'pdf')),
  matter_id uuid,
  content sealed not null,
  file_hash bytea not null,
  value_hash bytea not null,
  sealed_at timestamptz not null,
  primary key (subject_id, format)
);
comment on column original.files.subject_id is 'the document, licence or copy it is the original of';
comment on column original.files.content is 'the file in base64, sealed by the personal codec: it names people';
comment on column original.files.file_hash is 'SM3 of the file';
comment on column original.files.value_hash is 'SM3 of its signature value (SES_Signature of an OFD, CMS of a PDF): finds what we keep of a file that somebody shows';
create unique index files_value on original.files (value_hash);

grant select, insert on original.files to yiwang_server;
