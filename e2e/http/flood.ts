import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Writer } from '../faults/writers'

const reportsEach = 100

/** 1 MB: a few of them fill what the server holds of reports, long before they keep it busy. */
const bodyOf = (did: string): string =>
  JSON.stringify(
    Array.from({ length: reportsEach }, () => ({
      ...{ report_id: randomUUID(), target_node_did: did, timestamp: new Date().toISOString() },
      ...{ status: 'Healthy', raw_report: { text: 'x'.repeat(10_000) } },
    })),
  )

export type Flood = {
  /** Reports that were sent, each until it was accepted. */
  reports: number
  /** Calls by how they were answered; `wrong`: with anything but an acceptance or a refusal that says when to try again. */
  accepted: number
  refused: number
  wrong: string[]
}

/** Each writer sends so many batches at once. What is refused is sent again. */
export async function flood(url: string, writers: readonly Writer[], batchesEach: number): Promise<Flood> {
  const result: Flood = { reports: 0, accepted: 0, refused: 0, wrong: [] }
  const send = async ({ did, token }: Writer): Promise<void> => {
    const body = bodyOf(did)
    result.reports += reportsEach
    for (;;) {
      const answer = await fetch(`${url}/api/v1/reports`, {
        ...{ method: 'POST', body },
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      })
      const text = await answer.text()
      if (answer.status === 200) {
        result.accepted += 1
        return
      }
      const isRefusal = [429, 503].includes(answer.status) && answer.headers.has('retry-after')
      if (!isRefusal) {
        result.wrong.push(`${answer.status} ${text.slice(0, 200)}`)
        return
      }
      result.refused += 1
      await sleep(100)
    }
  }
  await Promise.all(writers.flatMap((writer) => Array.from({ length: batchesEach }, () => send(writer))))
  return result
}
