import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'

const ownerWords: Record<string, string> = { me: 'owned by you', none: 'no owner' }

/** What the nodes of a comparison were chosen by. */
export function filterWords({ state, label, owner, pinned, q, retired }: FleetFilter): string {
  const words = [
    label,
    state,
    owner && ((Object.hasOwn(ownerWords, owner) && ownerWords[owner]) || `owner ${owner}`),
    pinned && 'pinned by you',
    q && `“${q}”`,
    retired && 'retired',
  ].filter(Boolean)
  return words.length === 0 ? 'the whole fleet' : words.join(', ')
}
