/** What may be handed in, as file inputs are told. */
export const ACCEPTED = "image/jpeg,image/png,application/pdf,application/ofd,.ofd";
