import QRCode from "qrcode";
import type { Canvas } from "./canvas.ts";
import type { Segment } from "./drawing.ts";
import { rectangle } from "./drawing.ts";

/** Draws a QR code as squares, `size` points wide with its quiet margin; black on white, as readers expect. */
export function drawCode(canvas: Canvas, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const cell = size / (modules.size + 4);
  canvas.path(rectangle(x, y, size, size), { fill: "#ffffff" });
  const squares: Segment[] = [];
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) squares.push(["rect", x + (column + 2) * cell, y + (row + 2) * cell, cell * 1.02, cell * 1.02]);
  canvas.path(squares, { fill: "#000000" });
}
