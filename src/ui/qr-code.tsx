import QRCode from "qrcode";
import type { Example } from "./example.ts";

/** A QR code as one SVG path; dark on white in every theme, or readers fail. */
export function QrCode({ text, size = 220, label }: { text: string; size?: number; label: string }) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  let path = "";
  for (let y = 0; y < modules.size; y++) for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x + 2} ${y + 2}h1v1h-1z`;
  const frame = modules.size + 4;
  return (
    <svg class="qr" width={size} height={size} viewBox={`0 0 ${frame} ${frame}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={frame} height={frame} fill="#fff" />
      <path d={path} fill="#17211f" />
    </svg>
  );
}

export interface ShowCodeProps {
  /** What the code says. */
  text: string;
  /** "食品经营证" */
  title: string;
  holder: string;
  /** Seconds until it is worth nothing. */
  seconds: number;
  /** "10:32": said in words, for pages without JavaScript. */
  until: string;
  /** A fresh code. */
  refresh: string;
}

/** 亮证: a code to be scanned, good for a short time. */
export function ShowCode({ text, title, holder, seconds, until, refresh }: ShowCodeProps) {
  return (
    <section class="show-code" data-expires aria-label={`${title}的亮证码`}>
      <p class="show-code-title">{title}</p>
      <p class="hint">{holder}</p>
      <QrCode text={text} label="亮证码，请对方扫描" />
      <p class="show-code-left">
        {until} 前有效 <span class="number" data-countdown={seconds} role="timer" />
      </p>
      <p class="show-code-over" role="status">
        这个码已过期，请换一个。
      </p>
      <a class="button button-secondary button-wide" href={refresh}>
        换一个码
      </a>
    </section>
  );
}

export const examples: Example[] = [
  {
    name: "亮证码",
    show: () => (
      <ShowCode text="https://yunzhou.example/v/7F3A20C1" title="食品经营证" holder="云州小满餐饮有限公司" seconds={120} until="10:32" refresh="#refresh" />
    ),
  },
];
