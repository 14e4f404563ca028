import type { Start } from "./starter.ts";

function kind({ id }: Start): string {
  return `name: 新件类
# 编号：城市代码、日期、六位顺序号。标题：花括号里是公式。
number: "{city}{yyyymmdd}{serial:6}"
title: "{item.name} · {form.subject}"
# 谁可以提出：本人在网上，或者工作人员替他登记
channels:
  online: {by: [person, organisation], as: asker}
  counter: {by: ${id}-handler, for: asker}
parties:
  asker: {word: 提出人, who: [person, organisation], follows: true}
# 状态的先后就是进度；phase: closed 的是结果
states:
  received: {word: 待办理, said: 已收到, phase: received}
  answered: {word: 已答复, phase: closed, tone: good}
  declined: {word: 不予办理, phase: closed, tone: bad}
works:
  handle:
    word: 办理
    role: ${id}-handler
    outcomes:
      answer: {word: 答复, asks: [answer], act: answered}
      decline: {word: 不予办理, asks: [reason], act: declined, grave: true}
# 动作：发生了什么，带来什么
acts:
  submitted: {word: 提出, said: 已收到, starts: [answer], tells: {asker: "已收到，编号{matter.number}，{day(clock.answer.due)}前答复您。"}}
  answered: {word: 答复, state: answered, ends: [answer], paper: answer, tells: {asker: "{answer}"}, rated: 答复}
  declined: {word: 不予办理, state: declined, ends: [answer], adverse: [handle], tells: {asker: "没有办理：{reason}"}}
clocks:
  answer: {word: 答复, within: P5WD, shown: true}
`;
}

const FORM = `pages:
  - id: matter
    title: 要办的事
    fields:
      - {name: subject, label: 什么事, type: text, min: 2, max: 60, required: true}
      - {name: details, label: 说明, type: paragraph, max: 2000}
`;

const PAPERS = `- id: answer
  name: 答复单
  number: "答〔{yyyy}〕{serial:1}号"
  layout: letter
  to: asker
  body:
    - "{party.asker.name}："
    - "您提出的“{form.subject}”（编号{matter.number}）已经办理，答复如下："
    - "{answer}"
`;

function roles({ id }: Start): string {
  return `${id}-handler: {word: 承办, may: {${id}: [begin, work, read]}}
`;
}

function items({ id }: Start): string {
  return `- {id: ${id}-general, name: 新事项}
- {id: ${id}-urgent, name: 加急的新事项, clocks: {answer: P1WD}}
`;
}

function cases({ id, person }: Start): string {
  return `- name: 提出以后答复
  item: ${id}-general
  channel: online
  person: ${person}
  form: {subject: 示例事项}
  answers:
    handle: {outcome: answer, answer: 示例答复。}
  expect: {path: [handle], outcome: answered, clocks: {answer: ended}}
- name: 不予办理，说明理由
  item: ${id}-urgent
  channel: online
  person: ${person}
  form: {subject: 示例事项, details: 加急}
  answers:
    handle: {outcome: decline, reason: 示例理由。}
  expect: {path: [handle], outcome: declined}
`;
}

function flow({ id }: Start): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="${id}-definitions" targetNamespace="https://yiwang.dev/packs">
  <process id="${id}" name="新件类" isExecutable="true">
    <startEvent id="start" name="提出" />
    <userTask id="handle" name="办理" yw:work="handle" yw:unit="=item.unit" />
    <endEvent id="done" name="办结" />
    <sequenceFlow id="f1" sourceRef="start" targetRef="handle" />
    <sequenceFlow id="f2" sourceRef="handle" targetRef="done" />
  </process>
</definitions>
`;
}

/** A kind of matter of its own, by path within its pack: what somebody brings up is handled and answered, or declined with a reason. The flow is not drawn yet. */
export function kindFiles(start: Start): Record<string, string> {
  const at = `kinds/${start.id}/`;
  return {
    "roles.yaml": roles(start),
    [`${at}kind.yaml`]: kind(start),
    [`${at}form.yaml`]: FORM,
    [`${at}papers.yaml`]: PAPERS,
    [`${at}items.yaml`]: items(start),
    [`${at}cases.yaml`]: cases(start),
    [`${at}flow.bpmn`]: flow(start),
  };
}
