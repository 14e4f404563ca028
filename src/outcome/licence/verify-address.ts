let address = "http://localhost:8080/verify";

/** Sets the public page, "https://…/verify", that the codes on licences and copies lead to. */
export function setVerifyAddress(url: string): void {
  address = url;
}

/** Where a printed code leads: the public page, asked for this identifier or number. */
export function verifyAddress(code: string): string {
  return `${address}?code=${encodeURIComponent(code)}`;
}
