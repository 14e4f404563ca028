-- What can be found: one row a document, its words cut by a dictionary, its pinyin initials, its trigrams.
create extension if not exists pg_trgm;
create schema search;
grant usage on schema search to yiwang_server;

create table search.documents (
  document_id text primary key,
  kind text not null,
  title text not null,
  words tsvector not null,
  initials text not null,
  plain text not null,
  weight int not null default 0
);
create index documents_words on search.documents using gin (words);
create index documents_plain on search.documents using gin (plain gin_trgm_ops);
create index documents_initials on search.documents using gin (initials gin_trgm_ops);
grant select, insert, update, delete on search.documents to yiwang_server;
