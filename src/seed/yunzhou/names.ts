import type { Random } from "./random.ts";

const FIRST = [..."青云松柳荷桐兰竹梅桂枫樟梧槐棠莲溪泉澄清锦瑞祥和安宁永康兴隆昌盛"];
const SECOND = [..."山溪泉园林湖塘桥亭台阁苑坊井岭湾洲源庄河"];
/** What a way is called by its breadth: avenues, streets, lanes. */
export const KINDS = { avenue: ["大道", "路"], street: ["路", "街"], lane: ["巷", "弄"], compound: ["里", "苑", "园", "新村"] } as const;

/** Streets and compounds that the demo city speaks of: in which community, and up to which number. */
export const KNOWN: readonly { name: string; within: string; numbers: number; broad: keyof typeof KINDS }[] = [
  { name: "窑前路", within: "990101001001", numbers: 106, broad: "street" },
  { name: "窑湾路", within: "990101001001", numbers: 60, broad: "street" },
  { name: "青瓷街", within: "990101001001", numbers: 40, broad: "street" },
  { name: "青石巷", within: "990101001002", numbers: 30, broad: "lane" },
  { name: "松林里", within: "990101001002", numbers: 32, broad: "compound" },
  { name: "松林路", within: "990101001002", numbers: 60, broad: "street" },
  { name: "书院街", within: "990101002001", numbers: 60, broad: "street" },
  { name: "书院巷", within: "990101002001", numbers: 84, broad: "street" },
  { name: "菱角路", within: "990102001001", numbers: 60, broad: "street" },
  { name: "荷塘路", within: "990102001001", numbers: 60, broad: "street" },
  { name: "荷风路", within: "990102001002", numbers: 80, broad: "street" },
];
/** The avenue from north to south that runs through a community, and what it is called. */
export const KNOWN_AVENUES: readonly { name: string; within: string }[] = [
  { name: "云门大道", within: "990101002001" },
  { name: "渡口路", within: "990102001002" },
];

/** Names that nobody has yet: no two are the same, and none differs from another in its last word alone. */
export function namesFor(random: Random): (broad: keyof typeof KINDS) => string {
  const taken = new Set([...KNOWN, ...KNOWN_AVENUES].map(({ name }) => name.replace(/(大道|新村|.)$/, "")));
  // A third of the names share their first word with a compound: 松泉路 beside 松泉苑, as in any city.
  return (broad) => {
    const kinds = KINDS[broad];
    for (;;) {
      const stem = FIRST[random.below(FIRST.length)]! + SECOND[random.below(SECOND.length)]! + (taken.size > 560 ? SECOND[random.below(SECOND.length)]! : "");
      if (taken.has(stem) || stem[0] === stem[1]) continue;
      taken.add(stem);
      return stem + kinds[random.below(kinds.length)]!;
    }
  };
}

/** Landmarks of the city, and those that every community has. */
export const LANDMARKS = {
  city: [
    "云州市人民医院",
    "云州市政务服务中心",
    "云州市博物馆",
    "云州火车站",
    "云州市图书馆",
    "青溪体育馆",
    "南湖商业广场",
    "青瓷大酒店",
    "云州市妇幼保健院",
    "云州第一中学",
  ],
  community: ["小学", "幼儿园", "农贸市场", "社区卫生服务站", "便民服务中心", "派出所", "养老服务站", "公交首末站"],
};
