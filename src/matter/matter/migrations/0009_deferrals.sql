-- When the applicant was reminded of a material that was promised for later.
alter table matter.materials add column reminded_at timestamptz;
create index materials_later on matter.materials (matter_id) where source = 'later' and removed_at is null and reminded_at is null;
