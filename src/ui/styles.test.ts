import { describe, expect, test } from "vitest";
import { assets, script } from "./assets.ts";
import { portalPage } from "./portal-page.tsx";
import { followDevice, minify, styleSource, stylesheet } from "./stylesheet.ts";

const tokens = styleSource("tokens");
const mapTokens = styleSource("map-tokens");

function setOf(selector: string): Record<string, string> {
  const block = [tokens, mapTokens].map((text) => text.slice(text.indexOf(`${selector} {`), text.indexOf("}", text.indexOf(`${selector} {`)))).join("\n");
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]));
}

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["--paper", "--surface", "--sunk"];
const onGrounds = ["--ink", "--ink-2", "--ink-3", "--celadon-700", "--celadon-600", "--seal-600", "--amber-700", "--green-700", "--blue-700"];
const pairs: [string, string][] = [
  ...onGrounds.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...["--celadon-100", "--celadon-50", "--quiet", "--amber-100", "--green-100", "--blue-100", "--seal-100"].map((ground): [string, string] => [
    "--ink",
    ground,
  ]),
  ["--ink-2", "--quiet"],
  ["--ink-2", "--celadon-100"],
  ["--ink-2", "--celadon-50"],
  ["--ink-3", "--celadon-50"],
  ["--celadon-700", "--celadon-100"],
  ["--celadon-600", "--celadon-100"],
  ["--seal-600", "--seal-100"],
  ["--amber-700", "--amber-100"],
  ["--green-700", "--green-100"],
  ["--green-700", "--celadon-50"],
  ["--blue-700", "--blue-100"],
  // Words on maps: names of streets and areas, of water.
  ...["--ink", "--ink-2", "--ink-3"].flatMap((ink) =>
    ["--map-land", "--map-park", "--map-road", "--map-block"].map((ground): [string, string] => [ink, ground]),
  ),
  ["--celadon-600", "--map-land"],
  ["--on-celadon", "--celadon-700"],
  ["--on-celadon", "--celadon-600"],
  ["--on-seal", "--seal-600"],
];

const light = setOf(":root");
const dark = { ...light, ...setOf(':root[data-theme="dark"]') };
const sets = {
  light,
  dark,
  "more contrast": { ...light, ...setOf(':root[data-contrast="more"]') },
  "dark with more contrast": { ...dark, ...setOf(':root[data-theme="dark"][data-contrast="more"]') },
};

describe.each(Object.entries(sets))("the %s set", (name, set) => {
  const least = name.includes("more") ? 7 : 4.5;

  test(`every pair of text and ground reaches ${least}:1`, () => {
    for (const [ink, ground] of pairs) {
      const ratio = contrast(set[ink] ?? "", set[ground] ?? "");
      expect(ratio, `${ink} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
  });

  test("edges of inputs and bars reach 3:1, so that they can be found", () => {
    for (const ground of ["--paper", "--surface"]) expect(contrast(set["--edge"] ?? "", set[ground] ?? ""), ground).toBeGreaterThanOrEqual(3);
  });
});

test("every set names the same colours", () => {
  const names = Object.keys(setOf(':root[data-theme="dark"]')).sort();
  expect(Object.keys(setOf(':root[data-theme="dark"][data-contrast="more"]')).sort()).toEqual(names);
  expect(Object.keys(setOf(':root[data-contrast="more"]')).sort()).toEqual(names);
  expect(Object.keys(light).sort()).toEqual(names);
});

test("长辈模式 has text of 18 px at least, targets of 60 px and 1.3 times the space", () => {
  const elder = tokens.slice(tokens.indexOf('[data-mode="elder"] {'));
  const value = (name: string) => Number.parseFloat(new RegExp(`--${name}: ([\\d.]+)`).exec(elder)?.[1] ?? "0");
  for (const name of ["type-0", "type-1", "type-2", "body"]) expect(value(name) * 16).toBeGreaterThanOrEqual(18);
  expect(value("target")).toBeGreaterThanOrEqual(60);
  expect(value("s5")).toBeGreaterThanOrEqual(24 * 1.29);
});

test("a style sheet uses only tokens that exist", () => {
  const known = new Set([...(tokens + mapTokens).matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  for (const kind of ["portal", "console"] as const)
    for (const [, name] of stylesheet(kind).css.matchAll(/var\((--[\w-]+)\)/g)) expect(known, name).toContain(name);
});

test("dark and contrast follow the device unless the person chose", () => {
  const css = minify(followDevice(tokens));
  expect(css).toContain("@media (prefers-color-scheme:dark){:root:not([data-theme]){color-scheme:dark;");
  expect(css).toContain("@media (prefers-contrast:more){:root{");
});

test("minifying keeps what CSS means", () => {
  expect(minify("a:hover { color : #ffeedd; }\n/* x */ .b > .c + .d { margin: 0 calc(1px + 0.5px) }")).toBe(
    "a:hover{color :#fed}.b>.c + .d{margin:0 calc(1px + .5px)}",
  );
});

test("an address with a hash may be kept for ever and changes with its content", () => {
  const all = [...assets().values()];
  expect(all.filter((asset) => asset.immutable).map((asset) => asset.path)).toContain(`/assets/portal.${stylesheet("portal").hash}.css`);
  expect(all.find((asset) => asset.path === "/assets/seal.svg")?.immutable).toBe(false);
});

test("a portal page with its style and script is small enough for a poor line", () => {
  const site = { name: "云州市政务服务网", city: "云州市", mark: "云州", publisher: "云州市人民政府办公室", hotline: "12345" };
  const frame = portalPage({ site, title: "指南", path: "/", body: "" });
  const raw = Buffer.byteLength(frame) + Buffer.byteLength(stylesheet("portal").css) + Buffer.byteLength(script("portal").js);
  expect(raw).toBeLessThan(45_000);
});
