-- Whether a number was passed here before is asked of each pass, and how many went and came of each look at the console.
create index received_number on exchange.received (peer_id, number) where sort = 'pass';
create index passes_peer on exchange.passes (peer_id);
