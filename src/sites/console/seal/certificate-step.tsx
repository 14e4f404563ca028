import { holdCertificate, mayChange, releaseCertificate, revokeCertificate, viewCertificate } from "#trust/certificate";
import { findSealOf } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { conflict, forbidden, notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { isStep, STEPS, type CertificateStep } from "./certificate-steps.ts";
import { CERTIFICATE_CRUMBS } from "./crumbs.ts";
import { WHY, whyOf } from "./revocation-reason.ts";

async function asked({ params }: Incoming, ctx: Ctx): Promise<{ step: CertificateStep; certificateId: string; subject: string }> {
  const { step, certificate } = params;
  const issued = await viewCertificate(ctx, certificate!);
  if (!isStep(step)) throw notFound("步骤");
  if (!(await mayChange(ctx, issued))) throw forbidden("这张证书不归您管理。");
  if (await findSealOf(ctx, issued.certificateId)) throw conflict("OF_SEAL", "这是印章的证书，请到印章那里冻结、解冻或者注销。");
  return { step, certificateId: issued.certificateId, subject: issued.subject };
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { step, certificateId, subject } = await asked(incoming, ctx);
  const { title, consequences, label, kind } = STEPS[step];
  const at = `/console/certificates/${certificateId}`;
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  return show(
    incoming,
    ctx,
    {
      title: `${label}：${subject}`,
      heading: false,
      crumbs: [...CERTIFICATE_CRUMBS, { href: at, label: subject }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            title={title}
            consequences={[`证书“${subject}”。`, ...consequences]}
            action={`${at}/steps/${step}`}
            token={incoming.formToken}
            back={at}
            confirm={label}
            kind={kind}
          >
            {step === "revoked" && <RadioGroup {...field("why")} label="属于哪一种情况" options={WHY} hint="写进公开的吊销列表。" />}
            <TextArea {...field("explanation")} label="原因" rows={3} maxLength={500} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Holding, releasing or revoking the certificate of a server. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      const { step, certificateId } = await asked(incoming, ctx);
      const explanation = typed(incoming.body, "explanation");
      if (step === "held") await holdCertificate(ctx, certificateId, explanation);
      else if (step === "released") await releaseCertificate(ctx, certificateId, explanation);
      else await revokeCertificate(ctx, certificateId, whyOf(incoming.body), explanation);
      return redirect(`/console/certificates/${certificateId}?done=${STEPS[step].done}`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
