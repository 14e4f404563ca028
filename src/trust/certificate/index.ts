export { authorityOf, cityCertificate, issueBelow, rootAuthority } from "./authority.ts";
export { KINDS as CERTIFICATE_KINDS, OIDS, type Certificate, type CertificateKind, type Extensions, type KeyUsage } from "./certificate.ts";
export { checkChain, signedBy, type ChainQuestion, type ChainReport, type Finding, type Standing } from "./chain.ts";
export { encodeStatement, keyIdentifier, readCertificate, signatureAlgorithm, signed, type Statement } from "./encoding.ts";
export { issueCertificate, type CertificateWish } from "./issuance.ts";
export { findRevocationList, issueLists, issueRevocationList, listHolds, readRevocationList, type RevocationList } from "./list.ts";
export { hashOfWay, madeBy, plainSm2 } from "./made-by.ts";
export { encodeName, nameLine, readName, type Name } from "./name.ts";
export {
  findByBytes,
  findNewest,
  getCertificate,
  listAuthorities,
  listCertificates,
  listRevocations,
  REASONS,
  standingAt,
  type IssuedCertificate,
  type Revocation,
  type RevocationReason,
} from "./queries.ts";
export { fileName, findAuthority, fingerprintOf, pemOf, revocationListNow } from "./publication.ts";
export { holdCertificate, mayChange, releaseCertificate, revokeCertificate } from "./revocation.ts";
export {
  searchCertificates,
  STATES as CERTIFICATE_STATES,
  viewCertificate,
  type CertificateFilter,
  type CertificateRow,
  type CertificateState,
} from "./search.ts";
export { answerStatus, judgeCertificate, statusHolds, type SignedStatus, type StatusAnswer } from "./status.ts";
