export { agreementAsked, agreeToDelivery } from "./agreeing.ts";
export { deliver, mayDeliver, onlyDelivering, type Telling } from "./deliver.ts";
export { openedBy } from "./opening.ts";
export { deliveriesOf, type Delivered, type DeliveryStanding } from "./standing.ts";
export { formOf, PROOF, waysNow } from "./ways.ts";
