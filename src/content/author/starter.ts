import { layout } from "#process/diagram";
import type { City } from "#content/check";
import type { Cast } from "#content/rehearsal";
import { badInput } from "#values/errors";
import { schemaLine } from "./editor-schema.ts";
import { starterFlow } from "./starter-flow.ts";

/** What a starter is made for: its id, the unit whose desk does it, an example person who applies, with a phone. */
export interface Start {
  id: string;
  desk: string;
  person: string;
  phone: string;
}

const ID = /^[a-z][a-z0-9-]{1,39}$/;

/**
 * What a starter needs of a city: a unit in which somebody accepts applications, and a person whom the registers know.
 * @throws Refusal BAD_ID for what is no id of a pack, NO_DESK of a city without such a unit or person
 */
export function startFor(id: string, city: City, cast: Cast): Start {
  if (!ID.test(id)) throw badInput("BAD_ID", "业务包的名字要以小写字母开头，只用小写字母、数字和“-”，2 到 40 个，例如 street-market。");
  const desk = [...city.holders].find((holder) => holder.endsWith(" acceptor"))?.split(" ")[0];
  const person = [...cast.people.values()].find(({ register, identity }) => register === "known" && identity >= 3);
  if (!desk || !person) throw badInput("NO_DESK", "城市里没有人担任受理（acceptor），或者没有可以作例子的人。");
  return { id, desk, person: person.id, phone: person.phone };
}

function manifest({ id, desk }: Start): string {
  return `format: 1
id: ${id}
name: 新业务包
version: 0.1.0
# 负责这个业务包的机构代码：18 位统一社会信用代码
owner: ${desk.slice(0, 18)}
department: 示例部门
description: 从这里改起：写明这个业务包办什么。
`;
}

function item({ id, desk }: Start): string {
  return `id: ${id}
name: 新事项
short: 一句话说清楚：谁，什么时候，办什么。
# 实施编码 31 位：机构代码 18 位 + 行使层级 1 位 + 基本编码 12 位（第 3、4 位是事项类型）
code: ${desk.slice(0, 18)}3992099001000
type: "20"
kind: promised
level: "3"
unit: ${desk.slice(0, 18)}
audience: [person]
synonyms: []
themes: []
basis:
  - law: 本市示例规定
    clause: 按本市现行规定填写
    text: 依据的要点，一两句话。
conditions:
  - 写明什么人、什么情况可以办。
situations:
  - id: by_agent
    ask: 这次是委托别人来办吗？
    kind: yes-no
materials:
  - id: application
    name: 申请表
    need: required
    form: electronic
    source: applicant
    substitute: {form: true}
    note: 按您在网上填写的内容自动生成，不用另外上传。
    copies: 1
  - id: authorisation
    name: 授权委托书
    need: required
    when: situation.by_agent = true
    form: original
    source: applicant
    copies: 1
limits:
  statutory: P5WD
  promised: P3WD
  statutory_basis: 写明时限的依据。
fee: {amount: 0, basis: 不收费}
visits: 0
channels: [online, counter]
places:
  - {name: 综合窗口, address: 写明地址, hours: 工作日 9:00–12:00，13:30–17:00, phone: 0990-12345}
consult: 0990-12345
complaint: 0990-12345
appeal:
  review: 写明向谁、在多少日内申请行政复议。
  court: 写明在多少个月内提起行政诉讼。
outcome: {name: 办理结果}
questions: []
minimum_identity: 3
`;
}

const FORM = `pages:
  - id: applicant
    title: 申请人
    fields:
      - {name: applicant_name, label: 姓名, type: text, min: 2, max: 50, personal: name, required: true}
      - {name: phone, label: 联系电话, type: phone, personal: phone, required: true}
  - id: request
    title: 申请内容
    fields:
      - {name: request, label: 要办什么, type: paragraph, min: 2, max: 500, required: true}
`;

function cases({ person, phone }: Start): string {
  return `- name: 材料齐全，核对以后办好
  person: ${person}
  situation: {by_agent: false}
  form: {applicant_name: 示例姓名, phone: "${phone}", request: 示例内容}
  answers:
    counter: {outcome: grant}
  expect:
    materials: [application]
    bring: []
    path: [counter, accept, grant, close]
    outcome: granted
`;
}

/** The files of a pack to begin with, by path: they pass the check as they are. @param folder where it will lie @param schemas where the schemas for editors lie */
export async function starterPack(start: Start, folder: string, schemas: string): Promise<Record<string, string>> {
  const at = `services/${start.id}/`;
  const written: Record<string, string> = {
    "pack.yaml": manifest(start),
    [`${at}item.yaml`]: item(start),
    [`${at}form.yaml`]: FORM,
    [`${at}cases.yaml`]: cases(start),
  };
  const files = Object.entries(written).map(([path, text]) => [path, `${schemaLine(path, folder, schemas)!}\n${text}`] as const);
  return { ...Object.fromEntries(files), [`${at}flow.bpmn`]: await layout(starterFlow({ ...start, name: "新事项" })) };
}
