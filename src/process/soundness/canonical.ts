import type { FlowState } from "#process/token";

type Entry = FlowState["active"][number];
type Links = { of?: string; host?: string; group?: string; gate?: string };

/**
 * The same state under names that depend on where things stand alone, without results and counts: two ways that lead to the same standing give
 * equal texts.
 */
export function canonical(state: FlowState): FlowState {
  const names = new Map<string, string>([["", ""]]);
  const sorted = nested(state.active);
  for (const [index, each] of sorted.entries()) names.set(each.id, `${each.node}#${index}`);
  const named = (id: string): string => names.get(id) ?? id;
  const active = sorted.map((each) => {
    const { of, host, group } = each as Links;
    const links = {
      ...(of !== undefined && { of: named(of) }),
      ...(host !== undefined && { host: named(host) }),
      ...(group !== undefined && { group: named(group) }),
    };
    const bare = { ...each, id: named(each.id), frame: named(each.frame), ...links } as Entry & {
      vars?: unknown;
      results?: unknown;
      count?: number;
      was?: true;
    };
    if (bare.wait === "many") return { ...bare, results: bare.results.map(([place]) => [place, null] as const) };
    if (bare.wait === "loop") return { ...bare, count: 1 };
    return bare.wait === "scope" && bare.vars ? { ...bare, vars: {} } : bare;
  });
  const held = state.held
    .map((token) => ({ ...token, frame: named(token.frame) }))
    .toSorted((a, b) => order(a.node + a.edge + a.frame, b.node + b.edge + b.frame));
  const done = (state.done ?? []).map((each) => ({ ...each, frame: named(each.frame), ...(each.of !== undefined && { of: named(each.of) }), data: {} }));
  const { ended, off, mail } = state;
  return {
    serial: sorted.length,
    active: active as Entry[],
    held,
    vars: {},
    ...(done.length > 0 && { done: unique(done) }),
    ...(mail && { mail }),
    ...(off && { off }),
    ...(ended && { ended }),
  };
}

/** Outer things before what is inside or belongs to them, each level by place. */
function nested(active: readonly Entry[]): Entry[] {
  const byId = new Map(active.map((each) => [each.id, each]));
  const place = new Map<string, string>();
  const placeOf = (each: Entry): string => {
    const found = place.get(each.id);
    if (found !== undefined) return found;
    place.set(each.id, ""); // what belongs to itself in a circle ends here
    const { of, host } = each as Links;
    const outer = [each.frame, of, host].flatMap((id) => (id !== undefined && byId.has(id) ? [placeOf(byId.get(id)!)] : [])).join("|");
    const { index = 0, at = 0 } = each as { index?: number; at?: number };
    const made = `${outer}/${each.node}:${index}:${at}:${each.wait}`;
    place.set(each.id, made);
    return made;
  };
  return [...active].toSorted((a, b) => order(placeOf(a), placeOf(b)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unique<T>(list: T[]): T[] {
  return [...new Map(list.map((each) => [JSON.stringify(each), each])).values()];
}
