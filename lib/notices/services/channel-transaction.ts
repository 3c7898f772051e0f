import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { fail, type Result } from '@/lib/kernel/errors'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { type ChannelRow, type ChannelScope, readChannels } from '@/lib/notices/db/channels'
import type { Action } from '@/lib/people/domain/permissions'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

export const scopeOf = ({ id, role }: PersonViewer): ChannelScope => ({
  personId: id,
  shared: hasRole(role, 'admin'),
})

/** One transaction of a person; their role is read again. */
export const asPerson = <T>(
  context: RightsContext,
  action: Action,
  work: (tx: EntityManager, who: PersonViewer) => Promise<Result<T>>,
): Promise<Result<T>> =>
  rightsTransaction(context, action, async (tx, who) =>
    who.kind === 'person' ? work(tx, who) : fail('forbidden', peopleOnly),
  )

/** The same about a channel of one's own or, for an administrator, a shared one; others do not exist. */
export const onChannel = <T>(
  context: RightsContext,
  channelId: string,
  work: (tx: EntityManager, channel: ChannelRow, who: PersonViewer) => Promise<Result<T>>,
): Promise<Result<T>> =>
  asPerson(context, 'setChannels', async (tx, who) => {
    const known = z.guid().safeParse(channelId).success
    const [channel] = known ? await readChannels(tx, scopeOf(who), channelId) : []
    return channel
      ? work(tx, channel, who)
      : fail('not_found', 'There is no such channel among those that you can change.')
  })
