import { figure } from "#drawing/ofd";
import { tag } from "#drawing/package";
import { dataUrl, pictureType } from "./picture.ts";
import { leaveOut, type Scene } from "./scene.ts";

/** The picture of a seal as its signature has it, and a word to be set over it, such as that it does not hold. */
export interface SealShown {
  content: Buffer;
  word?: string;
}

// What of a picture on white hides the words below: it is laid on as ink is.
const AS_INK = "mix-blend-mode:multiply";

/** SVG is drawn by ourselves alone, for seals of this platform. */
function hrefOf(content: Buffer): string | undefined {
  const type = pictureType(content) ?? (content.toString("latin1", 0, 4) === "<svg" ? "image/svg+xml" : undefined);
  return type && dataUrl({ type, content });
}

/** The seals that signatures show on a page, cut where they are to be cut. A seal whose picture cannot be shown leaves its frame, and is told. */
export function stampsView(
  scene: Scene,
  seals: ReadonlyMap<string, SealShown> | undefined,
  inner: (seal: SealShown, prefix: string) => string | undefined,
): string[] {
  const { document, page, budget, prefix } = scene;
  return document.signatures.flatMap((signature, number) => {
    const stamps = signature.stamps.filter((stamp) => stamp.page === page.id);
    const seal = seals?.get(signature.path);
    if (stamps.length === 0) return [];
    if (!seal) {
      if (seals) leaveOut(scene, "印章（图样读不出来）", stamps.length);
      return [];
    }
    const href = hrefOf(seal.content);
    return stamps.flatMap(({ area, clip }, place) => {
      const id = `${prefix}s${number}-${place}`;
      const box = { x: figure(area.x), y: figure(area.y), width: figure(area.width), height: figure(area.height) };
      const nested = href ? undefined : inner(seal, `${id}-`);
      const cut =
        clip &&
        tag(
          "clipPath",
          { id },
          tag("rect", { x: figure(area.x + clip.x), y: figure(area.y + clip.y), width: figure(clip.width), height: figure(clip.height) }),
        );
      const drawn = href
        ? tag("image", { ...box, preserveAspectRatio: "none", href, style: AS_INK, "clip-path": clip && `url(#${id})` })
        : nested &&
          tag(
            "g",
            { style: AS_INK, "clip-path": clip && `url(#${id})` },
            nested.replace(
              /^<svg [^>]*?viewBox="([^"]*)"[^>]*>/,
              (_head, view: string) =>
                `<svg x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" viewBox="${view}" preserveAspectRatio="none" overflow="hidden">`,
            ),
          );
      budget.drawn -= drawn?.length ?? 0;
      if (!drawn || budget.drawn < 0) {
        leaveOut(scene, drawn ? "印章（内容太多）" : "印章（图样的格式不认识）");
        return [];
      }
      const word =
        seal.word &&
        tag(
          "text",
          {
            x: figure(area.x + area.width / 2),
            y: figure(area.y + area.height / 2),
            "font-size": figure(Math.max(2, area.width / 7)),
            "text-anchor": "middle",
            fill: "#000000",
          },
          seal.word,
        );
      return [`${cut ?? ""}${drawn}${word ?? ""}`];
    });
  });
}
