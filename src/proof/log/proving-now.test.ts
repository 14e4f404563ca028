import { afterAll, beforeAll, expect, test } from "vitest";
import { actWord } from "#content/kind";
import { viewOwn } from "#matter/view";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { appendLeaves, proofFault, proveFirst, proveNow, readProof, standingOf, type MatterProof } from "./index.ts";

let city: TestCity;
let matter: { matterId: string; number: string };
let acts: Parameters<typeof proveNow>[2];
let proof: MatterProof;
let writing: { query(text: string): Promise<unknown>; release(): void };
beforeAll(async () => {
  city = await testCity();
  // Somebody began to write before her, and goes on.
  writing = await city.database.owner.connect();
  await writing.query("begin; create temporary table held (a int)");
  const view = await viewOwn(await city.person("chen-xiaoman", "xiaoman-catering"), await submitted(city));
  matter = { matterId: view.matter.matterId, number: view.matter.number! };
  acts = view.acts.map(({ seq, at, kind }) => ({ seq, at, act: actWord(view.blueprint.kind, kind) }));
});
afterAll(async () => {
  writing.release();
  await city.close();
});

test("while somebody writes and does not end, there is no proof: she is told to come again, and nothing is made up", async () => {
  expect(await proveFirst(city.ctx(), matter, acts)).toBeUndefined();
  await expect(proveNow(city.ctx(), matter, acts, 400)).rejects.toMatchObject({ status: 503, message: expect.stringContaining("请过一分钟再来") });
});

test("what is not in the log yet is appended then and there, and the proof is the same whenever it is made", async () => {
  await writing.query("rollback");
  proof = await proveNow(city.ctx(), matter, acts);
  expect(proofFault(proof)).toBeUndefined();
  expect(proof.acts.map(({ seq }) => seq)).toEqual(acts.map(({ seq }) => seq));
  await submitted(city);
  await appendLeaves(city.ctx());
  expect(await proveFirst(city.ctx(), matter, acts)).toEqual(proof);
  expect(await standingOf(city.ctx(), proof)).toEqual({ known: true, fault: undefined });
});

test("a proof of another log, of another key, of a longer log or of other leaves is not borne out", async () => {
  const { checkpoint } = proof;
  const stands = async (other: MatterProof) => JSON.stringify(await standingOf(city.ctx(), other));
  expect(await stands({ ...proof, checkpoint: { ...checkpoint, log: "01890000-0000-7000-8000-000000000000" } })).toBe('{"known":false}');
  expect(await stands({ ...proof, checkpoint: { ...checkpoint, key: { ...checkpoint.key, public_key: `04${"0".repeat(128)}` } } })).toContain("密钥");
  expect(await stands({ ...proof, checkpoint: { ...checkpoint, size: 1_000_000 } })).toContain("短");
  expect(await stands({ ...proof, checkpoint: { ...checkpoint, size: checkpoint.size - 1 } })).toContain("改写过");
  expect(await stands({ ...proof, acts: proof.acts.map((act) => ({ ...act, index: act.index + 1 })) })).toContain("找不到");
});

test("whatever somebody writes in the place of a proof is refused in a sentence, never a fault of ours", () => {
  const texts = ["", "null", "[]", "{", '{"format":"yiwang-proof/1"}'];
  const spoil = (change: (copy: Record<string, never>) => void) => {
    const copy = JSON.parse(JSON.stringify(proof)) as Record<string, never>;
    change(copy);
    texts.push(JSON.stringify(copy));
  };
  for (const wrong of [null, 1, "x", {}, [], -1, 1e300, "0".repeat(64)]) {
    for (const name of ["matter", "matter_id", "checkpoint", "acts"]) spoil((copy) => Object.assign(copy, { [name]: wrong }));
    for (const name of ["log", "hash", "size", "root", "at", "key", "signature"]) spoil((copy) => Object.assign(copy["checkpoint"]!, { [name]: wrong }));
    for (const name of ["seq", "act", "link", "salt", "index", "path"]) spoil((copy) => Object.assign(copy["acts"]![0]!, { [name]: wrong }));
  }
  for (const text of texts) {
    let told: string | undefined;
    try {
      told = proofFault(readProof(text));
    } catch (error) {
      told = (error as { code?: string }).code === "PROOF_UNREADABLE" ? (error as Error).message : undefined;
    }
    if (text.includes('"acts":[') && !/"acts":\[\]/.test(text) && told === undefined) expect(readProof(text)).toMatchObject({ matter: expect.any(String) });
    else expect(told, text.slice(0, 200)).toMatch(/[\u4e00-\u9fff]{4}/);
  }
});
