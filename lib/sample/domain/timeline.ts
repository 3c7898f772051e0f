export const minute = 60
export const hour = 3_600
export const day = 86_400

/** When events that show on a chart began or ended, in seconds before the load, and how much the jobs freed. */
export const timeline = {
  cairoFreed: [
    { ago: 21 * day, gb: 40 },
    { ago: 13.9 * day, gb: 62 },
    { ago: 6.2 * day, gb: 52.4 },
  ],
  ammanFreed: [{ ago: 20 * day, gb: 18 }],
  roninRestarted: [27.6 * day, 22.3 * day, 16.9 * day, 11.2 * day, 5.5 * day],
  roninPressureSince: 40 * minute,
  lagosSaturatedSince: 21 * minute,
  lagosBefore: { from: 9.1 * day, to: 9 * day },
  osloBefore: { from: 16.2 * day, to: 16 * day },
  dakarBurst: { from: 2.12 * day, to: 2 * day },
  puneReboot: { from: 9 * day, to: 9 * day - 14 * minute },
  chengduBlindSince: 50 * minute,
  aucklandSilentSince: 3 * hour + 12 * minute,
} as const
