import { getItem, publishItem } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import { definitions, ENDS, flows, timer } from "../model.ts";
import { testCity, type TestCity } from "../city.ts";

/** A city in which acts meet: who acts, and the versions of 食品经营许可 that its matters run on. */
export interface Arena {
  city: TestCity;
  applicant: Ctx;
  staff: Record<"linjing" | "hetao" | "zhouwen" | "tanglei" | "gaojian" | "sujin" | "xuran" | "admin" | "yinhe" | "zhuangyan", Ctx>;
  /** The version of the pack; one whose flow waits for messages, signals and time; and the one to which matters are carried over. */
  versions: { packed: number; awaiting: number; next: number };
}

const task = (id: string, kind: string, unit: string, role: string): string =>
  `<userTask id="${id}" name="${id}" yw:kind="${kind}" yw:unit='="${unit}"' yw:role="${role}"/>`;
const REVIEW = (id: string): string => task(id, "review", "11990100MB0000001T-01", "reviewer");

// Accepted, it waits at once for a review (with a deadline on it), a message, a signal, and offers a visit.
const AWAITING = definitions(
  '<message id="lab" name="检测报告"/><signal id="storm" name="防汛一级响应"/>',
  `<process id="p" name="样例">${[
    ENDS,
    task("acceptance", "acceptance", "12990100MB0000002T", "acceptor"),
    '<serviceTask id="accept" name="受理" yw:act="accepted"/><parallelGateway id="fork"/>',
    REVIEW("review"),
    timer("late", "review", ' cancelActivity="true"'),
    '<intermediateCatchEvent id="report"><messageEventDefinition messageRef="lab"/></intermediateCatchEvent>',
    '<intermediateCatchEvent id="alarm"><signalEventDefinition signalRef="storm"/></intermediateCatchEvent>',
    `<adHocSubProcess id="survey" ordering="Parallel"><completionCondition>visit.outcome = "pass"</completionCondition>${REVIEW("visit")}</adHocSubProcess>`,
    flows("s acceptance", "acceptance accept", "accept fork", "fork review", "fork report", "fork alarm", "fork survey"),
    flows("review e", "late e", "report e", "alarm e", "survey e"),
  ].join("")}</process>`,
);

/** Opens the arena: close its city afterwards. */
export async function openArena(): Promise<Arena> {
  const city = await testCity();
  const names = ["linjing", "hetao", "zhouwen", "tanglei", "gaojian", "sujin", "xuran", "admin", "yinhe", "zhuangyan"] as const;
  const staff = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await city.staff(name)] as const))) as Arena["staff"];
  const { version: packed } = await getItem(city.ctx(), "food-licence");
  return { city, applicant: await city.person("chen-xiaoman", "xiaoman-catering"), staff, versions: { packed, awaiting: packed + 1, next: packed + 2 } };
}

/** Publishes the flow that waits, runs `walk` while it is the newest, and publishes the version that matters are carried over to. */
export async function whileAwaiting({ city, staff }: Arena, walk: () => Promise<void>): Promise<void> {
  const { definition } = await getItem(city.ctx(), "food-licence");
  const publish = (changed: object): Promise<boolean> => publishItem(staff.admin, { ...definition, ...changed }, "test");
  await publish({ flow: AWAITING, rules: undefined });
  await walk();
  await publish({ item: { ...definition.item, short: "新版" } });
}
