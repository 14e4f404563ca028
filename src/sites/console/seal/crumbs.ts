import type { Crumb } from "#ui";

/** The ways back to the lists. */
export const CRUMBS: Crumb[] = [{ href: "/console/seals", label: "印章" }];

export const CERTIFICATE_CRUMBS: Crumb[] = [{ href: "/console/certificates", label: "数字证书" }];
