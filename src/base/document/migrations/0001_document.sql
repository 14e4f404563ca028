-- 盖章文书: a document as it was sealed, once, with every byte of it. History only: nothing is changed.
create schema document;
grant usage on schema document to yiwang_server;

create table document.sealed_files (
  document_id uuid primary key,
  matter_id uuid not null,
  content sealed not null,
  file_hash bytea not null,
  value_hash bytea not null,
  sealed_at timestamptz not null
);
comment on column document.sealed_files.content is 'the OFD in base64, sealed by the personal codec: it names the addressee';
comment on column document.sealed_files.file_hash is 'SM3 of the OFD';
comment on column document.sealed_files.value_hash is 'SM3 of its SES_Signature: finds what we keep of a file that somebody shows';
create unique index sealed_files_value on document.sealed_files (value_hash);

grant select, insert on document.sealed_files to yiwang_server;
