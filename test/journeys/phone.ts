import { until, type Stage, type Visitor } from "./stage.ts";

/** Somebody signed in on a phone that has taken in the day. */
export async function phoneOf(stage: Stage, username = "sangye", width = 360): Promise<Visitor> {
  const visitor = await stage.visitor(width);
  await visitor.signInAsStaff(username);
  await visitor.go("/field");
  await until(async () => (await visitor.page.locator("[data-band]").textContent())?.includes("已存到手机") === true, "the day is on the phone");
  await until(
    () => visitor.page.evaluate(async () => (await navigator.serviceWorker.getRegistration("/field"))?.active?.state === "activated"),
    "the worker works",
  );
  return visitor;
}

/** Hands in the form of the page; the queue is what comes next. */
export async function handIn({ page }: Visitor, words: string): Promise<void> {
  await page.locator(`main button:has-text('${words}')`).click();
  await page.waitForURL("**/field/queue");
}

/** How each entry of the queue stands. */
export const states = (visitor: Visitor): Promise<(string | null)[]> =>
  visitor.page.locator("[data-entries] [data-state]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-state")));

/** What a phone holds that can be read: names of databases and caches, and everything in them as text. */
export function keptOn({ page }: Visitor): Promise<{ names: string[]; caches: string[]; text: string }> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name!).sort();
    const texts: string[] = [];
    for (const name of names) {
      const db = await new Promise<IDBDatabase | undefined>((done) => {
        const opening = indexedDB.open(name);
        // Removed since it was listed: it is not made anew by looking.
        opening.addEventListener("upgradeneeded", () => opening.transaction!.abort());
        opening.addEventListener("success", () => done(opening.result));
        opening.addEventListener("error", () => done(undefined));
      });
      if (!db) continue;
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store).getAll();
        await new Promise((done) => all.addEventListener("success", done));
        texts.push(JSON.stringify(all.result, (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)));
      }
      db.close();
    }
    return { names, caches: await caches.keys(), text: texts.join() };
  });
}
