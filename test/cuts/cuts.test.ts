import { expect, test } from "vitest";
import { cutLines } from "./cuts.ts";

// npm run cuts makes two hundred and says what came of them.
const CUTS = Number(process.env["CUTS"] ?? 10);
const SEED = Number(process.env["CUTS_SEED"] ?? 20261130);

test(
  `${CUTS} cuts of a phone's line while she reports and checks: nothing lost, nothing doubled, nothing asked about`,
  { timeout: 60_000 + CUTS * 12_000 },
  async () => {
    const told = process.env["CUTS"] === undefined ? undefined : (line: string) => console.log(line);
    const verdict = await cutLines(CUTS, told, SEED);
    told?.(`${JSON.stringify(verdict, null, 2)}\n${verdict.lost.length} lost, ${verdict.doubled.length} doubled`);
    expect(verdict).toMatchObject({ lost: [], doubled: [], unsettled: [] });
    expect(verdict.reports).toBeGreaterThan(0);
    expect(verdict.tasks).toBeGreaterThan(0);
  },
);
