import { revokeCopy } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Confirm } from "#ui";
import { show } from "../show.ts";
import { ownCopy } from "./own-copy.ts";
import { purposeOf } from "./copy-words.tsx";

const PATH = "/my/licences/:licence/copies/:copy/revocation";

async function confirmPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const standing = await ownCopy(incoming, ctx);
  const { copy, licence } = standing;
  const at = `/my/licences/${licence.licenceId}/copies/${copy.copyId}`;
  if (copy.revoked || copy.matterId) return redirect(at);
  return show(incoming, ctx, {
    title: "收回加注件",
    body: (
      <Confirm
        title="收回这份加注件吗？"
        consequences={[
          `${purposeOf(standing)}的这份马上失效，${copy.recipient}再核验会看到已经收回。`,
          "证照本身和其他加注件不受影响。收回以后不能恢复，还要用就再做一份。",
        ]}
        action={`${at}/revocation`}
        token={incoming.formToken}
        confirm="收回"
        kind="seal"
        back={at}
      />
    ),
  });
}

/** The holder takes a copy back. */
export const copyRevocationRoutes: Route[] = [
  { method: "GET", path: PATH, who: "person", site: "portal", handle: confirmPage },
  {
    method: "POST",
    path: PATH,
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const { copy, licence } = await ownCopy(incoming, ctx);
      await revokeCopy(ctx, licence.licenceId, copy.copyId);
      return redirect(`/my/licences/${licence.licenceId}/copies/${copy.copyId}`);
    },
  },
];
