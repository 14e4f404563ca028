-- What is sealed is of a type of its own, so that the database's catalogue lists it and nothing in clear can be stored there.

-- A sealed text: suite, version of the data key, and nonce, text and tag as base64url (kernel/crypto/personal.ts).
create domain sealed as text check (value ~ '^[as]1\.[1-9][0-9]{0,5}\.[A-Za-z0-9_-]{38,}$');

-- A JSON object in which some values are sealed texts.
create domain sealed_json as jsonb check (jsonb_typeof(value) = 'object');
