-- Who a matter is for when not for its applicant: found by whoever has that number, known to nobody else.
alter table matter.matters add column beneficiary_index text;
comment on column matter.matters.beneficiary_index is 'blind index of the identity number; null: the applicant';
create index matters_beneficiary on matter.matters (beneficiary_index, submitted_at desc) where beneficiary_index is not null;
