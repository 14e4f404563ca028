-- Where a licence stands for a paper, it is a 加注件 that was handed in: made for this matter, and for nothing else.
alter table matter.materials add column copy_id uuid;
comment on column matter.materials.copy_id is 'licence.annotated_copies, of source licence';
