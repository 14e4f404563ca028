import { CORE_FLAGS, isOfClosed, measuresOf } from "#content/kind";
import type { Pack } from "#content/pack";
import type { Finding, Surroundings } from "#content/scope";
import { instead } from "#values/spelling";

/** What is wrong with the indicators of a pack: kinds, measures and flags that there are not, and shares that would be more than all. */
export function indicatorFindings({ indicators }: Pack, { kinds, roles = new Map() }: Surroundings): Finding[] {
  const ids = indicators.map(({ id }) => id);
  return indicators.flatMap(({ id, of, met, of_all, without = [], post }, at): Finding[] => {
    const found: Finding[] = ids.indexOf(id) < at ? [{ path: [at, "id"], message: `指标“${id}”重复`, word: id }] : [];
    const kind = kinds.get(of)?.kind;
    if (!kind) return [...found, { path: [at, "of"], message: `没有件类“${of}”。${instead(of, kinds.keys())}`, word: of }];
    const known = measuresOf(kind);
    const words = Object.fromEntries(known);
    for (const [part, measures] of Object.entries({ met, of_all }))
      for (const [place, measure] of measures.entries()) {
        const path = [at, part, place];
        if (!known.has(measure))
          found.push({ path, message: `件类“${kind.name}”没有“${measure}”可以数。${instead(measure, known.keys(), words)}`, word: measure });
        else if (measures.indexOf(measure) < place) found.push({ path, message: `“${measure}”写了两遍，会数两次`, word: measure });
        else if (without.length > 0 && !isOfClosed(measure))
          found.push({
            path,
            message: `写了 without，只能数办结的件：“${measure}”发生的时候还不知道会不会有这个标记，请用 closed、closed.…、outcome.…`,
            word: measure,
          });
      }
    const working = [...roles].filter(([, { may = {} }]) => may[of]?.includes("work"));
    if (post !== undefined && !working.some(([role]) => role === post)) {
      const words = Object.fromEntries(working.map(([role, { word }]) => [role, word]));
      found.push({ path: [at, "post"], message: `办理“${kind.name}”的没有角色“${post}”。${instead(post, Object.keys(words), words)}`, word: post });
    }
    const flags = { ...CORE_FLAGS, ...kind.flags };
    for (const [place, flag] of without.entries())
      if (!Object.hasOwn(flags, flag))
        found.push({ path: [at, "without", place], message: `没有标记“${flag}”。${instead(flag, Object.keys(flags), flags)}`, word: flag });
    return found;
  });
}
