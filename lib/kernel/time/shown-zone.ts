/** The cookie with the reader's choice of zone; without it, times are in the reader's own. */
export const choiceCookie = 'hakim_times'

export const zoneChoices = ['mine', 'utc', 'node'] as const
export type ZoneChoice = (typeof zoneChoices)[number]

/** What a browser has told: its own zone, null until known, and the chosen one. */
export type ReaderZone = { mine: string | null; choice: ZoneChoice }

/** The node that a page is about, with its zone if it has told one; null on a page about many or none. */
export type PageNode = { zone: string | null } | null

export const zoneChoice = (text: string | undefined): ZoneChoice =>
  zoneChoices.find((choice) => choice === text) ?? 'mine'

/** The zone of all times on a page. Where the node's zone was chosen and there is none, the reader's own stands in. */
export function shownZone({ mine, choice }: ReaderZone, node: PageNode): string {
  if (choice === 'utc') return 'UTC'
  return (choice === 'node' ? node?.zone : null) ?? mine ?? 'UTC'
}

/** What each choice means on a page, in words. */
export function zoneTexts({ mine }: ReaderZone, node: PageNode): Record<ZoneChoice, string> {
  const own = mine ?? 'UTC'
  return {
    mine: mine === null ? 'UTC (your zone is unknown)' : `${mine} (mine)`,
    utc: 'UTC',
    node:
      node === null
        ? `${own} (the node’s on its pages)`
        : node.zone === null
          ? `${own} (the node reports no zone)`
          : `${node.zone} (the node’s)`,
  }
}
