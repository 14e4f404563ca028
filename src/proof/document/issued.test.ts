import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getDocument, listDocuments, type SaidPaper } from "#matter/matter";
import { terminate } from "#matter/move";
import { accepted, act, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

// Papers as steps issue them: their text is frozen with them.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const KEYS = Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`k${String(i + 1).padStart(2, "0")}`, "yes" as const]));

async function inspected(): Promise<string> {
  const matterId = await accepted(city);
  await act(city, "zhouwen", matterId, "review", { outcome: "pass", opinion: "齐全" });
  await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points: KEYS, opinion: "后厨整洁", present: "signed" });
  return matterId;
}

async function saidIn(matterId: string, kind: string): Promise<SaidPaper> {
  const { documentId } = (await listDocuments(city.ctx(), matterId)).findLast((each) => each.kind === kind)!;
  return (await getDocument(city.ctx(), matterId, documentId)).data as unknown as SaidPaper;
}

function textOf({ blocks }: SaidPaper): string {
  return blocks
    .map((block) => (block.type === "table" ? block.rows.map((row) => row.join("|")).join("\n") : block.type === "paragraph" ? block.text : ""))
    .join("\n");
}

describe("is frozen what a paper says", () => {
  test("of what was handed in, and of what is to be put right", async () => {
    const matterId = await submitted(city);
    expect(textOf(await saidIn(matterId, "receipt"))).toContain("\n4|保证食品安全的规章制度目录清单|电子件|1|申请人提交\n");
    await act(city, "linjing", matterId, "acceptance", {
      outcome: "supplement",
      problems: [
        { about: "rules-list", problem: "缺目录" },
        { on: "operator_name", say: "与执照不一致" },
      ],
    });
    const { title, blocks } = await saidIn(matterId, "supplement");
    expect([title, blocks[1]]).toEqual([
      "申请材料补正告知书",
      {
        type: "table",
        head: ["序号", "材料或内容", "需要怎样补正"],
        rows: [
          ["1", "保证食品安全的规章制度目录清单", "缺目录"],
          ["2", "经营者名称", "与执照不一致"],
        ],
        widths: [1, 4, 8],
      },
    ]);
  });

  test("of a check that two signed, and of a grant with what came of it in the same step", async () => {
    const matterId = await inspected();
    const record = textOf(await saidIn(matterId, "inspection-record"));
    for (const part of ["核查结论：核查合格。", "现场情况：后厨整洁", "当事人：当事人已签字确认。", "唐磊|2026年11月23日 "]) expect(record).toContain(part);
    await act(city, "gaojian", matterId, "decision", { outcome: "grant", opinion: "同意发证" });
    const grant = await saidIn(matterId, "grant");
    expect(grant.title).toBe("准予行政许可决定书");
    const text = textOf(grant);
    expect(text).toMatch(
      /内容如下：\n准予事项\|.*\n证照编号\|JY.*\n(.*\n)*有效期\|2026年11月23日起至.*\n决定意见\|同意发证\n本机关自作出决定之日起十日内向您颁发食品经营许可证/,
    );
  });

  test("of a refusal and an end without a decision, with reason and law", async () => {
    const refused = await inspected();
    await act(city, "gaojian", refused, "decision", { outcome: "refuse", reason: "布局不符合要求", basis: "食品安全法 第三十五条" });
    expect(textOf(await saidIn(refused, "refusal"))).toMatch(
      /理由如下：\n布局不符合要求。\n依照《中华人民共和国行政许可法》第三十八条第二款、食品安全法 第三十五条的规定，本机关决定不予行政许可。\n.*行政复议。也可以/,
    );
    const ended = await accepted(city);
    await terminate(await city.staff("gaojian"), ended, { reason: "经营场所已经注销", basis: "行政许可法 第七十条" });
    expect(textOf(await saidIn(ended, "termination"))).toMatch(/办理中发现：经营场所已经注销。\n根据行政许可法 第七十条，本机关决定终止办理。/);
  });
});
