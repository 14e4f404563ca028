import { circle, polygon, type Canvas } from "#drawing/layout";
import { sealArc, sealCharacterSize, starPoints } from "#ui";
import { COLOURS } from "./colours.ts";

/** What stands where the seal belongs: a drawing that proves nothing, room for one that a signature brings along, or nothing, and the paper says so. */
export type SealManner = "drawn" | "room" | "none";

/** Draws a round seal: rim, name on the arc, star, a note under it. A picture only; unless "drawn" the place is left free, and with "room" kept in mind. */
export function drawSeal(
  canvas: Canvas,
  name: string,
  { x, y, radius, note, manner }: { x: number; y: number; radius: number; note?: string; manner: SealManner },
): void {
  // A unit's seal is 42 mm wide in life; on our papers it is drawn with a little less, and a real one takes the same room.
  const box = { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 };
  if (manner !== "none") canvas.sealPlace(box);
  if (manner !== "drawn") return;
  const draw = () => {
    canvas.path(circle(x, y, radius), { stroke: COLOURS.seal, lineWidth: radius * 0.05 });
    canvas.path(polygon(starPoints().map(([dx, dy]) => [x + dx * radius * 0.29, y + dy * radius * 0.29] as const)), { fill: COLOURS.seal });
    const arc = radius * 0.79;
    const size = sealCharacterSize(name) * arc;
    for (const { character, angle } of sealArc(name))
      canvas.centred(character, x, y - arc - size * 0.62, { weight: "bold", size, colour: COLOURS.seal, turn: { angle, x, y } });
    if (note) canvas.centred(note, x, y + radius * 0.5, { weight: "bold", size: radius * 0.2, colour: COLOURS.seal });
  };
  canvas.tagged("Figure", () => canvas.fainter(0.88, draw), { alt: `印章的图样：${name}`, box });
}
