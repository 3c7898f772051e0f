import type { TaskOffer } from '@/lib/tasks/domain/task'
import { sampleTasks } from './tasks'

/** How a quantity varies: `base` at the quietest hour, plus `swing` at the busiest, plus random `wander`. */
type Rhythm = { base: number; swing: number; wander: number }

/** One node of the sample fleet. Memory in MB, disk in GB, network in kbps, CPU in percent. */
export type SampleNode = {
  did: string
  name: string
  labels: Record<string, string>
  /** Who owns it: the approver of local mode, or its admin. */
  owner: 'approver' | 'admin'
  /** The seed of its noise, 1 … 12. */
  seed: number
  /** Its offset from UTC, for the daily rhythm. */
  utcHours: number
  timeZone: string
  /** Activity on a weekend day, relative to a working day. */
  weekend: number
  cpu: Rhythm
  memory: Rhythm & { total: number }
  disk: { start: number; perDay: number; total: number }
  network: Rhythm & { link: number }
  /** Names of the nodes that it depends on. */
  dependsOn: readonly string[]
  tasks: readonly TaskOffer[]
}

type Brief = Omit<SampleNode, 'labels' | 'tasks' | 'owner' | 'did'> & {
  id: string
  labels: [region: string, site: string]
  owner?: 'admin'
}

export const node = ({ id, labels: [region, site], owner = undefined, ...brief }: Brief): SampleNode => {
  const network = brief.name.slice(0, brief.name.indexOf('-'))
  return {
    ...brief,
    did: `did:kos:${network}:${id}`,
    labels: { region, site, network },
    owner: owner ?? 'approver',
    tasks: sampleTasks(network),
  }
}

export const rhythm = (base: number, swing: number, wander: number): Rhythm => ({ base, swing, wander })
