import type { Random } from "../src/seed/yunzhou/index.ts";
import { pinyin } from "pinyin-pro";

/** An address of the register, and what somebody made of it. */
export interface Saying {
  said: string;
  street: string;
  number: string;
  /** What was done to it: for the figures of each sort. */
  done: string[];
}

const DIGITS = [..."〇一二三四五六七八九"];
const WORDS = ["大道", "路", "街", "巷", "弄"];
// One sign that sounds alike, as somebody types who only heard it. Kept apart from what the search holds to sound alike.
const HOMOPHONES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "青清轻",
    "云匀芸",
    "松淞崧",
    "柳绺",
    "荷何河",
    "桐童铜",
    "兰蓝岚",
    "竹竺",
    "梅眉媒",
    "桂贵",
    "枫丰风锋",
    "樟章张",
    "梧吴",
    "槐怀",
    "棠堂唐",
    "莲连联",
    "溪西希",
    "泉全",
    "澄成城",
    "锦紧",
    "瑞锐",
    "祥详翔",
    "和合禾",
    "安鞍",
    "宁咛",
    "永勇",
    "康糠",
    "兴星",
    "隆龙",
    "昌娼猖",
    "盛胜圣",
    "山杉",
    "园圆元",
    "林临霖",
    "湖胡",
    "塘糖",
    "桥乔",
    "亭停庭",
    "台抬",
    "阁格",
    "苑院",
    "坊仿",
    "井景",
    "岭领",
    "湾弯",
    "洲州舟",
    "源原",
    "庄装",
    "窑遥摇",
    "前钱",
    "院愿",
    "门们",
    "渡杜",
    "口寇",
    "菱凌陵",
    "角脚",
  ].map((signs) => [signs[0]!, [...signs].slice(1).join("")]),
);

function inWords(n: number, random: Random): string {
  if (random.chance(0.5))
    return [...String(n)]
      .map((digit) => (digit === "1" && random.chance(0.5) ? "幺" : digit === "0" && random.chance(0.5) ? "零" : DIGITS[Number(digit)]!))
      .join("");
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const one = (digit: number): string => "零一二三四五六七八九"[digit]!;
  return (
    (hundreds > 0 ? `${one(hundreds)}百` : "") +
    (tens > 0 ? `${hundreds === 0 && tens === 1 ? "" : one(tens)}十` : hundreds > 0 && ones > 0 ? "零" : "") +
    (ones > 0 ? one(ones) : "")
  );
}

const wide = (text: string): string => text.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0));

/** How somebody says an address: district left out or shortened, numbers in words, full width, one sign that sounds alike, the wrong kind of street, tails, fillers. */
export function saying({ street, number, district, office }: { street: string; number: string; district: string; office: string }, random: Random): Saying {
  const done: string[] = [];
  const note = <T>(what: string, value: T): T => {
    done.push(what);
    return value;
  };
  const word = WORDS.find((each) => street.endsWith(each)) ?? "";
  let stem = word === "" ? street : street.slice(0, -word.length);
  let kind = word;
  const changed = random();
  if (changed < 0.15) {
    const signs = [...stem];
    const able = signs.flatMap((sign, i) => (HOMOPHONES[sign] ? [i] : []));
    const at = able[random.below(able.length)];
    if (at !== undefined) {
      const others = [...HOMOPHONES[signs[at]!]!].filter((sign) => pinyin(sign, { toneType: "none" }) === pinyin(signs[at]!, { toneType: "none" }));
      if (others.length > 0) {
        signs[at] = others[random.below(others.length)]!;
        stem = note("homophone", signs.join(""));
      }
    }
  } else if (changed < 0.25 && word !== "") {
    const others = { 大道: ["路", "街"], 路: ["街", "大道"], 街: ["路"], 巷: ["弄", "街"], 弄: ["巷", "路"] }[word]!;
    kind = note("kind", others[random.below(others.length)]!);
  }
  const main = Number.parseInt(number, 10);
  const part = number.includes("-") ? random.chance(0.5) : undefined;
  const spoken = random();
  let figures = spoken < 0.2 ? note("words", inWords(main, random)) : spoken < 0.3 ? note("wide", wide(String(main))) : String(main);
  if (part !== undefined) figures = part ? `${figures}号之一` : `${figures}-1号`;
  else {
    const mark = random();
    figures += mark < 0.72 ? "号" : mark < 0.8 ? note("yard", "号院") : note("no-mark", "");
  }
  const shown = random();
  const before =
    shown < 0.25
      ? `${district}${office}`
      : shown < 0.4
        ? note("district", district)
        : shown < 0.5
          ? note("short", office.replace(/街道$/, ""))
          : shown < 0.6
            ? note("city", `云州市${district}`)
            : note("bare", "");
  const tailed = random();
  const building = `${1 + random.below(9)}幢${1 + random.below(3)}单元${1 + random.below(12)}0${1 + random.below(4)}`;
  // Behind a number without 号 a tail that begins with a figure cannot be told from it, by anybody: none is made.
  const bare = done.includes("no-mark");
  const tail = tailed < 0.55 ? "" : tailed < 0.75 && !bare ? note("tail", building) : note("tail", ["对面", "门口", "旁边", "附近", "楼下"][random.below(5)]!);
  const filled = random();
  const filler = filled < 0.8 ? "" : note("filler", ["嗯我在", "就是那个", "你好，我家在", "呃，", "我住"][random.below(5)]!);
  const gap = random.chance(0.15) ? note("blanks", " ") : "";
  return { said: `${filler}${before}${gap}${stem}${kind}${gap}${figures}${tail}`, street, number, done };
}
