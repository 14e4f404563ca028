/**
 * Facts whose choices are made by a script: what is asked beyond its end is answered with yes and noted. Running a step again with another script
 * takes it another way.
 */
export function scripted(script: readonly boolean[], choices: number): { facts: Record<string, unknown>; made: boolean[] } {
  const made: boolean[] = [];
  const choice = {};
  const known = new Map<number, boolean>();
  for (let each = 0; each < choices; each += 1) {
    Object.defineProperty(choice, `c${each}`, {
      enumerable: true,
      get: () => {
        const earlier = known.get(each);
        if (earlier !== undefined) return earlier;
        const answer = script[made.length] ?? true;
        made.push(answer);
        known.set(each, answer);
        return answer;
      },
    });
  }
  return { facts: { choice }, made };
}

/** The script that comes after one that made these choices, in depth-first order; undefined after the last. */
export function following(made: readonly boolean[]): boolean[] | undefined {
  const last = made.lastIndexOf(true);
  return last < 0 ? undefined : [...made.slice(0, last), false];
}
