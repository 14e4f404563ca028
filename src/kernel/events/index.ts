export { drain, emit, type DomainEvent, type Subscriber } from "./outbox.ts";
