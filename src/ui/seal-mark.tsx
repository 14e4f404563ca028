import type { Example } from "./example.ts";

/** The square seal of the city: two characters down, or four in the order of a seal (right column first). */
export function SealMark({ mark, size = 36 }: { mark: string; size?: number }) {
  const characters = [...mark];
  const places =
    characters.length <= 2
      ? [
          [20, 18.2],
          [20, 34],
        ]
      : [
          [28, 18.2],
          [28, 34],
          [12, 18.2],
          [12, 34],
        ];
  return (
    <svg class="seal-mark" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <path
        class="seal-mark-ground"
        d="M3.2 1.2 20 1l16.4.4c1.6 0 2.4.9 2.5 2.3L39 20l-.3 16.6c0 1.5-.8 2.3-2.3 2.3L20 39l-16.7-.3c-1.4 0-2.2-.8-2.2-2.2L1 20l.3-16.7C1.3 2 2 1.3 3.2 1.2Z"
      />
      {characters.slice(0, 4).map((character, index) => (
        <text class="seal-mark-word" x={places[index]?.[0]} y={places[index]?.[1]} text-anchor="middle" font-size="15.5">
          {character}
        </text>
      ))}
    </svg>
  );
}

export const examples: Example[] = [
  {
    name: "城市印记",
    note: "页眉上的一方印，两个字或四个字。",
    show: () => (
      <div class="button-row">
        <SealMark mark="云州" />
        <SealMark mark="一网" size={56} />
        <SealMark mark="云州政务" size={72} />
      </div>
    ),
  },
];
