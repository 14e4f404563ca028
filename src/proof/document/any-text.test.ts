import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layPaper } from "#drawing/paper";
import { textOfPages, type Drawing } from "#drawing/layout";
import { viewAsStaff, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { anyText, within, type Texts } from "../../../test/any-text.ts";
import { accepted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { paperOf, type Written } from "./said.fixture.ts";

let city: TestCity;
let clerk: Ctx;
let view: MatterView;
beforeAll(async () => {
  city = await testCity();
  clerk = await city.staff("linjing");
  view = await viewAsStaff(clerk, await accepted(city));
});
afterAll(() => city.close());

const DAYS = { due: "2026-11-30", statutory: "2026-12-16" };
const KINDS: Record<string, (given: Texts) => Written> = {
  receipt: () => ({ kind: "receipt" }),
  supplement: (t) => ({ kind: "supplement", data: { problems: [{ about: t.c, problem: t.d }] } }),
  acceptance: (t) => ({ kind: "acceptance", data: { ...DAYS, later: [{ name: t.d, due: null }] } }),
  "non-acceptance": (t) => ({ kind: "non-acceptance", item: { appeal: { review: t.c, court: t.d } }, data: { reason: t.d } }),
  special: (t) => ({ kind: "special", data: { name: t.c, expectedDays: 3, reason: t.d } }),
  extended: (t) => ({ kind: "special", data: { extended: 3, due: "2026-12-16", reason: t.d } }),
  "inspection-record": (t) => ({
    kind: "inspection-record",
    data: {
      list: t.c,
      basis: t.c,
      points: [{ ask: t.d, key: true, answer: "符合" }],
      outcome: "核查不合格",
      opinion: t.d,
      reason: t.d,
      present: t.c,
      inspectors: [{ name: t.a, at: "" }],
    },
  }),
  grant: (t) => ({ kind: "grant", data: { outcome: t.c, opinion: t.d, terms: [{ label: t.c, value: t.d }] } }),
  refusal: (t) => ({ kind: "refusal", data: { reason: t.d, basis: t.c } }),
  termination: (t) => ({ kind: "termination", data: { reason: t.d, basis: t.c } }),
};

async function laid(kind: string, given: Texts): Promise<Drawing> {
  return layPaper(await paperOf(clerk, view, { ...KINDS[kind]!(given), addressee: given.a, matter: { itemName: given.b, number: given.a } }));
}

describe("whatever is typed", () => {
  for (const kind of Object.keys(KINDS)) test(`there is a paper: ${kind}, as PDF and as OFD`, () => anyText((given) => laid(kind, given)));

  test("lines stay lines, and nothing of a line is lost", async () => {
    const reason = "一、遮挡信号灯。\r\n二、妨碍视距。\u2028三、\t距离不足\u000725 米";
    for (const kind of ["non-acceptance", "special", "extended", "refusal", "termination", "supplement"]) {
      const words = textOfPages(await laid(kind, { a: "王\u{20bb7}明", b: "云州市", c: "依据", d: reason })).join("\n");
      for (const line of ["二、妨碍视距。", "三、 距离不足25 米"])
        expect(
          words.split("\n").some((one) => one.startsWith(line)),
          kind,
        ).toBe(true);
      expect(words, kind).toContain("王\u{20bb7}明：");
    }
  });

  test("five thousand letters go over as many pages as they take, each of them", async () => {
    const long = Array.from({ length: 5000 }, (_, at) => String.fromCodePoint(0x4e_00 + at)).join("");
    for (const kind of ["non-acceptance", "special", "refusal", "termination", "supplement", "grant", "inspection-record"]) {
      const drawing = await laid(kind, { a: "王小明", b: "云州市", c: "依据", d: long });
      within(drawing);
      const words = new Set(textOfPages(drawing).join(""));
      expect([kind, [...long].filter((letter) => !words.has(letter))]).toEqual([kind, []]);
    }
  });
});
