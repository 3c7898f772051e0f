/** How far the clocks of node and server may differ. */
export const graceMs = 120_000
