import type { OwnerShare, Person } from './campaign-page'
import type { Mark } from './marks'

/** How far each owner is: of the nodes of theirs, those that wait for consent, were refused, and the others. */
export function ownerShares(
  jobs: readonly { mark: Mark; said: string | null; owners: readonly Person[] }[],
): OwnerShare[] {
  const shares = new Map<string, OwnerShare>()
  for (const { mark, said, owners } of jobs)
    for (const person of owners) {
      const share = shares.get(person.did) ?? {
        ...{ person, nodes: 0, decided: 0, waits: 0, refused: 0 },
        refusedWhy: null,
      }
      share.nodes += 1
      if (mark === 'waits') share.waits += 1
      else if (mark === 'refused') {
        share.refused += 1
        share.refusedWhy ??= said
      } else if (mark !== 'skipped') share.decided += 1
      shares.set(person.did, share)
    }
  return [...shares.values()].sort((a, b) => b.nodes - a.nodes || (a.person.name < b.person.name ? -1 : 1))
}
