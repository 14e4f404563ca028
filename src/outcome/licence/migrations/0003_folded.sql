-- A number as it is meant, however it was typed: 〔〕 is on no keyboard, and nobody counts zeros. Brackets of every kind, width, blanks (the invisible
-- ones too), hyphens, capitals and the zeros behind 第 do not count. One function for what is kept and what is asked, so that the two never differ.
create function licence.folded(typed text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(
    regexp_replace(
      translate(
        upper(regexp_replace(normalize(typed, NFKC), '[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g')),
        '〔〕[]【】〖〗{}<>《》〈〉「」『』‐‑‒–—―−。',
        '()()()()()()()()()()-------.'),
      '第0*(\d)', '第\1', 'g'),
    '\)第?0*(\d)', ')\1', 'g')
$$;
create index licences_number_folded on licence.licences (licence.folded(number));
create index licences_identifier_folded on licence.licences (licence.folded(identifier));
