import { copyOriginal, licenceOriginal } from "#outcome/licence-file";
import type { Format } from "#trust/original";
import type { Reply, Route } from "#kernel/http";
import { ownLicence } from "../my/party.ts";
import { ownCopy } from "./own-copy.ts";

const TYPES = { ofd: "application/ofd", pdf: "application/pdf" } as const;

function fileOf(content: Buffer, name: string, format: Format): Reply {
  return { kind: "bytes", content, type: TYPES[format], name: `${name}.${format}`, inline: format === "pdf" };
}

/** The sealed files of one's licences and of their copies. */
export const originalRoutes: Route[] = (["ofd", "pdf"] as const).flatMap((format): Route[] => [
  {
    method: "GET",
    path: `/my/licences/:licence/${format}`,
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      const licence = await ownLicence(ctx, params["licence"]!);
      return fileOf(await licenceOriginal(ctx, licence, format), `${licence.name} ${licence.number}`, format);
    },
  },
  {
    method: "GET",
    path: `/my/licences/:licence/copies/:copy/${format}`,
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const standing = await ownCopy(incoming, ctx);
      return fileOf(await copyOriginal(ctx, standing, format), `${standing.licence.name}加注件 ${standing.copy.number}`, format);
    },
  },
]);
