import type { Organisation } from "#people/duty";
import type { Site } from "#ui";
import { countGraphemes, firstGraphemes } from "#values/graphemes";

const NAMELESS = { city: "本市", mark: "一网" };

function named(city: string): Site {
  return {
    name: `${city}一网`,
    city,
    mark: countGraphemes(city.replace(/[市州盟区县]$/, "")) >= 2 ? firstGraphemes(city, 2) : NAMELESS.mark,
    publisher: city,
    hotline: "12345",
  };
}

let last: Site = named(NAMELESS.city);

/** The city as the console's frame names it: the area at the top of the tree. */
export function siteOf(organisation: Organisation): Site {
  const [city] = [...organisation.areas.values()].filter((area) => area.level === 1);
  if (city && city.name !== last.city) last = named(city.name);
  return last;
}

/** The same where nothing can be asked: pages that tell of a fault. */
export function siteAsLastKnown(): Site {
  return last;
}
