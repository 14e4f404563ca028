import { openOfd, figure, figures, type Ofd, type OfdDocument, type OfdPage } from "#drawing/ofd";
import { tag } from "#drawing/package";
import { BUNDLED_FAMILY, bundledFace } from "./bundled-face.ts";
import { blockView } from "./object.ts";
import { picturesOf, type Decoded } from "./picture.ts";
import { type Budget, type Scene, leaveOut } from "./scene.ts";
import { stampsView, type SealShown } from "./stamp-view.ts";

export interface ViewOptions {
  /** Which document of the file, from 0. */
  document?: number;
  /** So many pages of it, from the first. */
  pages?: number;
  /** Pictures of the seals, by the path of their signatures; out of the signature values, which are not ours to read. */
  seals?: ReadonlyMap<string, SealShown>;
}

/** A page as it can be seen here, and what of it cannot: what it is, and how often. */
export interface DrawnPage {
  svg: string;
  undrawn: { what: string; count: number }[];
}

// Of all pictures of a document together; of all drawing instructions; of all objects, those in others counted each time. What is beyond is told.
const BUDGET: Readonly<Budget> = { pictures: 24 * 1024 * 1024, drawn: 32 * 1024 * 1024, objects: 200_000 };

/** The parts of pictures that some pages may name, and the format that is written of each. */
function picturesNamed(pages: readonly OfdPage[]): Map<string, string> {
  const all = new Set(pages.map(({ resources }) => resources));
  return new Map(
    [...all].flatMap((resources) =>
      [...resources.values()].flatMap(({ kind, part, element }) => (kind === "picture" && part ? [[part, element.attributes["Format"] ?? ""] as const] : [])),
    ),
  );
}

/** What is drawn of a page, from the bottom to the top: layers, notes. */
function contentOf(scene: Scene): string[] {
  const layers = scene.page.layers.map((layer) => blockView(layer, layer, scene));
  const notes = scene.page.notes.map(({ area, objects }) => {
    const drawn = blockView(objects, undefined, scene);
    return drawn && tag("g", { transform: `translate(${figures(area.x, area.y)})` }, drawn);
  });
  for (const what of scene.page.missing) leaveOut(scene, `${what}（不在文件里）`);
  return [...layers, ...notes];
}

function pageView(scene: Scene, seals: ViewOptions["seals"], inner: (seal: SealShown, prefix: string) => string | undefined, within = false): string {
  const drawn = [...contentOf(scene), ...stampsView(scene, seals, inner)];
  const definitions = [within ? "" : bundledFace(scene.characters), ...[...scene.defined.values()].map(({ xml }) => xml)].filter((xml) => xml !== "");
  const { x, y, width, height } = scene.page.area;
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: figures(x, y, width, height),
    width: `${figure(width)}mm`,
    height: `${figure(height)}mm`,
    "font-family": `Noto Sans SC, ${BUNDLED_FAMILY}, sans-serif`,
    // Spaces in texts have places of their own.
    "xml:space": "preserve",
  };
  return tag("svg", attributes, ...(definitions.length > 0 ? [tag("defs", {}, ...definitions)] : []), ...drawn);
}

type Shared = Pick<Scene, "ofd" | "document" | "pictures" | "fonts" | "budget">;

function sceneOf(shared: Shared, page: OfdPage, prefix: string, characters = new Set<string>()): Scene {
  const scene: Scene = {
    ...shared,
    page,
    resources: page.resources,
    defined: new Map(),
    prefix,
    undrawn: new Map(),
    characters,
    within: (block) => blockView(block, undefined, scene),
  };
  return scene;
}

async function sharedOf(ofd: Ofd, document: OfdDocument, pages: readonly OfdPage[], budget: Budget): Promise<Shared> {
  const pictures: ReadonlyMap<string, Decoded> = await picturesOf(ofd, picturesNamed(pages));
  return { ofd, document, pictures, fonts: new Map(), budget };
}

/** Seals whose pictures are OFDs themselves (GB/T 38540-2020, 5.4), opened once; what cannot be opened is told where it is missing. */
async function innerPages(seals: ViewOptions["seals"], budget: Budget): Promise<Map<SealShown, Shared>> {
  const opened = new Map<SealShown, Shared>();
  for (const seal of seals?.values() ?? []) {
    if (seal.content.toString("latin1", 0, 2) !== "PK") continue;
    try {
      const ofd = openOfd(seal.content);
      const [document] = ofd.documents;
      opened.set(seal, await sharedOf(ofd, document!, document!.pages.slice(0, 1), budget));
    } catch {
      // A file within the file, of anybody: the stamp is told as not drawn.
    }
  }
  return opened;
}

/**
 * A plain view of each page as SVG, for a browser: outlines, pictures, texts in the file's fonts where they can be read, notes, and seals whose pictures
 * are given. Nothing in it leads outside or runs; sizes are millimetres. It is for reading along, not for print: what is not drawn is told.
 */
export async function pagesAsSvg(ofd: Ofd, { document: index = 0, pages: most, seals }: ViewOptions = {}): Promise<DrawnPage[]> {
  const document = ofd.documents[index];
  if (!document) return [];
  const pages = document.pages.slice(0, most);
  const budget = { ...BUDGET };
  const shared = await sharedOf(ofd, document, pages, budget);
  const sealPages = await innerPages(seals, budget);
  return pages.map((page, number) => {
    const scene = sceneOf(shared, page, `p${number}-`);
    const inner = (seal: SealShown, prefix: string): string | undefined => {
      const within = sealPages.get(seal);
      if (!within) return undefined;
      const own = sceneOf(within, within.document.pages[0]!, prefix, scene.characters);
      const svg = pageView(own, undefined, () => undefined, true);
      for (const [what, count] of own.undrawn) leaveOut(scene, `印章里的${what}`, count);
      return svg;
    };
    const svg = pageView(scene, seals, inner);
    return { svg, undrawn: [...scene.undrawn].map(([what, count]) => ({ what, count })) };
  });
}
