import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { pinyin } from "pinyin-pro";
import { COMMON } from "./common-passwords.ts";

const LEAST = 10;
const MOST = 128;
const SIMPLE = "这个密码太常见，容易被猜到。请换一个：可以用几个不相干的词连起来，不要用姓名、账号、单位、城市、生日、年份或者键盘顺序。";

let judge: ZxcvbnFactory | undefined;

// Loaded when first asked: its word lists take a hundred megabytes.
function judged(password: string, words: string[]): number {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return judge.check(password.slice(0, MOST), words).score;
}

const LEET: Record<string, string> = { "@": "a", "4": "a", "0": "o", "1": "i", "!": "i", "3": "e", "5": "s", $: "s", "7": "t", "9": "g" };

/** A password without what is put around a word: figures and marks before and after it, such as @123, 2026, !!. Pure. */
export function coreOf(password: string): string {
  return password.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, "");
}

/** The words a password is made of, as it stands and with figures read as the letters they are put for. Pure. */
function readings(password: string): string[] {
  const core = coreOf(password);
  const unleet = [...password.toLowerCase().replace(/[\d\W_]{2,}$/, "")].map((sign) => LEET[sign] ?? sign).join("");
  return [core, core.replace(/[^a-z]/g, ""), coreOf(unleet).replace(/[^a-z]/g, "")].filter((reading) => reading.length > 1);
}

/** Pinyin of a name in the ways it is typed: whole, turned round, by initials. */
function spelled(name: string): string[] {
  const syllables = pinyin(name, { toneType: "none", type: "array", nonZh: "removed" }).map((syllable) => syllable.toLowerCase().replace(/[^a-z]/g, ""));
  const [family = "", ...given] = syllables;
  return [syllables.join(""), `${given.join("")}${family}`, given.join(""), syllables.map((syllable) => syllable[0] ?? "").join("")].filter(
    (word) => word.length > 1,
  );
}

// One to four syllables of pinyin: what a name or a saying of four characters is typed as.
const SYLLABLE =
  "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ue|ui|uo|ve|er|a|o|e|i|u|v)";
const PHRASE = new RegExp(`^(?:${SYLLABLE}){1,4}$`);

/** Whether letters are nothing but common words one after another. */
function allCommon(letters: string, words: ReadonlySet<string>): boolean {
  const reached = [true];
  for (let end = 1; end <= letters.length; end += 1) {
    reached[end] = false;
    for (let start = Math.max(0, end - 20); start < end; start += 1)
      if (reached[start] && words.has(letters.slice(start, end))) {
        reached[end] = true;
        break;
      }
  }
  return reached[letters.length]!;
}

/** What is wrong with a password that somebody wants to set, in a sentence; undefined when it will do. */
export function passwordFault(password: string, { username, name }: { username: string; name: string }): string | undefined {
  if (password.length < LEAST) return `密码至少 ${LEAST} 位，越长越好。`;
  if (password.length > MOST) return `密码最多 ${MOST} 位。`;
  const own = [username.toLowerCase(), ...spelled(name)];
  const words = new Set([...COMMON, ...own, ...own.map((word) => word.replace(/[^a-z]/g, ""))].filter((word) => word.length > 1));
  if (new Set(password).size < 5) return SIMPLE;
  // Initials and a birthday; one word with figures and marks around or between its letters; a name or phrase in pinyin.
  const latin = /^[\x20-\x7e]*$/.test(password);
  if (latin && coreOf(password).length <= 4) return SIMPLE;
  if (latin && readings(password).some((reading) => PHRASE.test(reading) || allCommon(reading, words))) return SIMPLE;
  return judged(password, [...own, "yiwang", "yunzhou", name]) < 3 ? SIMPLE : undefined;
}
