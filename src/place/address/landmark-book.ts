/** A landmark or compound as it is held in memory. */
export interface Landmark {
  landmarkId: string;
  name: string;
  aliases: readonly string[];
  lon: number;
  lat: number;
  area: string | null;
  cell: string | null;
}

interface Entry {
  landmark: Landmark;
  called: string;
  pairs: readonly string[];
}

/** Landmarks to be found by pairs of signs, as pg_trgm would by threes; in memory, for it must know Chinese whatever the locale of the database. */
export interface LandmarkBook {
  byPair: ReadonlyMap<string, Entry[]>;
  /** How many names have a pair: what half of them have says little. */
  names: number;
}

function pairsOf(text: string): string[] {
  const signs = [...text];
  return [...new Set(signs.slice(1).map((sign, i) => signs[i]! + sign))];
}

/** Puts landmarks in order. Pure. */
export function landmarkBookOf(landmarks: readonly Landmark[]): LandmarkBook {
  const byPair = new Map<string, Entry[]>();
  let names = 0;
  for (const landmark of landmarks)
    for (const called of [landmark.name, ...landmark.aliases]) {
      const pairs = pairsOf(called);
      names += 1;
      for (const pair of pairs) {
        const held = byPair.get(pair);
        if (held) held.push({ landmark, called, pairs });
        else byPair.set(pair, [{ landmark, called, pairs }]);
      }
    }
  return { byPair, names };
}

/** Below this share of a name it was not named. */
const LEAST = 0.5;

/** Landmarks that a saying names, the surest first: by the share of the name that was said, rare pairs counting more (人民医院 for 云州市人民医院). Pure. */
export function landmarksSaid({ byPair, names }: LandmarkBook, plain: string): { landmark: Landmark; share: number }[] {
  const said = pairsOf(plain);
  const weight = (pair: string): number => Math.log(1 + names / (byPair.get(pair)?.length ?? 1));
  const scores = new Map<Landmark, number>();
  const reckoned = new Set<Entry["pairs"]>();
  for (const pair of said)
    for (const { landmark, pairs } of byPair.get(pair) ?? []) {
      if (reckoned.has(pairs)) continue;
      reckoned.add(pairs);
      const all = pairs.reduce((sum, each) => sum + weight(each), 0);
      const share = pairs.reduce((sum, each) => sum + (said.includes(each) ? weight(each) : 0), 0) / all;
      if (share >= LEAST) scores.set(landmark, Math.max(scores.get(landmark) ?? 0, share));
    }
  return [...scores].map(([landmark, share]) => ({ landmark, share })).toSorted((a, b) => b.share - a.share);
}
