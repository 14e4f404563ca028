import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { classNames } from "./class-names.ts";
import type { Example } from "./example.ts";
import { type IconName, iconNames } from "./icon-names.ts";

export type { IconName } from "./icon-names.ts";

const drawings = new Map<IconName, string>();

/** The strokes of one Lucide icon, without its frame: ours sets size, colour and the 1.5 px line. */
function strokes(name: IconName): string {
  const known = drawings.get(name);
  if (known !== undefined) return known;
  const file = fileURLToPath(import.meta.resolve(`lucide-static/icons/${name}.svg`));
  const svg = readFileSync(file, "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replaceAll(/\s*\n\s*/g, "");
  drawings.set(name, inner);
  return inner;
}

/** Whether a text is the name of an icon of ours. */
export function isIcon(text: unknown): text is IconName {
  return (iconNames as readonly unknown[]).includes(text);
}

/**
 * A line icon the height of the text beside it. Give `label` when no words stand next to it;
 * with words beside it the icon is hidden from screen readers.
 */
export function Icon({ name, label, class: extra }: { name: IconName; label?: string; class?: string }) {
  const named = label ? { role: "img" as const, "aria-label": label } : { "aria-hidden": "true" as const };
  return <svg class={classNames("icon", extra)} viewBox="0 0 24 24" {...named} dangerouslySetInnerHTML={{ __html: strokes(name) }} />;
}

export const examples: Example[] = [
  {
    name: "全部图标",
    note: "Lucide 线条图标，线宽 1.5，旁边必有文字。",
    show: () => (
      <ul class="icon-sheet">
        {iconNames.map((name) => (
          <li>
            <Icon name={name} /> <span>{name}</span>
          </li>
        ))}
      </ul>
    ),
  },
];
