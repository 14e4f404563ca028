-- The words of every document are folded otherwise than before (traditional characters, width): the index is made again at the next start.
delete from search.documents;

-- What was looked for and not found, by day, for those who write the catalogue. Not who looked: a search leaves no trace of a person.
create table search.misses (
  day date not null,
  text text not null,
  times int not null default 1,
  primary key (day, text)
);
grant select, insert, update, delete on search.misses to yiwang_server;
