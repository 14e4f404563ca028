-- Whose a matter is was called its applicant, whatever its kind. The word of each role is its kind's.
alter table matter.matters rename column applicant_kind to owner_kind;
alter table matter.matters rename column applicant_id to owner_id;
alter table matter.matters rename column applicant_label to owner_label;
alter table matter.matters rename column applicant to owner;
alter index matter.matters_applicant rename to matters_owner;
comment on column matter.matters.owner is 'sealed: name, number, phone of whose it is, as they were when it was handed in';
