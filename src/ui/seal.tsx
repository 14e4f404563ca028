import type { Example } from "./example.ts";

/** Where one character of a seal's arc stands: degrees clockwise from the top. */
export interface ArcPlace {
  character: string;
  angle: number;
}

/** Spreads a unit's name over the upper arc of a round seal, at most 240 degrees wide. */
export function sealArc(name: string): ArcPlace[] {
  const characters = [...name];
  const step = characters.length > 1 ? Math.min(30, 240 / (characters.length - 1)) : 0;
  const first = -(step * (characters.length - 1)) / 2;
  return characters.map((character, index) => ({ character, angle: first + step * index }));
}

/** The size of a character on an arc of radius 1, so that neighbours do not touch. */
export function sealCharacterSize(name: string): number {
  const count = [...name].length;
  const step = count > 1 ? Math.min(30, 240 / (count - 1)) : 30;
  return Math.min(0.34, ((step * Math.PI) / 180) * 0.86);
}

/** The corners of the five-pointed star, for a circle of radius 1, as x y pairs. */
export function starPoints(): [number, number][] {
  return Array.from({ length: 10 }, (_, index): [number, number] => {
    const radius = index % 2 === 0 ? 1 : 0.382;
    const angle = (index * Math.PI) / 5;
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
  });
}

export interface SealProps {
  /** The unit's full name, on the arc. */
  name: string;
  /** Under the star: "演示", "公共服务专用章". */
  note?: string;
  size?: number;
}

/** A round seal as a picture. It proves nothing: the signature in the file does. */
export function Seal({ name, note, size = 120 }: SealProps) {
  const radius = 44;
  const letter = sealCharacterSize(name) * radius;
  const star = starPoints()
    .map(([x, y]) => `${(60 + x * 16).toFixed(1)},${(60 + y * 16).toFixed(1)}`)
    .join(" ");
  return (
    <svg class="seal" width={size} height={size} viewBox="0 0 120 120" role="img" aria-label={`印章：${name}${note ? `（${note}）` : ""}`}>
      <circle class="seal-rim" cx="60" cy="60" r="56" />
      <polygon class="seal-ink" points={star} />
      {sealArc(name).map(({ character, angle }) => (
        <text
          class="seal-ink"
          transform={`rotate(${angle.toFixed(1)} 60 60)`}
          x="60"
          y={60 - radius + letter / 2 - 3}
          text-anchor="middle"
          font-size={letter.toFixed(1)}
        >
          {character}
        </text>
      ))}
      {note && (
        <text class="seal-ink" x="60" y="98" text-anchor="middle" font-size={note.length > 4 ? 8.5 : 11}>
          {note}
        </text>
      )}
    </svg>
  );
}

export const examples: Example[] = [
  {
    name: "印章",
    show: () => (
      <div class="button-row">
        <Seal name="云州市民政局" note="演示" />
        <Seal name="云州市市场监督管理局" note="演示" size={150} />
        <Seal name="云州市青溪区青瓷街道窑前社区居民委员会" note="公共服务专用章" size={150} />
      </div>
    ),
  },
];
