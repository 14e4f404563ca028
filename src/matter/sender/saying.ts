import { asksForFiles } from "#content/form";
import { withoutNumbers } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { judgedFor, keepFor, type BroughtFor } from "#matter/intake";
import { actOn, begunBy, isClosed, listActs, lockMatter, record, type Act, type Matter, type Occasion } from "#matter/matter";
import type { PartyGiven } from "#matter/party";
import { withdraw } from "#matter/work";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { beginAgain } from "./again.ts";

/** The act by which the history keeps what a sender said. */
export const SENDER_ACT = "sender-said";
const LONGEST = 4000;

/** What the program that sent a matter says of it. */
export interface Saying {
  /** Its own id of this: what comes twice is one. */
  id?: string;
  words: string;
  /** When it was said, by the sender's clock. */
  at?: Date;
  /** What it brings, beside words. */
  effect?: "withdraw" | "again";
  /** Photographs, for the form's field that asks for them. */
  photos?: readonly Omit<BroughtFor, "field">[];
  /** By what the sender begins matters, and for whom, where another is begun. */
  begins?: { system: string; party: PartyGiven };
}

/** What became of it: its place in the history of the matter, and the number of another that it began. */
export interface Said {
  seq: number;
  another?: string;
  again?: true;
}

const saidBy = (acts: readonly Act[], id: string | undefined): Act | undefined =>
  id === undefined ? undefined : acts.find(({ kind, data }) => kind === SENDER_ACT && data["id"] === id);

/** Adds photographs to the answer that asks for them, as many as it takes; gives their names. */
async function keepPhotos(ctx: Ctx, { change, blueprint }: Occasion, photos: readonly Omit<BroughtFor, "field">[]): Promise<string[]> {
  if (photos.length === 0) return [];
  const field = [...blueprint.form.fields.values()].find(({ type }) => type === "photos");
  if (!field || !asksForFiles(field)) throw badInput("FILES", "这一类问题不收照片。");
  const { matter } = change;
  if (isClosed(matter)) throw conflict("ENDED", "这一件已经结束，不能再加照片。还没有解决的，请发 status=REOPEN。");
  const judged = await judgedFor(
    ctx,
    photos.map((photo) => ({ ...photo, field: field.name })),
  );
  if (judged.some(({ file }) => !file.stored.type.startsWith("image/"))) throw badInput("FILES", "照片只收 JPG 和 PNG。");
  const kept = Object.values(await keepFor(ctx, matter.matterId, judged)).flat();
  const here = (matter.form[field.name] as string[] | undefined) ?? [];
  const all = [...new Set([...here, ...kept.map(({ entryId }) => entryId)])];
  if (field.max !== undefined && all.length > field.max) throw badInput("FILES", `${field.label}最多 ${field.max} 张，已经有 ${here.length} 张。`);
  matter.form = { ...matter.form, [field.name]: all };
  return kept.flatMap(({ fileName }) => fileName ?? []);
}

/** The number of another that is begun, where one that has ended is said not to be solved. */
async function begunAgain(ctx: Ctx, matter: Matter, { effect, begins, words, id, photos = [] }: Saying): Promise<string | undefined> {
  if (effect !== "again" || !isClosed(matter) || !begins) return undefined;
  return beginAgain(ctx, matter, { words, photos, ...begins, ...(id !== undefined && { id }) });
}

/**
 * The program from which a matter came says something of it: an act, once for its id. Refuses (403) every other program, and whoever is none.
 */
export async function senderSays(ctx: Ctx, matterId: string, saying: Saying): Promise<Said> {
  const by = await begunBy(ctx, matterId);
  if (ctx.actor.kind !== "system" || by === null || by !== ctx.actor.id) throw forbidden("这一件不是用这个 api_key 上报的。");
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    const there = saidBy(await listActs(inner, matterId), saying.id);
    if (there) {
      const { number } = there.data;
      return { seq: there.seq, again: true as const, ...(typeof number === "string" && { another: number }) };
    }
    const another = await begunAgain(inner, matter, saying);
    // An act is kept for ever, and read by many.
    const words = withoutNumbers(fitting(saying.words, LONGEST, "description"));
    const { acts } = await actOn(inner, matterId, async (within, occasion) => {
      // Those of another that was begun are its own.
      const names = another === undefined ? await keepPhotos(within, occasion, saying.photos ?? []) : [];
      record(within, occasion.change, SENDER_ACT, {
        ...(saying.id !== undefined && { id: saying.id }),
        ...(saying.at && { said: saying.at.toISOString() }),
        words,
        ...(names.length > 0 && { name: names.join("、") }),
        ...(another !== undefined && { number: another }),
      });
    });
    if (saying.effect === "withdraw") await withdraw(inner, matterId, words);
    return { seq: acts, ...(another !== undefined && { another }) };
  });
}
