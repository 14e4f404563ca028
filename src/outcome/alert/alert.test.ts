import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elementAt, elementsOf, parseXml, textOf } from "#drawing/package";
import { newId } from "#values/ids";
import { fromSystem, toSystem } from "#place/point";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { cornersOf } from "./area.ts";
import { capOf } from "./cap.ts";
import { identifierOf, isIdentifier } from "./identifier.ts";
import { CATEGORIES, CERTAINTIES, LEVELS, type Category, type Certainty, type Level, type Message } from "./message.ts";
import { findSent, listShown } from "./queries.ts";
import { cancelAlert, publishAlert, updateAlert } from "./sending.ts";

const SENDER = "99010041600000";

describe("identifier", () => {
  test("has 31 characters: sender, second of Beijing time, number", () => {
    const identifier = identifierOf(SENDER, new Date("2026-11-22T16:05:09.900Z"), 7);
    expect([identifier, identifier.length]).toEqual([`${SENDER}_20261123000509_7`, 31]);
    expect(() => identifierOf(SENDER, new Date(), 10)).toThrow("ten numbers");
    expect(() => identifierOf("9901", new Date(), 0)).toThrow("14 characters");
  });

  test("tells any two messages apart, and is read as one", () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(parts, parts, ([s1, n1], [s2, n2]) => {
        const [one, other] = [identifierOf(SENDER, new Date(s1 * 1000), n1), identifierOf(SENDER, new Date(s2 * 1000), n2)];
        expect(isIdentifier(one)).toBe(true);
        expect(one === other).toBe(s1 === s2 && n1 === n2);
      }),
    );
  });
});

describe("boundary", () => {
  test("is read a corner a line, its last corner the first again or not", () => {
    const corners = [
      [118.12, 26.65],
      [118.13, 26.65],
      [118.13, 26.66],
    ];
    expect(cornersOf("118.12 26.65\n118.13, 26.65\n东经118.13，北纬26.66", "cgcs2000")).toEqual(corners);
    expect(cornersOf("118.12 26.65\n118.13 26.65\n118.13 26.66\n118.12 26.65", "cgcs2000")).toEqual(corners);
  });
  test.each([
    ["两个点", "118.12 26.65\n118.13 26.65", "至少要有三个"],
    ["同一个点三次", "118.12 26.65\n118.12 26.65\n118.12 26.65", "至少要有三个"],
    ["纬度在前", "26.65 118.12\n26.65 118.13\n26.66 118.13", "第 1 行"],
    ["不是坐标", "118.12 26.65\n书院街\n118.13 26.66", "第 2 行"],
    ["自己相交", "118.12 26.65\n118.13 26.66\n118.13 26.65\n118.12 26.66", "相交"],
  ])("is refused: %s", (_case, written, says) => expect(() => cornersOf(written, "cgcs2000")).toThrow(says));
  test("given in GCJ-02 it is moved to where it truly is", () => {
    const [corner] = cornersOf("118.12 26.65\n118.13 26.65\n118.13 26.66", "gcj02");
    expect(corner![0]).toBeCloseTo(fromSystem([118.12, 26.65], "gcj02")[0], 6);
    expect(corner![0]).not.toBeCloseTo(118.12, 4);
  });
});

/** Any text that people may write, with what XML has to escape. */
const text = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).filter((each) => each.trim() !== "" && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(each));
const instant = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2039-12-31"), noInvalidDate: true })
  .map((day) => new Date(Math.floor(day.getTime() / 1000) * 1000));
const point = fc
  .tuple(fc.integer({ min: 117_000_000, max: 119_000_000 }), fc.integer({ min: 26_000_000, max: 27_000_000 }))
  .map(([x, y]): [number, number] => [x / 1e6, y / 1e6]);
const message: fc.Arbitrary<Message> = fc
  .record({
    kind: fc.constantFrom("Alert", "Update", "Cancel"),
    status: fc.constantFrom("Actual", "Exercise", "Test"),
    sentAt: instant,
    effective: instant,
    expires: instant,
    number: fc.nat(9),
    level: fc.constantFrom(...(Object.keys(LEVELS) as Level[])),
    certainty: fc.constantFrom(...(Object.keys(CERTAINTIES) as Certainty[])),
    category: fc.constantFrom<Category>(...CATEGORIES),
    words: fc.tuple(text, text, text, text, text, text),
    reason: fc.oneof(text, fc.constant("")),
    areas: fc.array(fc.constantFrom({ code: "990101000000", name: "青溪区" }, { code: "990102000000", name: "南湖区" }), { maxLength: 2 }),
    polygon: fc.oneof(fc.constant<[number, number][]>([]), fc.array(point, { minLength: 3, maxLength: 8 })),
  })
  .map(({ kind, status, sentAt, effective, expires, number, words, ...rest }) => {
    const [eventName, issuerName, headline, scope, cautions, measures] = words;
    return {
      matterId: newId(),
      seq: 1,
      identifier: identifierOf(SENDER, sentAt, number),
      kind,
      status,
      sender: SENDER,
      sentAt,
      expiresAt: expires,
      content: {
        event: "11B03",
        eventName,
        issuer: "11990100MB0000625B",
        issuerName,
        headline,
        scope,
        cautions,
        measures,
        ...rest,
        effective: effective.toISOString(),
        expires: expires.toISOString(),
      },
    };
  });

// The order in which CAP 1.2 has its elements (xs:sequence): a strict reader refuses any other.
const ORDER = {
  alert: "identifier sender sent status msgType source scope restriction addresses code note references incidents info".split(" "),
  info: "language category event responseType urgency severity certainty audience eventCode effective onset expires senderName headline description instruction web contact parameter resource area".split(
    " ",
  ),
  area: "areaDesc polygon circle geocode altitude ceiling".split(" "),
};

describe("CAP 1.2", () => {
  test("whatever a message says is read back from it, in the order of the standard", () => {
    fc.assert(
      fc.property(message, fc.array(message, { maxLength: 2 }), (sent, before) => {
        const root = parseXml(Buffer.from(capOf(sent, before, "https://yunzhou.example/alerts")), "alert.cap");
        const info = elementAt(root, "info");
        const area = elementAt(info, "area");
        for (const [name, element] of Object.entries({ alert: root, info, area })) {
          const places = elementsOf(element).map(({ local }) => ORDER[name as keyof typeof ORDER].indexOf(local));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
          expect(places).not.toContain(-1);
        }
        const said = (...path: string[]): string => textOf(elementAt(root, ...path));
        const { content } = sent;
        expect(root.attributes["xmlns"]).toBe("urn:oasis:names:tc:emergency:cap:1.2");
        expect([said("identifier"), said("sender"), said("status"), said("msgType"), said("scope"), said("note")]).toEqual([
          sent.identifier,
          SENDER,
          sent.status,
          sent.kind,
          "Public",
          content.reason,
        ]);
        for (const [path, at] of [
          [["sent"], sent.sentAt],
          [["info", "effective"], sent.sentAt],
          [["info", "onset"], new Date(content.effective)],
          [["info", "expires"], sent.expiresAt],
        ] as const) {
          expect(said(...path)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/);
          expect(new Date(said(...path))).toEqual(at);
        }
        expect(said("references")).toBe(
          before.map((each) => `${each.sender},${each.identifier},${textOf(elementAt(parseXml(Buffer.from(capOf(each, [], "")), "x"), "sent"))}`).join(" "),
        );
        expect([said("info", "category"), said("info", "severity"), said("info", "certainty")]).toEqual([
          content.category,
          LEVELS[content.level].severity,
          CERTAINTIES[content.certainty],
        ]);
        expect([said("info", "description"), said("info", "instruction"), said("info", "senderName"), said("info", "area", "areaDesc")]).toEqual([
          content.cautions,
          content.measures,
          content.issuerName,
          content.scope,
        ]);
        expect(said("info", "headline").endsWith(content.headline)).toBe(true);
        expect([said("info", "eventCode", "value"), said("info", "parameter", "value")]).toEqual(["11B03", LEVELS[content.level].colour]);
        expect(elementsOf(area, "geocode").map((each) => textOf(elementAt(each, "value")))).toEqual(content.areas.map(({ code }) => code));
        const [ring] = elementsOf(area, "polygon").map((each) =>
          textOf(each)
            .split(" ")
            .map((pair) => pair.split(",").map(Number)),
        );
        const corners = content.polygon.map((corner) => toSystem(corner, "wgs84")).map(([longitude, latitude]) => [latitude, longitude]);
        expect(ring).toEqual(corners.length === 0 ? undefined : [...corners, corners[0]]);
      }),
      { numRuns: 100 },
    );
  });
});

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const SAYS = {
  level: "yellow",
  certainty: "likely",
  headline: "云州市气象局发布暴雨黄色预警",
  effective: "2026-11-23T10:00:00+08:00",
  expires: "2026-11-24T10:00:00+08:00",
  scope: "全市",
  areas: [{ area: "990100000000" }],
  cautions: "低洼处会积水。",
  measures: "不要涉水。",
};
const GIVEN = { says: SAYS, status: "actual", event: "11B03", event_name: "暴雨", category: "Met", issuer: "11990100MB0000625B", sender: SENDER };
/** Each in a transaction of its own, as steps are. */
const inStep = <Result>(work: (ctx: ReturnType<TestCity["ctx"]>) => Promise<Result>): Promise<Result> => {
  const ctx = city.ctx();
  return ctx.db.transaction((db) => work({ ...ctx, db }));
};
const publish = (given: object = {}, matterId = newId()) => inStep((ctx) => publishAlert(ctx, matterId, { ...GIVEN, ...given }));
const saying = (more: object) => publish({ says: { ...SAYS, ...more } });

describe("publishing", () => {
  test("of 25 that one unit publishes in one second at once each has an identifier of its own; the eleventh is of the next second", async () => {
    at(city, "2026-11-23T09:40:00+08:00");
    const sent = await Promise.all(Array.from({ length: 25 }, () => publish()));
    const identifiers = sent.map(({ identifier }) => identifier).toSorted();
    const second = (s: number, count: number) => Array.from({ length: count }, (_, n) => `${SENDER}_2026112309400${s}_${n}`);
    expect(identifiers).toEqual([...second(0, 10), ...second(1, 10), ...second(2, 5)]);
    const other = await publish({ sender: "99010043400000", issuer: "11990100MB00000448" });
    expect(other.identifier).toBe("99010043400000_20261123094000_0");
  });

  test.each([
    ["没有警示事项", { cautions: " " }, "警示事项"],
    ["没有措施", { measures: undefined }, "应采取的措施"],
    ["没有影响范围", { scope: "" }, "可能影响的范围"],
    ["没有这一级", { level: "purple" }, "级别不对"],
    ["结束就是开始", { expires: SAYS.effective }, "晚于起始时间"],
    ["已经结束", { effective: "2026-11-20T10:00:00+08:00", expires: "2026-11-21T10:00:00+08:00" }, "已经过了"],
    ["没有区划也没有边界", { areas: [] }, "影响的区划"],
    ["别处的区划", { areas: [{ area: "110101000000" }] }, "不是本市"],
    ["边界在市外", { areas: [], polygon: "100.1 30.1\n100.2 30.1\n100.2 30.2" }, "区划以外"],
    ["边界一半在市外", { polygon: "118.1290 26.6555\n118.1300 26.6555\n119.9 26.66" }, "第 3 个拐点"],
  ])("is refused: %s", async (_case, more, says) =>
    expect(saying(more)).rejects.toMatchObject({ status: 422, message: expect.stringContaining(says) as string }),
  );

  test("a district's office alarms its district alone; an issuer without a code alarms nobody", async () => {
    await expect(publish({ sender: "99010143400000" })).rejects.toMatchObject({ code: "ALERT_AREA" });
    expect((await publish({ sender: "99010143400000", says: { ...SAYS, areas: [{ area: "990101001000" }] } })).content.areas).toEqual([
      { code: "990101001000", name: "青瓷街道" },
    ]);
    await expect(publish({ sender: null })).rejects.toMatchObject({ code: "ALERT_CONTENT" });
  });

  test("updates and the taking back are messages of the same alarm; after that, and after it ran out, nothing follows", async () => {
    at(city, "2026-11-23T11:00:00+08:00");
    const { matterId } = await publish();
    await expect(publish({}, matterId)).rejects.toMatchObject({ code: "ALERT_SENT" });
    const update = await inStep((ctx) => updateAlert(ctx, matterId, { says: { ...SAYS, level: "red", reason: "雨势加强" } }));
    expect([update.kind, update.seq, update.content.level, update.content.event]).toEqual(["Update", 2, "red", "11B03"]);
    const cancel = await inStep((ctx) => cancelAlert(ctx, matterId, { reason: "雨停了" }));
    expect([cancel.kind, cancel.seq, cancel.content.level, cancel.content.reason]).toEqual(["Cancel", 3, "red", "雨停了"]);
    for (const act of [updateAlert, cancelAlert])
      await expect(inStep((ctx) => act(ctx, matterId, { says: SAYS }))).rejects.toMatchObject({ code: "ALERT_OVER" });
    const other = await publish();
    at(city, "2026-11-24T10:00:00+08:00");
    for (const act of [updateAlert, cancelAlert])
      await expect(inStep((ctx) => act(ctx, other.matterId, { says: { ...SAYS, expires: "2026-11-30T10:00:00+08:00" } }))).rejects.toMatchObject({
        code: "ALERT_OVER",
      });
    await expect(inStep((ctx) => updateAlert(ctx, newId(), { says: SAYS }))).rejects.toMatchObject({ code: "ALERT_NONE" });
  });

  test("an exercise and a test are told to nobody", async () => {
    at(city, "2026-11-23T12:00:00+08:00");
    for (const status of ["exercise", "test"]) {
      const { identifier, matterId } = await publish({ status });
      expect(await findSent(city.ctx(), identifier)).toBeUndefined();
      expect((await listShown(city.ctx())).map((each) => each.matterId)).not.toContain(matterId);
    }
    await expect(publish({ status: "draft" })).rejects.toMatchObject({ code: "ALERT_STATUS" });
  });

  test("what was taken back, or ran out, stays to be seen for a day", async () => {
    at(city, "2026-12-01T12:00:00+08:00");
    const says = { ...SAYS, effective: "2026-12-01T12:00:00+08:00", expires: "2026-12-01T18:00:00+08:00" };
    const [lifted, ran] = [await publish({ says }), await publish({ says: { ...says, level: "red" } })];
    await inStep((ctx) => cancelAlert(ctx, lifted.matterId, { reason: "过了" }));
    const shown = async (instant: string) => {
      at(city, instant);
      return (await listShown(city.ctx())).flatMap(({ matterId, standing }) =>
        matterId === lifted.matterId ? [`lifted ${standing}`] : matterId === ran.matterId ? [`ran ${standing}`] : [],
      );
    };
    expect(await shown("2026-12-01T13:00:00+08:00")).toEqual(["ran holds", "lifted ended"]);
    expect((await shown("2026-12-02T11:59:00+08:00")).toSorted()).toEqual(["lifted ended", "ran expired"]);
    expect(await shown("2026-12-02T12:01:00+08:00")).toEqual(["ran expired"]);
    expect(await shown("2026-12-02T18:01:00+08:00")).toEqual([]);
  });
});
