import { sealArc, sealCharacterSize, starPoints } from "#ui";
import { characterOutlines, circleOutline, moved, straightOutline, type Outline, encodePng, rasterize } from "#drawing/raster";
import { KINDS, type Seal } from "./seal.ts";

/** A seal as a picture: the same outlines as SVG and as PNG, without a font to be found where it is shown. */
export interface DrawnSeal {
  svg: string;
  png: Buffer;
  /** Side, millimetres. */
  size: number;
}

// 国发〔1999〕25号: 42 mm for seals of a city's bodies, the star a third of it, the name from left to right around it.
const ROUND = { size: 42, radius: 20.4, rim: 1.2, name: 15.3, star: 6.6, note: 9.4, code: 18.1 };
const SQUARE = { size: 18, rim: 1, gap: 0.9 };
const RED = [198, 30, 30] as const;
const DOTS_PER_MM = 10;

const row = (text: string, y: number, size: number): Outline[] =>
  [...text].flatMap((character, i, all) => moved(characterOutlines(character), { x: (i - (all.length - 1) / 2) * size * 1.06, y, width: size, height: size }));

function digitArc(code: string): Outline[] {
  const step = 5.2;
  return [...code].flatMap((digit, i, all) => {
    const turn = 180 - (i - (all.length - 1) / 2) * step;
    const angle = (turn * Math.PI) / 180;
    const place = { x: ROUND.code * Math.sin(angle), y: -ROUND.code * Math.cos(angle) };
    return moved(characterOutlines(digit), { ...place, width: 1.9, height: 1.9, turn: turn + 180 });
  });
}

function round({ name, note, code }: Pick<Seal, "name" | "note" | "code">): Outline[] {
  const letter = sealCharacterSize(name) * ROUND.name;
  const arc = sealArc(name).flatMap(({ character, angle }) => {
    const at = (angle * Math.PI) / 180;
    // A little higher than wide, as cut.
    return moved(characterOutlines(character), {
      x: ROUND.name * Math.sin(at),
      y: -ROUND.name * Math.cos(at),
      width: letter,
      height: letter * 1.25,
      turn: angle,
    });
  });
  const star = straightOutline(starPoints().map(([x, y]): [number, number] => [x * ROUND.star, y * ROUND.star]));
  const noteSize = Math.min(3.4, 17 / Math.max(1, [...note].length));
  return [circleOutline(ROUND.radius), circleOutline(ROUND.radius - ROUND.rim, true), star, ...arc, ...row(note, ROUND.note, noteSize), ...digitArc(code)];
}

// Two by two from the right, as seals are read; two characters get 之印, three get 印.
function square({ name }: Pick<Seal, "name">): Outline[] {
  const characters = [...`${name}${["之印", "印", ""][[...name].length - 2] ?? ""}`];
  const half = SQUARE.size / 2 - 0.4;
  const inner = half - SQUARE.rim;
  const cell = inner - SQUARE.gap / 2;
  const box = (side: number): [number, number][] => [
    [-side, -side],
    [side, -side],
    [side, side],
    [-side, side],
  ];
  const cut = characters.slice(0, 4).flatMap((character, i) =>
    moved(characterOutlines(character), {
      x: (i < 2 ? 1 : -1) * (cell / 2 + SQUARE.gap / 4),
      y: (i % 2 === 0 ? -1 : 1) * (cell / 2 + SQUARE.gap / 4),
      width: cell,
      height: cell,
    }),
  );
  return [straightOutline(box(half)), straightOutline(box(inner).toReversed()), ...cut];
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

function svgOf(outlines: Outline[], size: number, title: string): string {
  const path = outlines
    .map((outline) => {
      const steps = outline.map(({ x, y, control }, i) => {
        if (i === 0) return `M${short(x)} ${short(y)}`;
        return control ? `Q${short(control.x)} ${short(control.y)} ${short(x)} ${short(y)}` : `L${short(x)} ${short(y)}`;
      });
      return `${steps.join("")}Z`;
    })
    .join("");
  const escaped = title.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const side = `${size}mm`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}"><title>${escaped}</title><path fill="rgb(${RED.join(",")})" d="${path}"/></svg>`;
}

/** What stands on a seal. */
export type SealFace = Pick<Seal, "kind" | "name" | "note" | "code">;

function faceOf(seal: SealFace): { size: number; outlines: Outline[] } {
  const isRound = KINDS[seal.kind].shape === "round";
  const { size } = isRound ? ROUND : SQUARE;
  return { size, outlines: moved(isRound ? round(seal) : square(seal), { x: size / 2, y: size / 2, width: 1, height: 1 }) };
}

function drawn(outlines: Outline[], size: number, title: string): DrawnSeal {
  const pixels = size * DOTS_PER_MM;
  return { svg: svgOf(outlines, size, title), png: encodePng(rasterize(outlines, size, pixels), pixels, RED, size), size };
}

// The mark stands outside of the seal, in a margin of its own.
const SPECIMEN = { words: "图样，不作用印", margin: 5, letter: 2 };

/** Draws a seal: a unit's round with star, name on the arc, its note and code below; a person's square with the name cut two by two. */
export function drawSealPicture(seal: SealFace): DrawnSeal {
  const { size, outlines } = faceOf(seal);
  return drawn(outlines, size, `${seal.name}${seal.note}`);
}

/** The same to be looked at only: with a mark below it that says so. */
export function drawSpecimen(seal: SealFace): DrawnSeal {
  const { size, outlines } = faceOf(seal);
  const { words, margin, letter } = SPECIMEN;
  const face = moved(outlines, { x: margin / 2, y: 0, width: 1, height: 1 });
  const mark = moved(row(words, size + margin / 2, letter), { x: (size + margin) / 2, y: 0, width: 1, height: 1 });
  return drawn([...face, ...mark], size + margin, `${seal.name}${seal.note}（${words}）`);
}
