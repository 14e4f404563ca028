import type { Organisation } from "#people/duty";
import { termsIn, type InspectionRecord } from "#matter/work";
import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { paperAddress } from "./public-address.ts";
import { basisWords } from "#content/pack";
import {
  acceptancePaper,
  appealWords,
  grantPaper,
  inspectionRecordPaper,
  nonAcceptancePaper,
  receiptPaper,
  refusalPaper,
  specialPaper,
  supplementPaper,
  terminationPaper,
  longDate,
  paperOf,
  type Block,
  type Head,
  type Later,
  type Paper,
  type Recorded,
} from "#drawing/paper";
import { dayOf, readLimit, type Day } from "#kernel/clock";
import { notFound } from "#values/errors";
import { receivedMaterials } from "./received.ts";
import type { Ctx } from "#kernel/ctx";

const CHANNELS: Record<string, string> = { online: "网上", counter: "办事窗口", phone: "电话", post: "邮寄", proxy: "帮办代办" };
const LICENSING = "01";
const NO_APPEAL = { review: "对本决定不服的，可以在六十日内申请行政复议。", court: "也可以在六个月内向人民法院提起行政诉讼。" };

interface Issued {
  view: Pick<MatterView, "matter" | "blueprint" | "materials">;
  document: IssuedDocument;
  /** Whom the paper speaks to, in full. */
  addressee: string;
  organisation: Organisation;
  /** Of a receipt: where it stands in the log. */
  recorded?: Recorded;
}

function headOf(ctx: Ctx, { view, document, addressee, organisation }: Issued): Head {
  const { item } = view.blueprint.version.definition;
  const issuer = organisation.bodyOf(view.matter.unit)?.name ?? organisation.unitName(view.matter.unit);
  return {
    number: document.number,
    issuer,
    date: dayOf(document.issuedAt),
    addressee,
    item: view.matter.itemName,
    matter: view.matter.number ?? "",
    ...(item.consult && { contact: `${issuer}，电话 ${item.consult}` }),
    url: paperAddress(ctx, document),
    licensing: item.type === LICENSING,
  };
}

/** "2026年11月23日 09:30", in the city's time. */
function momentInWords(at: Date): string {
  const time = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" }).format(at);
  return `${longDate(dayOf(at))} ${time}`;
}

function days(limit: string | undefined): number {
  return (limit && readLimit(limit)?.days) || 0;
}

/** The name of what a problem is about, where a program gave the id of a field or a material. */
function nameOf({ form, version }: MatterView["blueprint"], about: string): string {
  return form.fields.get(about)?.label ?? version.definition.item.materials.find((material) => material.id === about)?.name ?? about;
}

/** A paper whose text is its kind's: the blocks that were said when it was issued. */
function plainPaper({ data, name }: IssuedDocument, head: Head): Paper {
  const to = typeof data["to"] === "string" ? data["to"] : head.addressee;
  const paper = paperOf("plain", name, { ...head, addressee: to }, data["blocks"] as Block[]);
  const { addressee: _nobody, ...unaddressed } = paper;
  return to === "" ? unaddressed : paper;
}

/** The paper of an issued document, in the words of its kind. NotFound for a kind without words. */
export function paperOfDocument(ctx: Ctx, issued: Issued): Paper {
  const { view, document } = issued;
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const { data } = document;
  const head = headOf(ctx, issued);
  if (Array.isArray(data["blocks"])) return plainPaper(document, head);
  const text = (name: string): string => (typeof data[name] === "string" ? data[name] : "");
  const receivedOn = dayOf(matter.submittedAt ?? matter.createdAt);
  const acceptedOn = dayOf(matter.acceptedAt ?? document.issuedAt);
  const appeal = appealWords(item.appeal ?? NO_APPEAL);
  const basis = item.basis.map(basisWords);
  switch (document.kind) {
    case "receipt":
      return receiptPaper(head, {
        receivedOn,
        channel: CHANNELS[matter.channel] ?? "网上",
        materials: receivedMaterials(view, document.issuedAt),
        ...(issued.recorded && { recorded: issued.recorded }),
      });
    case "supplement":
      return supplementPaper(head, {
        receivedOn,
        problems: ((data["problems"] ?? []) as { about: string; problem: string }[]).map(({ about, problem }) => ({
          about: nameOf(blueprint, about),
          problem,
        })),
      });
    case "acceptance":
      return acceptancePaper(head, {
        receivedOn,
        acceptedOn,
        limits: {
          statutory: days(item.limits?.statutory),
          statutoryDue: (data["statutory"] ?? head.date) as Day,
          promised: days(item.limits?.promised),
          due: (data["due"] ?? head.date) as Day,
        },
        later: (data["later"] ?? []) as Later[],
        byLaw: data["byLaw"] === true,
        provisional: data["provisional"] === true,
      });
    case "non-acceptance":
      return nonAcceptancePaper(head, {
        receivedOn,
        ground: { kind: "other", basis: head.licensing === false ? "有关规定" : "《中华人民共和国行政许可法》第三十二条第一款" },
        reason: text("reason"),
        appeal,
      });
    case "special":
      return specialPaper(head, {
        acceptedOn,
        ground: data["extended"]
          ? { kind: "extended", workdays: Number(data["extended"]), due: text("due"), provisional: data["provisional"] === true }
          : { kind: "paused", procedure: text("name"), workdays: Number(data["expectedDays"] ?? 0) },
        reason: text("reason"),
      });
    case "inspection-record": {
      const { inspectors, ...record } = data as unknown as InspectionRecord;
      return inspectionRecordPaper(head, { ...record, inspectors: inspectors.map(({ name, at }) => ({ name, at: at && momentInWords(new Date(at)) })) });
    }
    case "grant":
      return grantPaper(head, {
        acceptedOn,
        basis,
        terms: [
          { label: "准予事项", value: text("outcome") || matter.itemName },
          ...termsIn(data).map(({ label, value }) => ({ label, value })),
          ...(text("opinion") ? [{ label: "决定意见", value: text("opinion") }] : []),
        ],
        ...(item.outcome?.licence && { licence: item.outcome.licence.name }),
      });
    case "refusal":
      return refusalPaper(head, { acceptedOn, reason: text("reason"), basis: text("basis") ? [text("basis")] : basis, appeal });
    case "termination":
      return terminationPaper(head, { receivedOn, reason: text("reason"), basis: text("basis") });
    default:
      throw notFound("文书");
  }
}
