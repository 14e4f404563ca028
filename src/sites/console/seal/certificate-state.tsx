import { CERTIFICATE_STATES, standingAt, type Certificate, type CertificateState, type Revocation } from "#trust/certificate";
import { State, type Tone } from "#ui";

const TONES: Record<CertificateState, Tone> = { good: "good", held: "paused", revoked: "bad", expired: "closed" };

/** How a certificate stands, in a word. */
export function CertificateStanding({ state }: { state: CertificateState }) {
  return <State tone={TONES[state]}>{CERTIFICATE_STATES[state]}</State>;
}

/** The same from what happened to it and its dates. */
export function stateOf(certificate: Certificate, history: readonly Revocation[], now: Date): CertificateState {
  const { state } = standingAt(history, now);
  if (state === "revoked") return "revoked";
  return now > certificate.validUntil ? "expired" : state === "held" ? "held" : "good";
}
