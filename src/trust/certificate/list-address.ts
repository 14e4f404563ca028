let address: string | undefined;

/** Sets the city's public address, without a slash at the end: certificates issued from now on say where their issuer's revocation list lies. */
export function setPublicAddress(url: string): void {
  address = url;
}

/** Where the revocation list of an issuer lies, for the extension cRLDistributionPoints; undefined while the city has no address. */
export function listAddress(issuerId: string): string | undefined {
  return address && `${address}/api/v1/certificates/${issuerId}/revocation-list`;
}
