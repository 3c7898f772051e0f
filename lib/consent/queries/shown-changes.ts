import { type ListedChange, readChanges } from '@/lib/consent/db/changes'
import { changeText, isOverdue, mayAgree } from '@/lib/consent/domain/changes'
import type { ShownChange } from '@/lib/consent/domain/consent-page'
import { database } from '@/lib/db/connection/server-database'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'

/** What owners are asked about, of the nodes that the viewer may see; of one node with the rules for it. */
export async function shownChanges(viewer: PersonViewer, node?: string): Promise<ShownChange[]> {
  const { manager } = await database()
  const changes = await readChanges(manager, viewer, node === undefined ? {} : { node })
  return changes.map((change) => shown(viewer, change))
}

/** How many wait for this viewer's answer. */
export async function countChangesFor(viewer: PersonViewer): Promise<number> {
  const { manager } = await database()
  return (await readChanges(manager, viewer, { waitingForViewer: true })).length
}

function shown(viewer: PersonViewer, change: ListedChange): ShownChange {
  const { names, node_did: did, state } = change
  const waits = state === 'waiting'
  const agreeRefusal = !mayAgree(viewer, change)
    ? 'You need the approver role to agree.'
    : change.all_mine
      ? null
      : 'It is about nodes of other owners too, so you cannot agree for them.'
  return {
    changeId: change.change_id,
    text: changeText(change, names.person ?? undefined),
    node: did === null ? null : (names.node ?? shortDid(did)),
    rule: typeof change.what.rule_id === 'string' ? change.what.rule_id : null,
    reason: change.reason,
    askedBy: names.asked_by ?? 'the server’s terminal',
    askedAt: change.asked_at.toISOString(),
    dueAt: change.due_at.toISOString(),
    overdue: isOverdue(change, Date.now()),
    state,
    decidedBy: names.decided_by,
    decidedAt: (change.decided_at ?? change.done_at)?.toISOString() ?? null,
    digest: change.digest,
    may: {
      agree: waits && change.mine && agreeRefusal === null,
      agreeRefusal: waits ? agreeRefusal : null,
      refuse: waits && change.mine,
      withdraw:
        waits &&
        refusalOf('withdrawChange', viewer, change.asked_by === viewer.did ? ['requester'] : []) === null,
    },
  }
}
