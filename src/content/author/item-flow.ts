/** The flow of an item to begin with, without its drawing: a person at a desk looks, may ask once for what is missing, and does it or does not accept it. */
export function itemFlow({ id, name, desk }: { id: string; name: string; desk: string }): string {
  const work = `yw:work="counter" yw:unit='="${desk}"' yw:role="acceptor" yw:limit="P1WD"`;
  const when = (text: string): string => `<conditionExpression xsi:type="tFormalExpression">=${text}</conditionExpression>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="${id}-definitions" targetNamespace="https://yiwang.dev/packs">
  <process id="${id}" name="${name}" isExecutable="true">
    <startEvent id="start" name="提交申请" />
    <userTask id="counter" name="核对" ${work} />
    <exclusiveGateway id="counter_result" name="核对结果" default="f4" />
    <userTask id="supplement" name="补正材料" yw:work="supplement" yw:party="applicant" />
    <userTask id="counter_again" name="补正后核对" ${work} />
    <exclusiveGateway id="counter_again_result" name="补正后核对结果" default="f8" />
    <serviceTask id="accept" name="受理" yw:act="accepted" />
    <serviceTask id="grant" name="予以办理" yw:act="granted" />
    <serviceTask id="close" name="办结" yw:act="closed" />
    <endEvent id="closed" name="办结" />
    <serviceTask id="decline" name="不予受理" yw:act="declined" />
    <endEvent id="declined" name="不予受理" />
    <sequenceFlow id="f1" sourceRef="start" targetRef="counter" />
    <sequenceFlow id="f2" sourceRef="counter" targetRef="counter_result" />
    <sequenceFlow id="f3" name="符合" sourceRef="counter_result" targetRef="accept">
      ${when('counter.outcome = "grant"')}
    </sequenceFlow>
    <sequenceFlow id="f4" name="需要补正" sourceRef="counter_result" targetRef="supplement" />
    <sequenceFlow id="f5" name="不属于受理范围" sourceRef="counter_result" targetRef="decline">
      ${when('counter.outcome = "decline"')}
    </sequenceFlow>
    <sequenceFlow id="f6" sourceRef="supplement" targetRef="counter_again" />
    <sequenceFlow id="f7" sourceRef="counter_again" targetRef="counter_again_result" />
    <sequenceFlow id="f8" name="符合" sourceRef="counter_again_result" targetRef="accept" />
    <sequenceFlow id="f9" name="不属于受理范围" sourceRef="counter_again_result" targetRef="decline">
      ${when('counter_again.outcome = "decline"')}
    </sequenceFlow>
    <sequenceFlow id="f10" sourceRef="accept" targetRef="grant" />
    <sequenceFlow id="f11" sourceRef="grant" targetRef="close" />
    <sequenceFlow id="f12" sourceRef="close" targetRef="closed" />
    <sequenceFlow id="f13" sourceRef="decline" targetRef="declined" />
  </process>
</definitions>
`;
}
