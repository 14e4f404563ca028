import type { Kind } from "#content/kind";
import { expression } from "#language/feel";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { factsOf, type Blueprint, type Matter, type Task } from "#matter/matter";
import { openParties, type Party } from "#matter/party";

/** What is known of a party, by the name under which it is asked for in full. */
export type PartyPart = "name" | "number" | "phone";

/** A party of a matter as staff see it. */
export interface PartyShown {
  partyNo: number;
  role: string;
  kind: Party["kind"];
  /** Masked name of a person, name of an organisation; empty where only who has a task may know it. */
  label: string;
  guarded: boolean;
  parts: { part: PartyPart; label: string; value: string }[];
}

const LABELS: Record<PartyPart, Record<Party["kind"], string>> = {
  name: { person: "姓名", organisation: "名称", unit: "单位", anonymous: "姓名" },
  number: { person: "证件号码", organisation: "统一社会信用代码", unit: "代码", anonymous: "证件号码" },
  phone: { person: "联系电话", organisation: "联系电话", unit: "联系电话", anonymous: "联系电话" },
};
const MASKED: Record<PartyPart, "name" | "id-number" | "phone"> = { name: "name", number: "id-number", phone: "phone" };
const PARTS = ["name", "number", "phone"] as const;

/** What of a party is personal: of a firm its phone alone. */
function isPersonal(kind: Party["kind"], part: PartyPart): boolean {
  return part === "phone" || kind === "person" || kind === "anonymous";
}

/** Whether the actor has, or had, a task of the matter. */
function hasTask(ctx: Ctx, tasks: readonly Task[], mine: readonly Task[]): boolean {
  return mine.length > 0 || tasks.some(({ holder, assignee }) => holder === ctx.actor.id || assignee === ctx.actor.id);
}

/** The roles whose parties nobody may know but who has a task of the matter. */
export function guardedRoles(ctx: Ctx, matter: Matter, blueprint: Blueprint): Set<string> {
  const guards = ({ guarded }: Kind["parties"][string]): boolean =>
    typeof guarded === "string" ? expression(guarded)(factsOf(ctx, matter, blueprint)) === true : guarded;
  return new Set(Object.entries(blueprint.kind.parties).flatMap(([role, party]) => (guards(party) ? [role] : [])));
}

interface Seen {
  matter: Matter;
  blueprint: Blueprint;
  tasks: readonly Task[];
  mine: readonly Task[];
}

/** The roles of a matter that are kept from the actor. */
export function keptFrom(ctx: Ctx, { matter, blueprint, tasks, mine }: Seen): Set<string> {
  return hasTask(ctx, tasks, mine) ? new Set() : guardedRoles(ctx, matter, blueprint);
}

/** Who has a part in a matter, as staff see it: persons masked, guarded ones not at all without a task of it. The look itself is on record by the view. */
export async function partiesShown(ctx: Ctx, seen: Seen): Promise<PartyShown[]> {
  const kept = keptFrom(ctx, seen);
  return (await openParties(ctx, seen.matter.matterId)).map(({ partyNo, role, kind, label, ...known }) => {
    const guarded = kept.has(role);
    const parts = guarded
      ? []
      : PARTS.flatMap((part) => {
          const value = known[part];
          return value === "" ? [] : [{ part, label: LABELS[part][kind], value: isPersonal(kind, part) ? mask(MASKED[part], value) : value }];
        });
    return { partyNo, role, kind, label: guarded ? "" : label, guarded, parts };
  });
}

/** A part of a party in full, with whom it is about; undefined where there is none. Refuses one that is kept from the actor. */
export async function partyPart(ctx: Ctx, seen: Seen, field: string): Promise<{ label: string; value: string; subject: string | null } | undefined> {
  const [, number, part] = /^party\.(\d{1,4})\.(name|number|phone)$/.exec(field) ?? [];
  if (number === undefined) return undefined;
  const party = (await openParties(ctx, seen.matter.matterId)).find(({ partyNo }) => partyNo === Number(number));
  const value = party?.[part as PartyPart];
  if (!party || !value) return undefined;
  if (keptFrom(ctx, seen).has(party.role)) throw forbidden("只有承办这件事的人员可以看。");
  const word = seen.blueprint.kind.parties[party.role]?.word ?? "";
  return { label: `${word}${LABELS[part as PartyPart][party.kind]}`, value, subject: party.ref };
}
