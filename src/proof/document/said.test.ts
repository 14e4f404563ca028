import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Item } from "#content/pack";
import { viewAsStaff, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { accepted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { paperOf, wordsOf, type Written } from "./said.fixture.ts";

// Every paper of an application, whole, as it has been since before its words were data: out of what was kept with documents of that time.

let city: TestCity;
let clerk: Ctx;
let view: MatterView;
beforeAll(async () => {
  city = await testCity();
  clerk = await city.staff("linjing");
  view = await viewAsStaff(clerk, await accepted(city));
});
afterAll(() => city.close());

const BENEFIT: Partial<Item> = { type: "05", basis: [{ law: "云州市高龄津贴办法", clause: "第三条", text: "" }] };
const PLAIN = { ...BENEFIT, limits: undefined, outcome: { name: "高龄津贴" }, appeal: undefined } as unknown as Partial<Item>;
const DAYS = { due: "2026-12-01", statutory: "2026-12-15" };
const RECORD = {
  step: "现场核查",
  list: "食品经营许可现场核查表",
  basis: "食品经营许可和备案管理办法 第二十一条",
  points: [
    { ask: "设有洗消间", key: true, answer: "符合" },
    { ask: "地面平整", key: false, answer: "不符合" },
  ],
  outcome: "核查不合格",
  opinion: "后厨整洁",
  reason: "地面积水。",
  present: "当事人在场，没有异议",
  inspectors: [
    { name: "唐磊", at: "2026-11-25T02:00:00.000Z" },
    { name: "方敏", at: "" },
  ],
};
const TERMS = [
  { label: "证照编号", value: "JY1990101000017", open: true },
  { label: "经营场所", value: "云州市\n青石巷8号", open: false },
];

const WRITTEN: Record<string, Written> = {
  收件: { kind: "receipt" },
  "收件，窗口，不是许可": { kind: "receipt", item: BENEFIT, matter: { channel: "counter" } },
  补正: {
    kind: "supplement",
    data: {
      problems: [
        { about: "operator_name", problem: "与执照不一致" },
        { about: "rules-list", problem: "缺出入口；\n尺寸不清" },
        { about: "别的", problem: "请说明" },
      ],
    },
  },
  "补正，不是许可": { kind: "supplement", item: BENEFIT, data: { problems: [] } },
  受理: { kind: "acceptance", data: DAYS },
  "受理，有后补的": {
    kind: "acceptance",
    data: {
      ...DAYS,
      later: [
        { name: "制度目录", due: "2026-12-09" },
        { name: "别的", due: null },
      ],
      provisional: true,
    },
  },
  "受理，没有后补的": { kind: "acceptance", data: { ...DAYS, later: [] } },
  视为受理: { kind: "acceptance", data: { ...DAYS, received: "2026-11-16", basis: "行政许可法 第三十二条第一款第四项", byLaw: true } },
  "受理，不是许可": { kind: "acceptance", item: BENEFIT, data: DAYS },
  "受理，没有期限": { kind: "acceptance", item: PLAIN },
  "视为受理，不是许可": { kind: "acceptance", item: BENEFIT, data: { ...DAYS, byLaw: true, later: [{ name: "目录", due: "2026-12-09" }] } },
  不予受理: { kind: "non-acceptance", data: { reason: "不属于本机关职权范围" } },
  "不予受理，没有写救济的": { kind: "non-acceptance", item: PLAIN, data: { reason: "材料不实；" } },
  听证: { kind: "special", data: { name: "听证", reason: "利害关系人要求", expectedDays: 12, basis: "行政许可法 第四十五条" } },
  "检测，没有写天数": { kind: "special", data: { name: "检测", reason: "油烟要检测！" } },
  延长: { kind: "special", data: { extended: 5, reason: "需要第三方评估", due: "2026-12-30" } },
  "延长，日子没有定": { kind: "special", matter: { acceptedAt: null }, data: { extended: 10, reason: "需要调查", due: "2027-01-12", provisional: true } },
  核查: { kind: "inspection-record", data: RECORD },
  "核查，最少": { kind: "inspection-record", data: { ...RECORD, basis: "", points: [], outcome: "核查合格", opinion: "", reason: "", present: "" } },
  准予: { kind: "grant", data: { outcome: "食品经营许可", opinion: "同意", terms: TERMS } },
  "准予，没有写结果": { kind: "grant", matter: { acceptedAt: null }, data: {} },
  "准予，不是许可": { kind: "grant", item: PLAIN, data: { outcome: "高龄津贴", opinion: "", terms: [] } },
  不予许可: { kind: "refusal", data: { reason: "距离不足 25 米", basis: "食品安全法 第三十五条" } },
  "不予许可，事项的依据": { kind: "refusal", data: { reason: "一、距离不足。\n二、妨碍视距", basis: "" } },
  "不予许可，不是许可": { kind: "refusal", item: BENEFIT, data: { reason: "年龄不到" } },
  "不予许可，不是许可，有依据": { kind: "refusal", item: PLAIN, data: { reason: "年龄不到", basis: "《云州市高龄津贴办法》第四条" } },
  终止: { kind: "termination", data: { reason: "经营场所已经注销", basis: "行政许可法 第七十条" } },
};

const words = async (written: Written): Promise<string> => wordsOf(await paperOf(clerk, view, written));

test("every paper of an application says what it always said", async () => {
  const said: string[] = [];
  for (const [called, written] of Object.entries(WRITTEN)) said.push(`## ${called}\n${await words(written)}\n`);
  await expect(said.join("\n")).toMatchFileSnapshot("../../../test/papers-said.txt");
});

describe("the words of the law", () => {
  const submitted = { submittedAt: new Date("2026-11-16T10:00:00+08:00"), acceptedAt: new Date("2026-11-18T10:00:00+08:00") };

  test("a receipt says when silence means acceptance", async () => {
    const said = await words({ kind: "receipt", matter: submitted });
    expect(said).toContain("2026年11月16日通过网上提交");
    expect(said).toContain("第三十二条第一款第四项，自收到申请材料之日起即为受理");
    expect(said).toContain("4 | 保证食品安全的规章制度目录清单 | 电子件 | 1 | 申请人提交");
  });

  test("a request to supplement tells everything at once, with its basis", async () => {
    const problems = [
      { about: "平面图", problem: "缺出入口" },
      { about: "健康证明", problem: "不清楚" },
    ];
    const said = await words({ kind: "supplement", matter: submitted, data: { problems } });
    expect(said).toContain("第三十二条第一款第四项的规定，现将需要补正的全部内容一次告知");
    expect(said).toContain("2 | 健康证明 | 不清楚");
  });

  const limits = { statutory: "P20WD", promised: "P8WD", statutory_basis: "" };

  test("an acceptance gives the limit of the law and the promise", async () => {
    const said = await words({ kind: "acceptance", matter: submitted, item: { limits }, data: { due: "2026-11-30", statutory: "2026-12-16" } });
    expect(said).toContain("第三十二条第一款第五项");
    expect(said).toContain("法定办理时限为20个工作日，至2026年12月16日；本机关承诺在8个工作日内，即2026年11月30日前");
  });

  test("acceptance by law runs from the day the material came", async () => {
    const said = await words({ kind: "acceptance", matter: submitted, data: { due: "2026-11-26", statutory: "2026-12-14", byLaw: true } });
    expect(said).toContain("自收到申请材料之日（2026年11月16日）起即为受理");
  });

  test("a special procedure tells the time that does not count; more time needs the head of the unit", async () => {
    expect(await words({ kind: "special", data: { name: "检测", expectedDays: 10, reason: "油烟排放需要检测" } })).toContain(
      "第四十五条的规定，所需时间不计算在办理时限内，预计需要10个工作日",
    );
    expect(await words({ kind: "special", data: { extended: 10, due: "2026-12-30", reason: "需要第三方评估" } })).toContain(
      "第四十二条第一款的规定，经本机关负责人批准，延长10个工作日，至2026年12月30日",
    );
  });

  test("a refusal has reason, law and both ways against it", async () => {
    const said = await words({ kind: "refusal", data: { reason: "距离不足 25 米", basis: "《食品安全法》第三十五条" } });
    expect(said).toContain("理由如下：\n距离不足 25 米。");
    expect(said).toContain("第三十八条第二款、《食品安全法》第三十五条的规定，本机关决定不予行政许可");
    expect(said).toContain("行政复议。也可以");
    expect(said).toContain("行政诉讼");
  });

  test("an allowance is no licence: the law of licences is left out", async () => {
    const said = await words({ kind: "grant", item: BENEFIT });
    expect(said.split("\n")[0]).toBe("准予决定书");
    expect(said).not.toContain("许可法");
  });
});
