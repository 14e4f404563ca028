import { describe, expect, test } from "vitest";
import { checkSituation, liveSituation, materialsFor, readPack, readSituation, situationsFor, stopOf } from "./index.ts";

describe("the questions of an item", () => {
  const { item } = readPack("packs/market").pack!.services[0]!;
  const ids = (answers: Record<string, unknown>) => situationsFor(item, answers).map(({ id }) => id);

  test("later questions depend on earlier answers", () => {
    expect(ids({})).toEqual(["business", "online", "vending", "by_agent"]);
    expect(ids({ business: "catering", operations: ["cold"] })).toEqual(["business", "operations", "cold_kinds", "online", "vending", "by_agent"]);
  });

  test("a changed mind takes the answers that hung on it along", () => {
    expect(liveSituation(item, { business: "retail", operations: ["cold"], cold_kinds: ["meat"] })).toEqual({ business: "retail" });
  });

  test("every question that applies needs an answer from its options", () => {
    expect(checkSituation(item, { business: "retail", retail_kinds: [], online: "yes", vending: false })).toEqual({
      retail_kinds: "请至少选一项",
      online: "请选一项",
      by_agent: "请选一项",
    });
    expect(checkSituation(item, { business: "bar" })["business"]).toBe("请选一项");
  });

  test("answers are read from what a browser sends", () => {
    expect(readSituation(item, { business: "retail", retail_kinds: "bulk", online: "no" })).toMatchObject({
      business: "retail",
      retail_kinds: ["bulk"],
      online: false,
      vending: null,
    });
  });

  test("whoever needs no licence is told so", () => {
    expect(stopOf(item, { business: "prepackaged" })?.stop).toContain("只卖预包装食品不用办许可");
    expect(stopOf(item, { business: "catering" })).toBeUndefined();
  });
});

describe("the materials of an item", () => {
  const { item } = readPack("packs/market").pack!.services[0]!;
  const answers = { business: "catering", operations: ["hot"], online: false, vending: false, by_agent: true };

  test("shrink to the situation, and what the city holds need not be brought", () => {
    const needed = materialsFor(item, answers);
    expect(needed.map(({ id }) => id)).toEqual(["application", "subject-proof", "layout", "rules-list", "authorisation", "agent-identity"]);
    expect(needed.filter(({ bring }) => bring).map(({ id }) => id)).toEqual(["layout", "rules-list", "authorisation"]);
  });

  test("a licence that this applicant does not have must be brought after all", () => {
    const needed = materialsFor(item, answers, ({ licence }) => licence === undefined);
    expect(needed.filter(({ bring }) => bring).map(({ id }) => id)).toContain("subject-proof");
  });
});
