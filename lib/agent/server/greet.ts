import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { readOwn } from '@/lib/agent/host/own-files'
import { writeWhole } from '@/lib/agent/host/state-dir'
import { clockSkewSeconds } from '@/lib/fleet/domain/node-clock'
import { did } from '@/lib/kernel/did/did'
import type { Pins } from '@/lib/signing/domain/pins'
import { withDigest } from '@/lib/tasks/domain/offer-digest'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { announcedTrust } from './announced-trust'
import { type Api, pauseMs } from './api'

const aboutMe = z.object({
  node_did: did,
  name: z.string().nullish(),
  server_time: z.string().optional(),
  report_interval_seconds: z.number().min(1).max(3_600).nullish(),
})

const kept = z.object({ server: z.string(), node_did: did })

type Greeter = {
  /** The node of the token, from the server or the last run; null until known. */
  nodeDid: () => string | null
  /** The same, once the server has confirmed it in this run. */
  confirmedDid: () => string | null
  /** The same, once the server knows what this node offers: a job handed out before would be for what it offered earlier. */
  announcedDid: () => string | null
  /** Seconds between reports as the server asks, or null. */
  askedInterval: () => number | null
  /** Asks for the node and announces the tasks. Returns how long to wait before the next time. */
  greet: () => Promise<number>
}

const againMs = 15 * 60_000

/** Asks the server which node this is, compares clocks, and announces the tasks that the node offers. */
export function createGreeter(settings: {
  api: Api
  log: Log
  server: string
  stateDir: string
  offers: TaskOffer[]
  pins: Pins | null
  onConfirmed: () => void
  onAnnounced: () => void
}): Greeter {
  const { api, log, server, offers, pins } = settings
  const file = join(settings.stateDir, 'node.json')
  let node = remembered(file, server)
  let confirmed: string | null = null
  let announcedAs: string | null = null
  let interval: number | null = null
  let failures = 0
  let saidSkew = false
  let saidTasks = false

  const checkClock = (serverTime: string | undefined): void => {
    const skew = serverTime === undefined ? Number.NaN : (Date.now() - Date.parse(serverTime)) / 1_000
    const isOff = Math.abs(skew) > clockSkewSeconds
    if (isOff && !saidSkew)
      log.warn(
        `The clock of this node is ${Math.round(Math.abs(skew))} s ${skew > 0 ? 'ahead of' : 'behind'} the server’s. Correct it, or charts will show wrong times.`,
      )
    saidSkew = isOff
  }

  const learn = (me: z.infer<typeof aboutMe>): void => {
    if (confirmed !== me.node_did)
      log.info(`This node is ${me.name ? `${me.name}, ` : ''}${me.node_did}, according to ${server}.`)
    if (confirmed !== me.node_did && pins && pins.node !== me.node_did)
      log.error(
        `The pins in the tasks file are of ${pins.node}, not of ${me.node_did}: no job will run. Correct consent.node, or use the token of that node.`,
      )
    confirmed = me.node_did
    interval = me.report_interval_seconds ?? null
    checkClock(me.server_time)
    if (node === me.node_did) return
    node = me.node_did
    try {
      writeWhole(file, JSON.stringify({ server, node_did: node }))
    } catch {
      // The agent asks again after the next start.
    }
  }

  return {
    nodeDid: () => node,
    confirmedDid: () => confirmed,
    announcedDid: () => announcedAs,
    askedInterval: () => interval,
    greet: async () => {
      const answer = await api('GET', '/api/v1/agent')
      if (!answer.ok) {
        failures += 1
        if (answer.status === 404) log.error(`There is no Hakim server at ${server}. Is --server correct?`)
        return pauseMs(answer, failures)
      }
      const me = aboutMe.safeParse(answer.body)
      if (!me.success) {
        failures += 1
        log.error(`${server} does not answer like a Hakim server of this version. Is --server correct?`)
        return 60_000
      }
      learn(me.data)
      settings.onConfirmed()
      const path = `/api/v1/nodes/${encodeURIComponent(me.data.node_did)}/tasks`
      const announced = await api('PUT', path, {
        tasks: offers.map(withDigest),
        consent: pins && announcedTrust(pins),
      })
      if (!announced.ok) {
        failures += 1
        log.error(`The server rejected the tasks of this node: ${announced.detail}`)
        return pauseMs(announced, failures)
      }
      announcedAs = me.data.node_did
      settings.onAnnounced()
      if (failures > 0 || !saidTasks)
        log.info(`Offering ${offers.map((offer) => offer.name).join(', ') || 'no tasks'}.`)
      saidTasks = true
      failures = 0
      return againMs
    },
  }
}

function remembered(file: string, server: string): string | null {
  try {
    const parsed = kept.parse(JSON.parse(readOwn(file).toString()))
    return parsed.server === server ? parsed.node_did : null
  } catch {
    return null
  }
}
