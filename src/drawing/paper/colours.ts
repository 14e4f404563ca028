/** Colours of print: ink, seal red, the gold brown of a licence's frame. */
export const COLOURS = { ink: "#17211f", grey: "#4a5653", hair: "#8a8a82", seal: "#b4321e", gold: "#9a7a3f", pale: "#dfeae6" } as const;
