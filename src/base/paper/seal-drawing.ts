import { sealArc, sealCharacterSize, starPoints } from "#ui";
import type { Canvas } from "./canvas.ts";
import { COLOURS } from "./canvas.ts";

/** Draws a round seal: rim, name on the arc, star, a note under it. A picture only. */
export function drawSeal(canvas: Canvas, name: string, { x, y, radius, note }: { x: number; y: number; radius: number; note?: string }): void {
  const { doc } = canvas;
  doc.save().opacity(0.88);
  doc
    .circle(x, y, radius)
    .lineWidth(radius * 0.05)
    .stroke(COLOURS.seal);
  const [first, ...rest] = starPoints().map(([dx, dy]): [number, number] => [x + dx * radius * 0.29, y + dy * radius * 0.29]);
  doc.moveTo(...first!);
  for (const point of rest) doc.lineTo(...point);
  doc.closePath().fill(COLOURS.seal);
  const arc = radius * 0.79;
  const size = sealCharacterSize(name) * arc;
  for (const { character, angle } of sealArc(name)) {
    doc.save().rotate(angle, { origin: [x, y] });
    canvas.centred(character, x, y - arc - size * 0.62, { weight: "bold", size, colour: COLOURS.seal });
    doc.restore();
  }
  if (note) canvas.centred(note, x, y + radius * 0.5, { weight: "bold", size: radius * 0.2, colour: COLOURS.seal });
  doc.restore();
}
