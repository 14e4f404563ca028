import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

// The package's arguments are for a function in a cloud. The browser here keeps its own checks of origins, as everybody's does.
const FOR_A_CLOUD = ["single-process", "zygote", "disable-web-security", "allow-running-insecure-content", "disable-site-isolation"];
// They draw every page by a graphics card made of software: 34 s of processor for the journeys over the map, 16 without. WebGL is there all the same.
const CARD = ["ignore-gpu", "in-process-gpu", "use-gl", "use-angle"];

/** Starts a browser that draws by the processor alone. */
export async function launchBrowser(): Promise<Browser> {
  const args = chromium.args.filter((arg) => ![...FOR_A_CLOUD, ...CARD].some((part) => arg.includes(part)));
  return await playwright.launch({ args: [...args, "--no-sandbox", "--disable-gpu"], executablePath: await chromium.executablePath() });
}

/** The text of axe, for a page to run. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
