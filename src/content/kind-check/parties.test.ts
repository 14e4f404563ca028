import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packFaults } from "#content/check";
import { readPack } from "#content/pack";
import { surroundingsOf } from "#content/scope";
import { copyOf, faultsIn } from "../../../test/packs.ts";
import { codeFindings } from "./index.ts";

// Whom a kind names, and how papers come to them: what its parts have to agree on.

const HOTLINE = "test/specimens/packs/hotline";
const ORDER = "kinds/work-order/";

test("how many there are of a party agrees with the field that names them", async () => {
  const folder = copyOf(HOTLINE);
  const [form, file] = [join(folder, ORDER, "form.yaml"), join(folder, ORDER, "kind.yaml")];
  const asks = "      - {name: witness, label: 证人, type: party}\n      - {name: others, label: 相关单位, type: units, required: true}\n";
  writeFileSync(form, `${readFileSync(form, "utf8").trimEnd()}\n${asks}`);
  const parties =
    "follows: true}\n  witness: {word: 证人, who: [person], from: witness, count: 1..n}\n  others: {word: 相关单位, who: [unit], from: others, count: 0..1}";
  writeFileSync(file, readFileSync(file, "utf8").replace("follows: true}", parties));
  expect(await faultsIn(folder)).toEqual([
    expect.stringContaining("“证人”至少要有一个（count: 1..n），“witness”却可以不填：字段写 required: true，或者 count 写 0..1"),
    expect.stringContaining("“相关单位”只有一个（count: 0..1），“others”却可以填好几个：count 写 1..n，或者字段写 max: 1"),
  ]);
});

test("ways of delivery say what a receipt can say, and count in days", () => {
  const ways = [
    { value: "direct", label: "直接送达", needs: ["reciever"] },
    { value: "announced", label: "公告送达", either: ["witness", "photo"], counts: "30天" },
  ];
  expect(
    codeFindings({ "delivery-way": ways, other: [{ value: "a", label: "甲", needs: ["anything"] }] }).map(({ path, message }) => [path.join("."), message]),
  ).toEqual([
    ["delivery-way.0.needs.0", expect.stringContaining("没有送达回证上的内容“reciever”。您是不是想写“receiver”？")],
    ["delivery-way.1.either.1", expect.stringContaining("没有送达回证上的内容“photo”")],
    ["delivery-way.1.counts", "时长“30天”写法不对：三十天写 P30D"],
  ]);
});

test("a paper whose delivery is proved needs the ways of delivery", async () => {
  const folder = copyOf(HOTLINE);
  const file = join(folder, ORDER, "papers.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("name: 诉求答复单", "name: 诉求答复单\n  receipt: true"));
  const { pack, ...reading } = readPack(folder);
  const alone = await packFaults({ pack, ...reading } as never, surroundingsOf([pack!], { acts: {} } as never));
  expect(alone.map(({ message }) => message)).toContainEqual(expect.stringContaining("要有送达方式的代码表 delivery-way"));
});
