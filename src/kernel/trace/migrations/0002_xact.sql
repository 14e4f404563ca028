-- Which transaction wrote a look: what the log reads in, so that a look that commits late is never passed over.
alter table trace.looks add column xact bigint not null default kernel.xact();
create index looks_by_xact on trace.looks (xact);
