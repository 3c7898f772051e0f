import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export type Writer = { did: string; token: string; size: number }

/** What writers met until they were stopped. */
export type Sent = {
  /** The numbers of the reports that were acknowledged. */
  acknowledged: number[]
  /** Answers that no writer should get, such as 500, by how often. */
  unexpected: Map<string, number>
}

export type Writers = {
  acknowledged: () => number
  /** How often a writer was refused, or not answered at all. */
  refusals: () => number
  /** Milliseconds until each of them has an acknowledgement for something sent from now on; waits for `limit` at most. */
  untilBack: (limit: number, which?: (did: string) => boolean) => Promise<number>
  stop: () => Promise<Sent>
}

/** No two reports of a run have the same number. */
let lastNumber = 0

/** A server that is away, busy or behind a proxy that finds none. */
const retried = new Set([429, 502, 503, 504])

/**
 * Writers that post reports with a number of their own, each as an agent would: it sends the same reports again until they
 * are acknowledged. `url` is asked each time, since a server may come back elsewhere.
 */
export function startWriters(url: () => string, writers: readonly Writer[], pauseMs = 10): Writers {
  const state = { stopped: false, refusals: 0 }
  const sent: Sent = { acknowledged: [], unexpected: new Map() }
  /** When the latest acknowledged post of each writer was sent. */
  const answered = new Map<Writer, number>()

  const work = async (writer: Writer): Promise<void> => {
    while (!state.stopped) {
      const numbers = Array.from({ length: writer.size }, () => ++lastNumber)
      const body = JSON.stringify(numbers.map((number) => report(writer.did, number)))
      while (!state.stopped) {
        const began = performance.now()
        const answer = await post(url(), writer.token, body)
        if (answer === 'acknowledged') {
          sent.acknowledged.push(...numbers)
          answered.set(writer, began)
          break
        }
        state.refusals += 1
        if (answer !== 'refused') sent.unexpected.set(answer, (sent.unexpected.get(answer) ?? 0) + 1)
        await sleep(50)
      }
      await sleep(pauseMs)
    }
  }
  const working = writers.map(work)
  return {
    acknowledged: () => sent.acknowledged.length,
    refusals: () => state.refusals,
    untilBack: async (limit, which = () => true) => {
      const since = performance.now()
      const chosen = writers.filter(({ did }) => which(did))
      const isBack = () => chosen.every((writer) => (answered.get(writer) ?? 0) > since)
      while (!isBack() && performance.now() - since <= limit) await sleep(20)
      return performance.now() - since
    },
    stop: async () => {
      state.stopped = true
      await Promise.all(working)
      return sent
    },
  }
}

const report = (did: string, number: number) => ({
  ...{ report_id: randomUUID(), target_node_did: did, timestamp: new Date().toISOString() },
  ...{ status: 'Healthy', metrics: { number } },
})

/** `acknowledged`, `refused` (worth another try), or what nobody should see. */
async function post(url: string, token: string, body: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/api/v1/reports`, {
      ...{ method: 'POST', body, signal: AbortSignal.timeout(20_000) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    })
    const text = await answer.text()
    if (answer.status === 200 && /"rejected":\s*\[\]/.test(text)) return 'acknowledged'
    return retried.has(answer.status) ? 'refused' : `${answer.status} ${text.slice(0, 200)}`
  } catch {
    // No connection, or it broke before the answer.
    return 'refused'
  }
}
