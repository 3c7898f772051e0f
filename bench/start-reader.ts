import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Bench } from './bench'
import { type ReaderAnswer, type ReaderRequest, readerAnswer } from './reader-calls'

type Call = ReaderRequest['call']

/** A process that reads one database; `ms` returns how long a call took there, `value` what it answered. */
export type Reader = {
  ms(call: Call, input?: unknown): Promise<number>
  value(call: Call, input?: unknown): Promise<unknown>
}

/** Each side reads in a process of its own, so that neither collects the other's garbage. It ends with the stage. */
export async function startReader(bench: Bench, databaseUrl: string): Promise<Reader> {
  const child = fork(fileURLToPath(new URL('./reader.mjs', import.meta.url)), [], {
    cwd: bench.host.root,
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    serialization: 'advanced',
    detached: true,
  })
  const waiting = new Map<number, { resolve(answer: ReaderAnswer): void; reject(error: Error): void }>()
  child.on('message', (message) => {
    const answer = readerAnswer.parse(message)
    const { resolve, reject } = waiting.get(answer.id) ?? {}
    waiting.delete(answer.id)
    if (answer.error === null) resolve?.(answer)
    else reject?.(new Error(answer.error))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The reader ended with ${code}`))
  })
  bench.cleanups.add(async () => {
    if (child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.disconnect()
    await ended
  })
  let id = 0
  const ask = (call: Call, input: unknown, wanted: boolean) =>
    new Promise<ReaderAnswer>((resolve, reject) => {
      id += 1
      waiting.set(id, { resolve, reject })
      child.send({ id, call, input, wanted })
    })
  return {
    ms: async (call, input = null) => (await ask(call, input, false)).ms,
    value: async (call, input = null) => (await ask(call, input, true)).value,
  }
}
