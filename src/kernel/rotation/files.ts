import type { Files } from "#kernel/files";
import type { Place } from "./place.ts";

/** The folder of files: its parts are its 256 folders. */
export function filesPlace(files: Files, version: number): Place {
  return {
    name: "files",
    async reencrypt(from) {
      const { found, reencrypted, unreadable } = await files.reencrypt(from, version);
      return { next: from + 1, all: 256, found, reencrypted, unreadable };
    },
    async count() {
      let count = 0;
      for (let part = 0; part < 256; part += 1) count += await files.count(part, version);
      return count;
    },
  };
}
