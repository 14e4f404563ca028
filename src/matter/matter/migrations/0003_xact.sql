-- Which transaction wrote an act: what the log reads in, so that an act that commits late is never passed over.
alter table matter.acts add column xact bigint not null default kernel.xact();
create index acts_by_xact on matter.acts (xact);
