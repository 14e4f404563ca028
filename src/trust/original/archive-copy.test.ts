import { afterAll, beforeAll, expect, test } from "vitest";
import { openOfd } from "#drawing/ofd";
import { layPaper } from "#drawing/paper";
import { grantPaper } from "../../../test/sample-papers.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { archiveCopy, checkFile, originalOf } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const head = {
  number: "云市监许准字〔2026〕第 1 号",
  issuer: "云州市市场监督管理局",
  date: "2026-11-20",
  addressee: "云州小满餐饮有限公司",
  item: "食品经营许可",
  matter: "1",
};

test("the copy for the archive has no signature any more, shows what it showed, and says what was found when it was made", async () => {
  const original = await originalOf(city.ctx(), "ofd", {
    subjectId: "01890000-0000-7000-8000-00000000a001",
    body: "11990100MB0000001T",
    purpose: "decision",
    name: "决定书",
    lay: () => layPaper(grantPaper(head, { acceptedOn: "2026-11-12", basis: [], terms: [] }), { seal: "room" }),
    custom: {},
  });
  const summaryOf = (file: Buffer): string => openOfd(file).documents[0]!.custom.find(({ name }) => name === "签章摘要")!.value;
  const copy = await archiveCopy(city.ctx(), original);
  expect(openOfd(copy)).toMatchObject({ type: "OFD-A", documents: [{ signatures: [] }] });
  expect(summaryOf(copy)).toMatch(/^云州市市场监督管理局.*核验通过$/);
  expect((await checkFile(city.ctx(), copy)).verdict).toBe("unsigned");
  // An altered one is not made good by being archived.
  const altered = Buffer.from(original);
  altered[original.indexOf("font-regular.ttf") + 4000]! ^= 1;
  expect(summaryOf(await archiveCopy(city.ctx(), altered))).not.toContain("核验通过");
});
