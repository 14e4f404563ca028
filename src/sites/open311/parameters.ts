import type { Ctx } from "#kernel/ctx";
import type { PartyGiven } from "#matter/party";
import { programOf } from "#people/identity";
import { Refusal } from "#values/errors";
import { bad } from "./refused.ts";

/** Most characters of what is told in words; line breaks count. */
const LONGEST = 4000;

/** The parameters of a call, empty ones left out: an empty parameter is an absent one. */
export type Posted = Readonly<Record<string, string | string[]>>;

/** The parameters of a call without those that are empty. */
export function filled(given: Readonly<Record<string, unknown>>): Posted {
  const kept = Object.entries(given).flatMap(([name, value]): [string, string | string[]][] => {
    const texts = [value].flat().flatMap((each) => (typeof each === "string" && each.trim() !== "" ? [each] : []));
    return texts.length === 0 ? [] : [[name, texts.length === 1 ? texts[0]! : texts]];
  });
  return Object.fromEntries(kept);
}

/** A parameter that is written once; refuses one that comes twice. */
export function one(posted: Posted, name: string): string | undefined {
  const value = posted[name];
  if (Array.isArray(value)) throw bad("REPEATED", `参数 ${name} 只能写一次，请去掉多余的。`);
  return value?.trim();
}

/** What is told in words. */
export function described(posted: Posted): string | undefined {
  const said = one(posted, "description");
  if (said !== undefined && [...said].length > LONGEST) throw bad("DESCRIPTION", `description 最多 ${LONGEST} 个字。`);
  return said;
}

/** Whoever told the program, as far as it says. */
export function personOf(posted: Posted): PartyGiven {
  const name = [one(posted, "last_name"), one(posted, "first_name")].filter((part) => part !== undefined).join("");
  const phone = one(posted, "phone");
  if (name === "" && phone === undefined) return { kind: "anonymous" };
  return { kind: "person", name: name || "没有留姓名", ...(phone !== undefined && { phone }) };
}

/** Whoever's key it is; 403 for none, and for one that is none or has ended. */
export async function reporter(ctx: Ctx, posted: Posted): Promise<{ acting: Ctx; system: string }> {
  const key = one(posted, "api_key");
  const program = key === undefined ? undefined : await programOf(ctx, key);
  if (!program)
    throw new Refusal(
      403,
      "API_KEY",
      key === undefined ? "请写明 api_key，没有的请向平台管理员申请。" : "这个 api_key 不对，或者已经停用，请向平台管理员核对。",
    );
  return { acting: { ...ctx, actor: program.actor }, system: program.system };
}

/** A parameter of a search: one that comes twice is a list. */
export function single(query: Posted, name: string): string | undefined {
  const value = query[name];
  return Array.isArray(value) ? value.join(",") : value?.trim();
}
