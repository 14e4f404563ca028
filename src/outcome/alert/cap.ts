import { escapeXml, tag, withoutForbidden, xmlFile } from "#drawing/package";
import { toSystem } from "#place/point";
import { CERTAINTIES, LEVELS, type Message } from "./message.ts";

const NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
const HOUR = 3_600_000;

/** A moment as CAP writes it: Beijing time, with its zone, without fractions. */
function moment(at: Date): string {
  return `${new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 19)}+08:00`;
}

const element = (name: string, text: string): string => tag(name, {}, escapeXml(withoutForbidden(text)));
const valued = (name: string, key: string, value: string): string => tag(name, {}, element("valueName", key), element("value", value));

/** How soon to act, by when it begins. */
function urgencyOf({ sentAt, content }: Message): string {
  const left = Date.parse(content.effective) - sentAt.getTime();
  return left <= 0 ? "Immediate" : left <= HOUR ? "Expected" : "Future";
}

/** WGS 84, latitude first, and the first corner once more at the end: the other way round than everything else here. */
function polygonOf(corners: Message["content"]["polygon"]): string {
  return [...corners, corners[0]!]
    .map((corner) => toSystem(corner, "wgs84"))
    .map(([longitude, latitude]) => `${latitude},${longitude}`)
    .join(" ");
}

/** `sender,identifier,sent` of messages before, as CAP refers to them. */
function referencesTo(messages: readonly Message[]): string {
  return messages.map(({ sender, identifier, sentAt }) => `${sender},${identifier},${moment(sentAt)}`).join(" ");
}

/**
 * A message as CAP 1.2 (OASIS): what other cities, broadcasters and the platform above read. Severity is that of CAP; the colour, which law asks for, is the parameter
 * `severityColour`; the event code is that of GB/T 35561.
 * @param before all messages of the alarm before this one: an update and a taking back refer to them
 * @param web where people read it
 */
export function capOf(message: Message, before: readonly Message[], web: string): string {
  const { identifier, sender, sentAt, status, kind, content, expiresAt } = message;
  const level = LEVELS[content.level];
  const area = tag(
    "area",
    {},
    element("areaDesc", content.scope),
    ...(content.polygon.length > 0 ? [element("polygon", polygonOf(content.polygon))] : []),
    ...content.areas.map(({ code }) => valued("geocode", "统计用区划代码", code)),
  );
  const info = tag(
    "info",
    {},
    element("language", "zh-CN"),
    element("category", content.category),
    element("event", `${content.eventName}${level.word}预警`),
    ...(kind === "Cancel" ? [element("responseType", "AllClear")] : []),
    element("urgency", kind === "Cancel" ? "Past" : urgencyOf(message)),
    element("severity", level.severity),
    element("certainty", CERTAINTIES[content.certainty]),
    valued("eventCode", "GB/T 35561", content.event),
    element("effective", moment(sentAt)),
    element("onset", moment(new Date(content.effective))),
    element("expires", moment(expiresAt)),
    element("senderName", content.issuerName),
    element("headline", kind === "Cancel" ? `解除：${content.headline}` : content.headline),
    element("description", content.cautions),
    element("instruction", content.measures),
    element("web", web),
    valued("parameter", "severityColour", level.colour),
    area,
  );
  return xmlFile(
    tag(
      "alert",
      { xmlns: NAMESPACE },
      element("identifier", identifier),
      element("sender", sender),
      element("sent", moment(sentAt)),
      element("status", status),
      element("msgType", kind),
      element("scope", "Public"),
      ...(content.reason === "" ? [] : [element("note", content.reason)]),
      ...(before.length > 0 ? [element("references", referencesTo(before))] : []),
      info,
    ),
  );
}
