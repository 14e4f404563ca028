import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { enterUsers } from "./users.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "yiwang-users-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the last process that uses the database stops it, whoever started it", async () => {
  const [first, second] = [await enterUsers(folder), await enterUsers(folder)];
  expect(first.lastOne()).toBe(false);
  first.leave();
  expect(second.lastOne()).toBe(true);
});

test("who starts while it is being stopped waits until it is, and says for whom", async () => {
  const first = await enterUsers(folder);
  expect(first.lastOne()).toBe(true);
  const told: string[] = [];
  let entered = false;
  const second = enterUsers(folder, (words) => told.push(words)).then((user) => ((entered = true), user));
  await new Promise((resume) => setTimeout(resume, 300));
  expect([entered, [...new Set(told)]]).toEqual([false, [expect.stringContaining(`process ${process.pid}`)]]);
  first.leave();
  expect((await second).lastOne()).toBe(true);
});

test("a process that was killed is nobody, nor is one of another machine that has been silent", async () => {
  const user = await enterUsers(folder);
  const users = join(folder, "postgres.users");
  writeFileSync(join(users, "killed"), JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1, stopping: true }));
  writeFileSync(join(users, "elsewhere"), JSON.stringify({ host: "another", pid: 1, stopping: false }));
  expect(user.lastOne()).toBe(false);
  utimesSync(join(users, "elsewhere"), new Date(0), new Date(0));
  expect(user.lastOne()).toBe(true);
  user.leave();
  expect(readdirSync(users)).toEqual([]);
});
