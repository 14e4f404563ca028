export { dateClaim, endClaim, holdClaim, inTheWay, listClaims, takeClaim, type Claim, type Wanted } from "./claim.ts";
export { beneficiaryOf, type Beneficiary } from "./beneficiary.ts";
export { folded, foldedAddress, onceKey, type Parties } from "./key.ts";
