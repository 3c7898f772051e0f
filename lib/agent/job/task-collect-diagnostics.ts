import { hostname, loadavg, release, type, uptime } from 'node:os'
import { keepInCache } from '@/lib/agent/host/cache'
import { type Library, library } from '@/lib/agent/host/library'
import type { Log } from '@/lib/agent/host/log'
import { limited } from '@/lib/agent/host/sources'
import type { AgentTask, TaskRun } from '@/lib/agent/host/task'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'

type Say = (line: string) => void
type Section = { name: string; read: (say: Say) => Promise<JsonValue> }

const gb = (bytes: number): number => Number((bytes / 1e9).toFixed(2))

/** What only the agent's own process knows. */
type DiagnosticsSource = {
  log: Log
  cacheDir: string
  agent: () => JsonObject
  /** How long a source may take. */
  limitMs?: number
}

/** Asks the library. Throws when there is no answer in time, also while an earlier call is out. */
function sourceOf<T>(limitMs: number, ask: (from: Library) => Promise<T>): () => Promise<T> {
  const read = limited(limitMs, async () => ask(await library()))
  return async () => {
    const value = await read()
    if (value === null) throw new Error(`no answer within ${limitMs / 1_000} s`)
    return value
  }
}

function sectionsOf({ log, agent, limitMs = 10_000 }: DiagnosticsSource): Section[] {
  const osInfo = sourceOf(limitMs, (from) => from.osInfo())
  const processor = sourceOf(limitMs, (from) => from.cpu())
  const memoryUse = sourceOf(limitMs, (from) => from.mem())
  const fileSystems = sourceOf(limitMs, (from) => from.fsSize())
  const interfaces = sourceOf(limitMs, (from) => from.networkStats('*'))
  const processes = sourceOf(limitMs, (from) => from.processes())
  return [
    {
      name: 'system',
      read: async (say) => {
        const os = await osInfo().catch(() => null)
        const days = (uptime() / 86_400).toFixed(1)
        say(`${os?.distro ?? type()} ${os?.release ?? ''}, kernel ${release()}, up ${days} days`)
        return { distro: os?.distro ?? null, kernel: release(), host: hostname(), uptime_seconds: uptime() }
      },
    },
    {
      name: 'cpu',
      read: async (say) => {
        const cpu = await processor().catch(() => null)
        const load = loadavg().map((value) => Number(value.toFixed(2)))
        say(`${cpu?.brand ?? 'CPU'}, ${cpu?.cores ?? '?'} cores, load ${load.join(' ')}`)
        return { brand: cpu?.brand ?? null, cores: cpu?.cores ?? null, load_average: load }
      },
    },
    {
      name: 'memory',
      read: async (say) => {
        const memory = await memoryUse()
        say(`${gb(memory.active)} of ${gb(memory.total)} GB used, swap ${gb(memory.swapused)} GB`)
        return { used_gb: gb(memory.active), total_gb: gb(memory.total), swap_used_gb: gb(memory.swapused) }
      },
    },
    {
      name: 'disk',
      read: async (say) => {
        const disks = await fileSystems()
        for (const disk of disks) say(`${disk.mount}: ${gb(disk.used)} of ${gb(disk.size)} GB (${disk.use}%)`)
        return disks.map((d) => ({ mount: d.mount, type: d.type, used_gb: gb(d.used), size_gb: gb(d.size) }))
      },
    },
    {
      name: 'network',
      read: async (say) => {
        const stats = await interfaces()
        for (const one of stats)
          say(`${one.iface} ${one.operstate}: in ${one.rx_bytes}, out ${one.tx_bytes} bytes`)
        return stats.map(({ iface, operstate, rx_bytes, tx_bytes, rx_errors, tx_errors }) => ({
          ...{ iface, operstate, rx_bytes, tx_bytes, rx_errors, tx_errors },
        }))
      },
    },
    {
      name: 'processes',
      read: async (say) => {
        const all = (await processes()).list
        const top = [...all].sort((a, b) => b.cpu - a.cpu || b.memRss - a.memRss).slice(0, 10)
        // Names only: arguments may contain secrets.
        for (const one of top)
          say(
            `${one.name} (${one.pid}): CPU ${one.cpu.toFixed(1)}%, memory ${Math.round(one.memRss / 1e3)} MB`,
          )
        return top.map(({ pid, name, cpu, memRss }) => ({
          ...{ pid, name, cpu_percent: Number(cpu.toFixed(1)), memory_mb: Math.round(memRss / 1e3) },
        }))
      },
    },
    {
      name: 'agent',
      read: async (say) => {
        const tail = log.tail().slice(-50)
        for (const line of tail.slice(-10)) say(line)
        return { ...agent(), log: tail }
      },
    },
  ]
}

function summaryOf(read: number, unread: readonly string[]): string {
  const collected = `${read === 1 ? '1 section' : `${read} sections`} collected`
  return unread.length === 0 ? collected : `${collected}; could not be read: ${unread.join(', ')}`
}

/** Collects what somebody would check first on a failing node, as log lines and as JSON, and keeps it in the cache. */
export function collectDiagnostics(source: DiagnosticsSource): AgentTask {
  const sections = sectionsOf(source)
  const run = async ({ params, say, progress, signal }: TaskRun) => {
    const wanted = sections.filter((one) => params.section === undefined || one.name === params.section)
    const result: JsonObject = { collected_at: new Date().toISOString() }
    const unread: string[] = []
    for (const [index, section] of wanted.entries()) {
      if (signal.aborted) return { ok: false, message: `Stopped before ${section.name}`, result }
      progress((100 * index) / wanted.length, `Reading ${section.name}`)
      try {
        result[section.name] = await section.read((line) => say('stdout', `${section.name}: ${line}`))
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        say('stderr', `${section.name}: ${reason}`)
        result[section.name] = { error: reason }
        unread.push(section.name)
      }
    }
    const file = await keepInCache(source.cacheDir, 'diagnostics', JSON.stringify(result, null, 2))
    say('system', `saved as ${file}`)
    progress(100)
    return { ok: true, message: summaryOf(wanted.length - unread.length, unread), result }
  }
  const names = sections.map((section) => section.name)
  return {
    run,
    offer: {
      name: 'collect_diagnostics',
      builtin: { name: 'collect_diagnostics', version: 1 },
      risk: 'low',
      title: 'Collect diagnostics',
      description:
        'Reads system, CPU, memory, disks, network, busiest processes and the agent’s log. Changes nothing.',
      params: {
        type: 'object',
        properties: {
          section: {
            type: 'string',
            title: 'Section',
            description: 'Collect only this section. Leave empty to collect all.',
            enum: names,
          },
        },
        required: [],
        additionalProperties: false,
      },
      command: ['(built in)', 'collect_diagnostics'],
    },
  }
}
