import QRCode from "qrcode";
import type { Canvas } from "./canvas.ts";
import { type Segment, rectangle } from "./drawing.ts";

/** Draws a QR code as dark bars, `size` points wide with its quiet margin; black on white, as readers expect. */
export function drawCode(canvas: Canvas, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const cell = size / (modules.size + 4);
  canvas.path(rectangle(x, y, size, size), { fill: "#ffffff" });
  const dark = (row: number, column: number) => column < modules.size && Boolean(modules.get(row, column));
  const bars: Segment[] = [];
  // Neighbours in a row are one bar; a little overlap, so that no hair of white shows between rows.
  for (let row = 0; row < modules.size; row++)
    for (let column = 0, end = 0; column < modules.size; column = end + 1) {
      end = column;
      while (dark(row, end)) end++;
      if (end > column) bars.push(["rect", x + (column + 2) * cell, y + (row + 2) * cell, (end - column + 0.02) * cell, cell * 1.02]);
    }
  canvas.tagged("Figure", () => canvas.path(bars, { fill: "#000000" }), { alt: `二维码，内容是 ${text}`, box: { x, y, width: size, height: size } });
}
