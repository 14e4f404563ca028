import type { Ofd, OfdDocument, OfdPage, Resource } from "#drawing/ofd";
import type { XmlElement } from "#drawing/package";
import type { Glyphs } from "./glyphs.ts";
import type { Decoded } from "./picture.ts";

/** A page while it is drawn: what it may refer to, what is put in once and used again, and what could not be drawn. */
export interface Scene {
  ofd: Ofd;
  document: OfdDocument;
  page: OfdPage;
  resources: ReadonlyMap<string, Resource>;
  /** Pictures by the names of their parts, made fit for a browser. */
  pictures: ReadonlyMap<string, Decoded>;
  fonts: Map<string, Glyphs | undefined>;
  /** Definitions by what they are of; each has a name of its own on the whole page. */
  defined: Map<string, { name: string; xml: string }>;
  /** What is set in fonts of the reader's or the bundled one. */
  characters: Set<string>;
  /** Before each name: a seal's picture is a page within the page. */
  prefix: string;
  budget: Budget;
  /** Draws what stands within something else: the cell of a pattern. */
  within: (block: XmlElement) => string;
  undrawn: Map<string, number>;
}

/** What may still be put in, of a whole document: bytes of pictures and of instructions, and objects, those within others counted each time. */
export interface Budget {
  pictures: number;
  drawn: number;
  objects: number;
}

/** Notes that something is not drawn. */
export function leaveOut(scene: Scene, what: string, count = 1): void {
  scene.undrawn.set(what, (scene.undrawn.get(what) ?? 0) + count);
}

/** The name of a definition, made where it is not there yet; undefined where there is no room or nothing to define. */
export function define(scene: Scene, key: string, make: (name: string) => string | undefined): string | undefined {
  const known = scene.defined.get(key);
  if (known) return known.xml === "" ? undefined : known.name;
  const name = `${scene.prefix}${scene.defined.size}`;
  // Kept before it is made: what refers to itself ends here.
  scene.defined.set(key, { name, xml: "" });
  const xml = make(name);
  if (xml === undefined || xml.length > scene.budget.drawn) return undefined;
  scene.budget.drawn -= xml.length;
  scene.defined.set(key, { name, xml });
  return name;
}

/** A number of an attribute, or what stands for it where there is none. */
export function numberOf(element: XmlElement, attribute: string, otherwise: number): number {
  const value = Number.parseFloat(element.attributes[attribute] ?? "");
  return Number.isFinite(value) && Math.abs(value) < 1e6 ? value : otherwise;
}
