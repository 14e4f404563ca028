import { itemFlow } from "./item-flow.ts";
import type { Start } from "./starter.ts";

function item({ id, desk }: Start): string {
  return `id: ${id}
name: 新事项
short: 一句话说清楚：谁，什么时候，办什么。
# 实施编码 31 位：机构代码 18 位 + 行使层级 1 位 + 基本编码 12 位（第 3、4 位是事项类型）
code: ${desk.slice(0, 18)}3992099001000
type: "20"
kind: application
pace: promised
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

/** An item that is applied for, by path within its pack: guide, form, flow and an example person. The flow is not drawn yet. */
export function itemFiles(start: Start): Record<string, string> {
  const at = `items/${start.id}/`;
  return {
    [`${at}item.yaml`]: item(start),
    [`${at}form.yaml`]: FORM,
    [`${at}cases.yaml`]: cases(start),
    [`${at}flow.bpmn`]: itemFlow({ ...start, name: "新事项" }),
  };
}
