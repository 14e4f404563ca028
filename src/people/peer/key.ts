import { sm3 } from "#crypto/crypto";
import { readPublicKey } from "#crypto/sm2";
import type { Ctx } from "#kernel/ctx";
import { badInput, Refusal } from "#values/errors";

/** The id of the key by which this city signs what it sends to others. Always SM2, whichever suite is configured: others verify it. */
export const OWN_KEY = "exchange";

/** How messages name a key: the first 16 bytes of the SM3 of its 65 bytes, as hex. */
export function keyIdOf(publicKey: string): string {
  return sm3(Buffer.from(publicKey, "hex")).subarray(0, 16).toString("hex");
}

/** A public key as it is kept; refuses what is no point of the curve. */
export function publicKeyOf(written: string): string {
  const hex = written.trim().toLowerCase();
  const wrong = badInput("PEER_KEY", "公钥是 130 个十六进制字符，以 04 开头，由对方用 npm run peer -- key 得到，请核对有没有抄漏。", { key: "请重新填写。" });
  if (!/^04[0-9a-f]{128}$/.test(hex)) throw wrong;
  try {
    readPublicKey(Buffer.from(hex, "hex"));
  } catch {
    throw wrong;
  }
  return hex;
}

/** This city's own key for what it sends, made when it is first asked for. */
export async function ownKey(ctx: Ctx): Promise<{ keyId: string; publicKey: string }> {
  const made = async () =>
    ctx.keys.make(OWN_KEY, "signature", "sm").catch(async (error: unknown) => {
      // Somebody else was faster.
      if (error instanceof Refusal && error.code === "KEY_EXISTS") return (await ctx.keys.find(OWN_KEY))!;
      throw error;
    });
  const { publicKey } = (await ctx.keys.find(OWN_KEY)) ?? (await made());
  const hex = publicKey!.toString("hex");
  return { publicKey: hex, keyId: keyIdOf(hex) };
}
