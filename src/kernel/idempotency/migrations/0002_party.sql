-- A key is of who asks and for whom they act: the same key for oneself and for a firm are two.
alter table idempotency.answers add column party text not null default '';
alter table idempotency.answers drop constraint answers_pkey, add primary key (actor_id, party, key);
