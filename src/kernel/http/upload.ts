import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { Actor } from "#kernel/ctx";
import { badInput, Refusal } from "#values/errors";
import type { Files } from "#kernel/files";
import { lastGraphemes } from "#values/graphemes";
import { watchNames } from "./file-names.ts";
import type { Brought, Upload } from "./route.ts";

/** Files that one form may bring; more are told of, and not read. */
const MOST_FILES = 40;
/** Forms with files that one party may be sending at a time. */
const AT_ONCE = 3;

/** What came with a form: its fields, and its files, in memory or on the disk. */
export interface Form {
  body: Record<string, unknown>;
  files: Upload[];
  brought: Brought[];
}

/** A name that the parser could read as it is, else by its bytes; what is no character in either way is dropped. */
function nameOf({ filename }: MultipartFile, told: string | undefined): string {
  const name = told?.replace(/^.*[/\\]/su, "") ?? filename;
  return lastGraphemes(name.replaceAll("\uFFFD", ""), 120);
}

/** The only file of a form, in memory: of routes that keep nothing. It passes the scanner like any other. */
async function inMemory(part: MultipartFile, files: Upload[], { scan }: Files, told: string | undefined): Promise<void> {
  if (files.length >= 1) return void part.file.resume();
  const content = await part.toBuffer();
  // A file field left empty arrives as a file without name and content.
  if (part.filename === "" && content.length === 0) return;
  await scan(content);
  files.push({ field: part.fieldname, name: nameOf(part, told), content });
}

/** A file onto the disk as it comes. One that is refused is told of, beside those that are not, so that the form may come back with the rest kept. */
async function ontoDisk(part: MultipartFile, brought: Brought[], files: Files, told: string | undefined): Promise<void> {
  const one = { field: part.fieldname, name: nameOf(part, told) };
  if (brought.length >= MOST_FILES) {
    part.file.resume();
    if (brought.length === MOST_FILES) brought.push({ ...one, refusal: badInput("TOO_MANY_FILES", `一次最多上传 ${MOST_FILES} 个文件，请分几次上传。`) });
    return;
  }
  try {
    const received = await files.receive(part.file);
    if (part.filename === "" && received.size === 0) return await received.drop();
    // Before anything is asked of the database: nobody's transaction waits for the scanner.
    await files.scan(received).catch(async (error: unknown) => {
      await received.drop();
      throw error;
    });
    brought.push({ ...one, received });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    brought.push({ ...one, refusal: error });
  }
}

/** Where the files of a form go. */
export type Way = "disk" | "memory";

/**
 * The parts of a form. Its reader waits for ever for one whose sender has gone before it began to read, while somebody was asked who may send: such a form
 * has broken off.
 */
export function partsOf(request: FastifyRequest, options: Parameters<FastifyRequest["parts"]>[0] = {}): ReturnType<FastifyRequest["parts"]> {
  if (request.raw.destroyed) throw new Error("the sender has gone");
  return request.parts(options);
}

/** Reads a form with files. What reached the disk stands in `form.brought` even when it breaks off: the caller forgets what nobody kept. */
export async function readForm(request: FastifyRequest, form: Form, files: Files, way: Way): Promise<void> {
  const { body } = form;
  const told = watchNames(request);
  let seenFiles = 0;
  // On the way to the disk a file that is too large is read to its end, by our own count.
  for await (const part of partsOf(request, way === "disk" ? { limits: { fileSize: Infinity, files: 400 } } : {})) {
    if (part.type === "file") {
      const name = told(seenFiles++);
      await (way === "disk" ? ontoDisk(part, form.brought, files, name) : inMemory(part, form.files, files, name));
    } else {
      const seen = body[part.fieldname];
      body[part.fieldname] = seen === undefined ? part.value : [...(Array.isArray(seen) ? (seen as unknown[]) : [seen]), part.value];
    }
  }
}

/** Who is sending files now. A party that sends more at once than a person could is told to wait, before anything is read. */
export function openSending(): { enter(actor: Actor, address: string): () => void } {
  const sending = new Map<string, number>();
  return {
    enter(actor, address) {
      const party = actor.kind === "anonymous" ? address : (actor.onBehalf?.organisationId ?? actor.id);
      const own = sending.get(party) ?? 0;
      if (own >= AT_ONCE) throw new Refusal(429, "BUSY", "您还有文件正在上传，请等前面的传完再试。");
      sending.set(party, own + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const others = sending.get(party)! - 1;
        if (others > 0) sending.set(party, others);
        else sending.delete(party);
      };
    },
  };
}
