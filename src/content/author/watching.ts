import { watch } from "node:fs";

/** An editor writes a file in several steps: what follows within this time is one change. Milliseconds. */
const SETTLES = 60;

/**
 * Runs once and again whenever something below the folders changes, one run at a time; what changes during a run is looked at after it.
 * @param run what is done; what it throws is given to `failed` and does not end the watch
 * @returns what ends the watch
 */
export function watchFolders(folders: readonly string[], run: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let waiting: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const go = (): void => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    void run()
      .catch(failed)
      .finally(() => {
        running = false;
        if (again) go();
      });
  };
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(waiting);
      waiting = setTimeout(go, SETTLES);
    }),
  );
  for (const watcher of watchers) watcher.on("error", failed);
  go();
  return () => {
    clearTimeout(waiting);
    for (const watcher of watchers) watcher.close();
  };
}
