import { EVERY_PARTY, type Paper } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import type { IssuedDocument, Matter, Blueprint } from "#matter/matter";
import { openParties, ownerDetails, ownRole } from "#matter/party";

/** Somebody to whom a paper is delivered. `partyNo` 0: whom its matter names nowhere as a party, a unit as a rule. */
export interface Addressee {
  partyNo: number;
  role: string | null;
  /** The account, where it is known. */
  ref: string | null;
  /** Masked name of a person; of one who is kept secret the word of their role. */
  label: string;
  /** In full, for the receipt. */
  name: string;
}

/** What of a matter says to whom its papers go. */
export interface Seen {
  matter: Matter;
  blueprint: Blueprint;
}

/** The paper of the kind that a document is; undefined for one whose delivery is not proved. */
export function provedPaper({ papers }: Pick<Blueprint, "papers">, { kind }: Pick<IssuedDocument, "kind">): Paper | undefined {
  return papers.find(({ id, receipt }) => receipt && id === kind);
}

/** To whom a document goes, each of whom is delivered to by themselves: the parties of its role, every party, or whose matter it is. */
export async function addresseesOf(ctx: Ctx, { matter, blueprint }: Seen, { data }: IssuedDocument, { to }: Paper): Promise<Addressee[]> {
  const { parties } = blueprint.kind;
  const named = typeof data["to"] === "string" ? data["to"] : "";
  // What goes to units is nobody's of the parties: its receipt stands under no role of theirs.
  if (to?.startsWith("=")) return [{ partyNo: 0, role: "", ref: null, label: named, name: named }];
  const fits = (role: string): boolean => (to === undefined ? ownRole(role, parties) : to === EVERY_PARTY || to === role);
  const found = (await openParties(ctx, matter.matterId)).filter(({ role }) => fits(role));
  if (found.length > 0)
    return found.map(({ partyNo, role, ref, label, name }) => {
      const secret = (parties[role]?.guarded ?? false) !== false;
      return { partyNo, role, ref, label: secret ? (parties[role]?.word ?? role) : label, name: name || label };
    });
  const { owner } = matter;
  return [{ partyNo: 0, role: null, ref: owner.kind === "anonymous" ? null : owner.id, label: owner.label, name: ownerDetails(ctx, matter).name || named }];
}
