#!/usr/bin/env bash
# An id in XML is an NCName and may be Chinese. bpmn-moddle 10.3.1 takes ASCII ids alone: a task whose id is 上门核实 is left out of the model with a
# warning "illegal ID", and every flow that leads to it hangs in the air. Editors that name elements by their labels write such files.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null && npm install --no-audit --no-fund --silent bpmn-moddle@10.3.1
cat > try.mjs <<'JS'
import { BpmnModdle } from "bpmn-moddle";
const xml = (id) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="${id}" name="上门核实"/><endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="${id}"/><sequenceFlow id="f2" sourceRef="${id}" targetRef="e"/></process></definitions>`;
const seen = {};
for (const id of ["visit", "上门核实"]) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml(id));
  seen[id] = { elements: rootElement.rootElements[0].flowElements.length, warnings: warnings.map(({ message }) => message.replace(/\s+/g, " ").slice(0, 160)) };
}
console.log("bpmn-moddle 10.3.1", JSON.stringify(seen, null, 1));
if (seen.visit.warnings.length !== 0 || seen["上门核实"].elements === seen.visit.elements || !seen["上门核实"].warnings.some((text) => text.includes("illegal ID"))) { console.log("CHANGED"); process.exit(1); }
JS
node try.mjs
