import { activateSeal, applyForSeal, approveSeal, cmsWithSeal, signWithSeal, judgeCms, judgeSignature, makeSeal } from "#trust/seal";
import { sm3 } from "#crypto/crypto";
import type { City } from "../src/city.ts";
import { percentile, rate, tell } from "./figure.ts";

const ROUNDS = 5;
const COUNT = 200;

async function figure(name: string, unit: string, work: (i: number) => Promise<unknown>): Promise<void> {
  await rate(20, 1, work);
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await rate(COUNT, 1, work));
  tell({ name: `trust.${name}`, value: percentile(rounds, 0.5), unit });
}

/** What a seal costs with all that belongs to it: duty, state, log of uses, one transaction; what a judgement costs with its chains. */
export async function sealFigures(city: City): Promise<void> {
  const ctx = city.ctx();
  const unit = "11990100MB0000001T";
  const sealId = await applyForSeal(ctx, { kind: "unit", unit, purposes: ["decision"], reason: "测量" });
  await approveSeal(ctx, sealId, "测量");
  await makeSeal(ctx, sealId);
  await activateSeal(ctx, sealId);
  const dataHash = sm3("测量");
  const wish = { dataHash, propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml", purpose: "decision", document: "测量" } as const;
  await figure("seal, with its log", "sealings/s", () => signWithSeal(ctx, sealId, wish));
  await figure("seal, with a time stamp", "sealings/s", () => signWithSeal(ctx, sealId, { ...wish, timeStamp: true }));
  await figure("signed data for PDF, with its log", "signatures/s", () => cmsWithSeal(ctx, sealId, wish));
  const [plain, stamped, cms] = [
    await signWithSeal(ctx, sealId, wish),
    await signWithSeal(ctx, sealId, { ...wish, timeStamp: true }),
    await cmsWithSeal(ctx, sealId, wish),
  ];
  await figure("judge a sealing", "judgements/s", () => judgeSignature(ctx, plain, { dataHash }));
  await figure("judge a sealing with its time stamp", "judgements/s", () => judgeSignature(ctx, stamped, { dataHash }));
  await figure("judge signed data", "judgements/s", () => judgeCms(ctx, cms, { dataHash }));
}
