import { layout } from "#process/diagram";
import type { City } from "#content/check";
import type { Cast } from "#content/rehearsal";
import { badInput } from "#values/errors";
import { schemaLine } from "./editor-schema.ts";
import { itemFiles } from "./starter-item.ts";
import { kindFiles } from "./starter-kind.ts";

/** What a starter is made for: its id, the unit whose desk does it, an example person who applies, with a phone. */
export interface Start {
  id: string;
  desk: string;
  person: string;
  phone: string;
}

const ID = /^[a-z][a-z0-9-]{1,39}$/;

/**
 * What a starter needs of a city: a unit in which somebody accepts applications, and a person whom the registers know.
 * @throws Refusal BAD_ID for what is no id of a pack, NO_DESK of a city without such a unit or person
 */
export function startFor(id: string, city: City, cast: Cast): Start {
  if (!ID.test(id)) throw badInput("BAD_ID", "业务包的名字要以小写字母开头，只用小写字母、数字和“-”，2 到 40 个，例如 street-market。");
  const desk = [...(city.holders ?? [])].find((holder) => holder.endsWith(" acceptor"))?.split(" ")[0];
  const person = [...cast.people.values()].find(({ register, identity }) => register === "known" && identity >= 3);
  if (!desk || !person) throw badInput("NO_DESK", "城市里没有人担任 acceptor，或者没有可以作例子的人。");
  return { id, desk, person: person.id, phone: person.phone };
}

function manifest({ id, desk }: Start, what: "kind" | "item"): string {
  return `format: 2
id: ${id}
name: 新业务包
version: 0.1.0
# 负责这个业务包的机构代码：18 位统一社会信用代码
owner: ${desk.slice(0, 18)}
department: 示例部门
description: 从这里改起：写明这个业务包办什么。
needs: [${what === "kind" ? "common" : "application, common"}]
`;
}

/**
 * The files of a pack to begin with, by path: they pass the check as they are.
 * @param what a kind of matter of its own, or an item that is applied for (of the kind `application`)
 * @param folder where it will lie
 * @param schemas where the schemas for editors lie
 * @param root where the packs lie whose kind an item is of
 */
export async function starterPack(
  start: Start,
  folder: string,
  schemas: string,
  what: "kind" | "item" = "kind",
  root = "packs",
): Promise<Record<string, string>> {
  const written = { "pack.yaml": manifest(start, what), ...(what === "kind" ? kindFiles(start) : itemFiles(start, root)) };
  const files = Object.entries(written).map(async ([path, text]) => {
    const line = schemaLine(path, folder, schemas);
    return [path, line === undefined ? await layout(text) : `${line}\n${text}`] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
