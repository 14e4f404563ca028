import QRCode from "qrcode";
import type { Canvas } from "./canvas.ts";

/** Draws a QR code as squares, `size` points wide with its quiet margin; black on white, as readers expect. */
export function drawCode({ doc }: Canvas, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const cell = size / (modules.size + 4);
  doc.rect(x, y, size, size).fill("#ffffff");
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) doc.rect(x + (column + 2) * cell, y + (row + 2) * cell, cell * 1.02, cell * 1.02);
  doc.fill("#000000");
}
