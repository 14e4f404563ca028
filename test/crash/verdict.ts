import { firstBrokenAct, listActs, listBreaches } from "#matter/matter";
import type { City } from "../../src/city.ts";
import type { Acknowledged } from "./client.ts";

/** What the crash test found. All of `lost`, `doubled` and `broken` must be empty. */
export interface Verdict {
  kills: number;
  submissions: number;
  completions: number;
  matters: number;
  lost: string[];
  doubled: string[];
  broken: string[];
}

/** Compares every acknowledgement with what is in the database, and walks every matter's chain. */
export async function judge(city: City, ledger: Acknowledged[], kills: number): Promise<Verdict> {
  const { db } = city.ctx();
  const rows = await db.query<{ id: string; mark: string | null }>(
    "select matter_id as id, form ->> 'premises_address' as mark from matter.matters where channel = 'api'",
    [],
  );
  const byMark = Map.groupBy(
    rows.filter((row) => row.mark !== null),
    (row) => row.mark!,
  );
  const verdict: Verdict = { kills, submissions: 0, completions: 0, matters: rows.length, lost: [], doubled: [], broken: [] };
  for (const { mark, matterId, submitted, accepted } of ledger) {
    const found = byMark.get(mark) ?? [];
    if (found.length > 1) verdict.doubled.push(`${mark}: ${found.length} matters`);
    if (!matterId) continue;
    const acts = await listActs(city.ctx(), matterId);
    for (const [acknowledged, kind] of [
      [submitted, "submitted"],
      [accepted, "accepted"],
    ] as const) {
      const count = acts.filter((act) => act.kind === kind).length;
      if (acknowledged && count === 0) verdict.lost.push(`${matterId}: ${kind}`);
      if (count > 1) verdict.doubled.push(`${matterId}: ${kind} ${count} times`);
    }
    if (submitted) verdict.submissions += 1;
    if (accepted) verdict.completions += 1;
  }
  // Each draft was asked for through the API under one key: more matters than keys would be a doubled start.
  const started = rows.length;
  const asked = ledger.length;
  if (started > asked) verdict.doubled.push(`${started} matters for ${asked} requests`);
  for (const { id } of rows) if ((await firstBrokenAct(city.ctx(), id)) !== undefined) verdict.broken.push(id);
  for (const { matterId, says } of await listBreaches(city.ctx())) verdict.broken.push(`${matterId}: ${says}`);
  return verdict;
}
