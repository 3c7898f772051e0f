import type { EntityManager } from 'typeorm'
import {
  concernsOwners,
  decideChangeRow,
  insertChange,
  openChange,
  ownsConcerned,
  readChange,
  type Wanted,
} from '@/lib/consent/db/changes'
import { type ConsentChange, mayAgree } from '@/lib/consent/domain/changes'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { signingKeysOf } from '@/lib/people/db/consent-keys'
import type { Who } from '@/lib/people/services/rights-transaction'

/**
 * Asks the owners about a change of who decides on their nodes (docs/decisions/0044-owners-are-owners.md). Null: it can be
 * made now, because nobody owns the nodes, the owners were asked, or whoever wants it owns all of them and needs no signature.
 */
export async function askOwners(
  tx: EntityManager,
  who: Who,
  wanted: Wanted,
  reason: string | undefined,
): Promise<Result<ConsentChange | null>> {
  if (!(await concernsOwners(tx, wanted))) return ok(null)
  const open = await openChange(tx, wanted)
  if (open?.ready) return ok(null)
  const askedBy = who.kind === 'person' ? who.id : null
  const owns = askedBy !== null && (await ownsConcerned(tx, askedBy, wanted, true))
  if (open && !owns)
    return fail(
      'conflict',
      `The owners are asked about this already; it takes effect at ${open.due_at.toISOString()} unless one of them refuses.`,
      { present: 'waiting' },
    )
  const words = reason?.trim() || null
  const isAgreed =
    owns && who.kind === 'person' && mayAgree(who, wanted) && (await signingKeysOf(tx, who.id)).length === 0
  // Without a signature nothing shows that whoever asks is the owner: it may wait as if an administrator had asked.
  if (words === null && !isAgreed && !open)
    return fail('invalid', 'Nothing was changed: the owners of the node are asked first.', {
      fields: [{ path: 'reason', message: 'must say why; the owners read it' }],
    })
  const id = open?.change_id ?? (await insertChange(tx, wanted, { askedBy, reason: words }))
  if (isAgreed) {
    await decideChangeRow(tx, id, { state: 'agreed', by: who.id, keyId: null, signed: null })
    return ok(null)
  }
  return ok(await readChange(tx, id))
}
