import { lastSelected, readSelection, select } from './selection'

/** Chooses a node or no longer; with `range`, all from the one chosen last to it, in the order of the list. */
export function toggle(did: string, order: readonly string[], range: boolean): void {
  const next = new Set(readSelection())
  const [from, to] = [order.indexOf(lastSelected() ?? ''), order.indexOf(did)]
  if (range && from !== -1 && to !== -1)
    for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one)
  else if (next.has(did)) next.delete(did)
  else next.add(did)
  select(next, did)
}

/** The same for the row in which a key was pressed. */
export function toggleRow(target: EventTarget, order: readonly string[], range: boolean): void {
  const row = target instanceof Element ? target.closest('tr[aria-rowindex]') : null
  // aria-rowindex counts from 1, and the header is row 1.
  const did = row ? order[Number(row.getAttribute('aria-rowindex')) - 2] : undefined
  if (did !== undefined) toggle(did, order, range)
}
