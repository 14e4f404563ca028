import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CORE_ACTS, CORE_STATES, CORE_WORKS } from "#content/kind";
import { filesBelow, ROOT, withoutComments } from "./sources.ts";
import { LEFT } from "./words-left.ts";

// What is special to one kind of matter is said by its pack: no code holds a word of licensing, nor a pack's state, work or act by its id.

const WORDS = /申请人|受理|准予|许可|补正|办件|审批|applicant/gi;

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

// Ids that mean something else as well, and where that something is spoken of.
const OTHERWISE: Readonly<Record<string, RegExp>> = {
  // A decision of DMN; what a seal is for.
  decision: /^src\/(language|content|process)\/|^src\/sites\/console\/(canvas|rule|matter\/verdicts)|^src\/(proof\/document\/wish|seed\/seals)/,
  // A way to a service, as guides name it.
  counter: /^src\/content\/pack\//,
  // How a licence or a payment stands.
  suspended: /^src\/outcome\/|^src\/matter\/payment\/|^src\/sites\/(console|portal)\/(licence|payment|my\/(licence|payment))/,
  // A signature under a result, that of a paper; what a paper is checked for, and where its check is asked for.
  sign: /^src\/(matter\/(move|work)|process|trust|sites\/console\/(act|seal)|proof|crypto)\//,
  // What a flow does with a step again when it is looked at by a second.
  redo: /^src\/(matter\/(move|work)|process|sites\/console\/flow)\//,
  // What becomes of a call, as switchboards tell it; of what was passed on to others.
  answered: /^src\/matter\/(call|exchange)\//,
  transferred: /^src\/matter\/call\//,
  // A name of a kind to begin with; what may be done with a payment.
  handle: /^src\/(content\/author\/|sites\/portal\/my\/)/,
  missed: /^src\/content\/kind-check\//,
  // When a message went out, as CAP names it.
  sent: /^src\/outcome\/alert\//,
  // How often a filter was used; a line that is drawn.
  visit: /^src\/ui\/filter-row/,
  drawn: /^src\/(content\/form\/field|drawing|ui)\//,
  rectified: /^src\/matter\/rating\//,
  // What a reading thread, a rule, a seal or a counterpart answers; what a drawing marks as a place of faults.
  refused:
    /^src\/(matter\/exchange|sites\/console\/exchange|register\/list|process\/diagram|language\/decision|content\/rehearsal|trust\/seal|sites\/console\/seal)/,
};

function idsOfPacks(): Set<string> {
  const kinds = filesBelow("packs").filter((path) => path.endsWith("/kind.yaml"));
  const written = kinds.map((path) => parse(read(path), { merge: true }) as Record<"states" | "works" | "acts", object>);
  const ids = new Set(written.flatMap(({ states, works, acts }) => [states, works, acts].flatMap(Object.keys)));
  // Phases, and what every kind has, are the code's own.
  for (const own of ["draft", "received", "open", "closed", ...[CORE_STATES, CORE_ACTS, CORE_WORKS].flatMap(Object.keys)]) ids.delete(own);
  return ids;
}

const ids = idsOfPacks();
const quoted = new RegExp(`(["'\`])(${[...ids].join("|")})\\1`, "g");

/** What a file holds of words and ids. */
function heldIn(path: string, text: string): string[] {
  const code = /\.(ts|tsx|js|css)$/.test(path) ? withoutComments(text) : text;
  const named = [...code.matchAll(quoted)].map(([, , id]) => id!);
  return [...(code.match(WORDS) ?? []), ...named.filter((id) => !OTHERWISE[id]?.test(path))];
}

/** Files that speak to people or work: no tests, no pages about the code, and no migrations, which are never edited. */
const looked = filesBelow("src").filter((path) => !/\.(test|fixture)\.tsx?$|\.md$|\/migrations\//.test(path));

test("code holds no word of licensing and no id of a pack, but for what is still left", () => {
  expect(looked.length).toBeGreaterThan(1000);
  const now = looked.flatMap((path): [string, number][] => {
    const held = heldIn(path, read(path));
    return held.length > 0 ? [[path, held.length]] : [];
  });
  // A count that has become less is to be written down: the table says what there is.
  expect(Object.fromEntries(now)).toEqual(LEFT);
});

test("the wall sees words, ids in quotes and names in code, and passes by comments and what is meant otherwise", () => {
  expect([...ids]).toEqual(expect.arrayContaining(["accepted", "granted", "acceptance", "supplement-asked"]));
  expect(heldIn("src/a/b.ts", 'const x = "准予"; // 受理\n/* 补正 */ isApplicant(matter.state === "granted");')).toEqual(["准予", "Applicant", "granted"]);
  expect(heldIn("src/language/dmn/model.ts", 'kind: "decision" as const, closed: "closed"')).toEqual([]);
  expect(heldIn("src/sites/portal/my/line.ts", 'kind === "decision"')).toEqual(["decision"]);
});
