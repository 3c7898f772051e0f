/** How many jobs are decided on at once: as many as somebody reads before one gesture. */
export const mostDecided = 100
