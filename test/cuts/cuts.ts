import { begin } from "#matter/begin";
import { openStage, type Stage } from "../journeys/stage.ts";
import { openLine, type Line } from "./line.ts";
import { checkAt, reportAt, settled, type HandedIn } from "./worker.ts";

/** What came of a run: what was handed in on the phone against what the city has. */
export interface CutVerdict {
  cuts: Record<"broken" | "deaf" | "offline", number>;
  /** Times that the phone went off right after something was handed in. */
  offs: number;
  reports: number;
  tasks: number;
  /** How often entries were sent: those beyond reports and tasks are second tries. */
  sent: number;
  lost: string[];
  doubled: string[];
  /** What the phone asks a person about though nobody else did anything. */
  unsettled: string[];
}

/** Numbers that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let t = Math.imul(at ^ (at >>> 15), 1 | at);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

async function lampAt({ city }: Stage, address: string): Promise<void> {
  const form = { where: { address, area: "990101002001" } };
  await begin(city.ctx({ kind: "anonymous", id: "", name: "" }), { item: "event-lamp", channel: "online", form, party: { kind: "anonymous" } });
}

const FOUND = `
  select m.title, count(a.seq)::int as entries, count(distinct m.matter_id)::int as matters, bool_or(m.state <> 'reported') as moved
  from matter.matters m left join matter.acts a on a.matter_id = m.matter_id and a.kind = 'field-entry' group by m.title`;

async function judge({ city }: Stage, { reports, tasks }: HandedIn): Promise<{ lost: string[]; doubled: string[] }> {
  const { rows } = await city.database.owner.query<{ title: string; entries: number; matters: number; moved: boolean }>(FOUND);
  const by = new Map(rows.map((row) => [row.title.split(" · ")[1], row]));
  const all = [...reports, ...tasks];
  const lost = all.filter((address) => !by.has(address) || by.get(address)!.entries === 0 || !by.get(address)!.moved);
  const doubled = all.filter((address) => (by.get(address)?.matters ?? 0) > 1 || (by.get(address)?.entries ?? 0) > 1);
  return { lost, doubled };
}

/**
 * A worker reports and checks on a phone whose line is cut at random: connections broken, answers swallowed after the city has done what was asked, no net at
 * all, the phone turned off right after handing in. Then everything that the queue has shown her is looked for in the city.
 */
export async function cutLines(cuts: number, tell: (line: string) => void = () => {}, seed = 20261130): Promise<CutVerdict> {
  const random = numbers(seed);
  const stage = await openStage();
  let line: Line | undefined;
  try {
    line = await openLine(stage.base);
    const { base } = line;
    const lamps = Array.from({ length: Math.ceil(cuts / 2) }, (_, i) => `枫林路${i + 1}号门前`);
    for (const address of lamps) await lampAt(stage, address);
    const she = await stage.visitor(360, { base });
    await she.signInAsStaff("sangye");
    await she.page.goto(`${base}/field`);
    await she.page.waitForSelector("[data-band]:has-text('已存到手机')");
    await she.page.evaluate(async () => void (await navigator.serviceWorker.ready));

    const verdict = { cuts: { broken: 0, deaf: 0, offline: 0 }, offs: 0 };
    const handed: HandedIn = { reports: [], tasks: [] };
    let over = false;
    const cutting = (async () => {
      for (let cut = 1; cut <= cuts; cut += 1) {
        await pause(50 + random() * 700);
        const [which, long] = [random(), 80 + random() * 900];
        if (which < 0.45) {
          verdict.cuts.broken += 1;
          line.cut();
          await pause(long);
          line.mend();
        } else if (which < 0.85) {
          verdict.cuts.deaf += 1;
          line.deafen();
          await pause(long);
          line.cut();
          await pause(20);
          line.mend();
        } else {
          verdict.cuts.offline += 1;
          await she.context.setOffline(true);
          await pause(long);
          await she.context.setOffline(false);
        }
        if (cut % 20 === 0) tell(`${cut}/${cuts} cuts, ${handed.reports.length} reports and ${handed.tasks.length} checks handed in`);
      }
      over = true;
    })();
    for (let round = 1; !over; round += 1) {
      const off = random() < 0.15;
      if (off) verdict.offs += 1;
      const lamp = round % 2 === 0 ? lamps[handed.tasks.length] : undefined;
      if (lamp !== undefined && (await checkAt(she, base, lamp, { off }))) handed.tasks.push(lamp);
      else {
        const address = `桐荫巷${round}号门前`;
        await reportAt(she, base, address, { photo: round % 4 === 1, off });
        handed.reports.push(address);
      }
    }
    await cutting;
    const unsettled = await settled(she, base);
    return { ...verdict, reports: handed.reports.length, tasks: handed.tasks.length, sent: line.entries(), ...(await judge(stage, handed)), unsettled };
  } finally {
    await line?.close();
    await stage.close();
  }
}
