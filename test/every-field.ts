import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startFor, starterPack } from "#content/author";
import { startDraft } from "#matter/intake";
import { demoBench, demoPacks, installPacks } from "../src/seed/packs.ts";
import type { TestCity } from "./city.ts";

// A pack whose form asks for everything that a form can ask for, none of it required: what an author writes, and nothing else.

const PAGES = `
  - id: where
    title: 在哪里
    fields:
      - {name: spot, label: 地点, type: place}
      - {name: district, label: 区划, type: area}
      - {name: seen_at, label: 什么时候, type: instant}
      - {name: day, label: 哪天, type: date}
      - {name: cost, label: 损失, type: money, max: 100000000}
      - {name: lamps, label: 几盏灯, type: integer, min: 1}
      - {name: depth, label: 水深（米）, type: number}
  - id: who
    title: 是谁
    fields:
      - {name: caller, label: 来电人, type: party, needs: [phone]}
      - {name: body, label: 责任单位, type: unit}
      - {name: helpers, label: 协办单位, type: units}
      - {name: handler, label: 经办人, type: staff}
      - {name: shop, label: 哪家店, type: record, register: organisation}
      - {name: paper, label: 证件, type: id-number, format: id-paper, personal: id-number}
      - {name: code, label: 信用代码, type: uscc}
      - {name: account, label: 账号, type: account, personal: bank-account}
  - id: what
    title: 什么事
    fields:
      - {name: story, label: 经过, type: paragraph, max: 400}
      - {name: urgent, label: 很急, type: yes-no}
      - {name: way, label: 怎么答复, type: choice, options: [{value: phone, label: 打电话}, {value: post, label: 寄信}]}
      - {name: topics, label: 涉及哪些, type: choices, options: [{value: light, label: 照明}, {value: road, label: 道路}]}
      - {name: level, label: 级别, type: code, codes: {"1": 一般/普通, "2": 重大}}
      - {name: earlier, label: 原来的办件, type: matter}
      - {name: licence, label: 相关证照, type: licence}
      - {name: source, label: 哪个库, type: register}
      - {name: columns, label: 要哪些字段, type: columns, of: source}
  - id: work
    title: 怎么办
    fields:
      - name: tasks
        label: 任务
        type: rows
        max: 5
        distinct: unit
        fields:
          - {name: unit, label: 单位, type: unit, required: true}
          - {name: what, label: 做什么, type: text, min: 2, required: true}
          - {name: until, label: 哪天前, type: date}
      - name: site
        label: 现场核查
        type: checklist
        points: [{id: exit, ask: 消防通道畅通, key: true}, {id: flies, ask: 有防蝇设施}]
      - {name: gaps, label: 补正意见, type: marks}
      - {name: letter, label: 复函正文, type: document}
      - {name: signed, label: 签名, type: signature}
  - id: proof
    title: 证据
    fields:
      - {name: photos, label: 现场照片, type: photos, max: 3}
      - {name: files, label: 其他文件, type: files}
`;

/** Installs the pack beside those that ship; gives the id of its item. */
export async function installEveryField(city: TestCity): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "packs-"));
  cpSync("packs", root, { recursive: true });
  const bench = demoBench("packs");
  const files = await starterPack(startFor("every-field", bench.city, bench.cast), "packs/every-field", "packs/schemas", "item");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "every-field", path)), { recursive: true });
    writeFileSync(join(root, "every-field", path), path.endsWith("form.yaml") ? text + PAGES.trimStart().replace(/^/, "  ") : text);
  }
  const left = await installPacks(city, demoPacks(root));
  rmSync(root, { recursive: true });
  if (left > 0) throw new Error(`${left} packs were left out`);
  return "every-field";
}

/** A draft of the item; gives its id. */
export async function draftOfEveryField(city: TestCity, person = "chen-xiaoman"): Promise<string> {
  return startDraft(await city.person(person), { itemId: "every-field", situation: { by_agent: false } });
}
