import { expect, test } from "vitest";
import { readConfig } from "#kernel/config";
import { failedStart } from "./failed-start.ts";

const config = readConfig({ PORT: "8080", DATA_DIR: "/srv/city" });
const foreign = readConfig({ DATA_DIR: "/srv/city", DATABASE_URL: "postgres://u:secret@db.example:5432/y" });
const coded = (code: string, more: object = {}): Error => Object.assign(new Error("x"), { code, ...more });

test.each<[Error, RegExp]>([
  [coded("EADDRINUSE", { syscall: "listen" }), /^port 8080 of 127\.0\.0\.1 is taken/],
  [coded("EACCES", { syscall: "listen" }), /PORT to 1024 or more/],
  [coded("EACCES", { syscall: "mkdir", path: "/srv/city/files" }), /may not write \/srv\/city\/files/],
  [coded("ENOSPC"), /disk of \/srv\/city is full/],
  [
    new Error("the keys could not be read", { cause: new Error("sealed value was altered or belongs to another key") }),
    /master key in \/srv\/city\/secrets\/master\.key/,
  ],
  [new Error("migration kernel/trace/0002_xact.sql was changed after it was applied; add a new file instead"), /another version.*0002_xact/],
  [
    new Error("the embedded database did not start; its log is /srv/city/postgres/server.log\n  at x"),
    /^the embedded database did not start; its log is \/srv\/city\/postgres\/server\.log$/,
  ],
])("%s is told as its cause, in one line", (error, words) => {
  expect(failedStart(error, config)).toMatch(words);
  expect(failedStart(error, config)).not.toMatch(/\n|\bat .*:\d+/);
});

test.each<[Error, RegExp]>([
  [new AggregateError([coded("ECONNREFUSED")], "all failed"), /DATABASE_URL \(db\.example:5432\) does not answer/],
  [coded("28P01"), /does not know this user/],
  [coded("3D000"), /no database of this name/],
  [coded("ENOTFOUND"), /cannot be found/],
])("of a database elsewhere its address is told and not its password (%s)", (error, words) => {
  expect(failedStart(error, foreign)).toMatch(words);
  expect(failedStart(error, foreign)).not.toContain("secret");
});
