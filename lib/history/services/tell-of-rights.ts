import type { DataSource } from 'typeorm'
import { namesIn } from '@/lib/history/db/names'
import { takeUntoldRights } from '@/lib/history/db/untold-rights'
import { factsOf } from '@/lib/history/domain/facts'
import { rightsNotice } from '@/lib/history/domain/rights-notice'
import { sentenceOf, sentenceText } from '@/lib/history/domain/sentence'
import { notify } from '@/lib/notices/services/notify'

const batchSize = 200

/** Tells people whom it concerns that owners or rules have changed, whoever changed them. Returns how many events it looked at. */
export const tellOfRights = (db: DataSource): Promise<number> =>
  db.transaction(async (tx) => {
    const events = await takeUntoldRights(tx, batchSize)
    const said = events.map((event) => {
      const facts = factsOf({ body: event.body, node: event.node, job: null })
      return { event, facts, parts: sentenceOf(facts).parts }
    })
    const names = await namesIn(
      tx,
      said.flatMap(({ parts }) => parts),
    )
    await notify(
      tx,
      said.map(({ event, facts, parts }) => rightsNotice(facts, sentenceText(parts, names), event)),
    )
    return events.length
  })
