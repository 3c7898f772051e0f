import type { ChosenNode, RequestStart } from '@/lib/board/domain/request-form'
import { readNodeRules, readTaskRisks, readWeeklyWindows } from '@/lib/consent/db/node-rules'
import { readRotas } from '@/lib/consent/db/rotas'
import type { NodeRule } from '@/lib/consent/domain/needed-votes'
import { peopleOnDuty } from '@/lib/consent/domain/shown-rota'
import { nextWindows } from '@/lib/consent/domain/weekly-window'
import { database } from '@/lib/db/connection/server-database'
import { readNodeChoices } from '@/lib/fleet/db/choices'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { windowText } from '@/lib/jobs/domain/window-text'
import { windowOffsets } from '@/lib/jobs/domain/zone-check'
import type { PersonViewer } from '@/lib/kernel/role'
import { taskFor } from '@/lib/tasks/domain/task-for'
import { type FixedBy, readFixedBy } from '@/lib/verdicts/db/fixed-by'
import { healthOf } from './health-of'
import { jobDetail } from './job'

/** Enough windows to choose from without a long list. */
const offeredWindows = 6

export type RequestForm = {
  /** Whether there is any node to choose. */
  anyNode: boolean
  chosen: ChosenNode | null
}

/** Whether there are nodes to choose from, and what the chosen one offers. */
export async function requestForm(viewer: PersonViewer, nodeDid?: string): Promise<RequestForm> {
  const { manager } = await database()
  const [found, chosen] = await Promise.all([
    readNodeChoices(manager, { viewer, q: '', limit: 1 }),
    nodeDid ? chosenNode(viewer, nodeDid) : Promise.resolve(null),
  ])
  return { anyNode: found.length > 0, chosen }
}

/** What the node requires itself, whatever the rules say: `hakim_consent` asks for as much. */
const ownRule = ({ required }: NodeTrust): NodeRule => ({
  ...{ task: null, leastRisk: null, groupVotes: [] },
  owners: required,
})

/** What fixed the present diagnosis before, else what is for such a thing by its name or the node's own advice. */
function suggestedFor({ diagnosis, tasks }: NodeDetail, best: FixedBy | undefined): ChosenNode['suggested'] {
  const code = diagnosis?.code ?? null
  if (code === null) return null
  if (best) return { ...best, code }
  const offer = taskFor({ name: code, advice: diagnosis?.recommendation ?? null }, tasks)
  return offer && { task: offer.name, code, times: 0 }
}

/** One node as a request sees it: its tasks, its next windows, and whose votes will be needed. */
async function chosenNode(viewer: PersonViewer, nodeDid: string): Promise<ChosenNode | null> {
  const node = await nodeDetail(viewer, nodeDid)
  if (!node) return null
  const { manager } = await database()
  const code = node.diagnosis?.code ?? null
  const [rules, rotas, risks, windows, fixedBy] = await Promise.all([
    readNodeRules(manager, node.did),
    readRotas(manager),
    readTaskRisks(manager, node.did),
    readWeeklyWindows(manager, node.did),
    code === null ? [] : readFixedBy(manager, viewer, code),
  ])
  const best = fixedBy.find(({ task }) => node.tasks.some(({ name }) => name === task))
  return {
    did: node.did,
    name: node.name,
    health: healthOf(node),
    owners: node.owners,
    tasks: node.tasks,
    announced: node.tasks.length > 0,
    windows: nextWindows(windows, new Date(), offeredWindows).map((window) => ({
      ...window,
      text: windowText(window),
      offsets: windowOffsets(window),
    })),
    rules: node.trust ? [...rules, ownRule(node.trust)] : rules,
    onDuty: Object.fromEntries(peopleOnDuty(rotas, Date.now())),
    risks: Object.fromEntries(risks),
    suggested: suggestedFor(node, best),
  }
}

/**
 * The initial values of a form that repeats or changes a job; `refusal` says why this viewer cannot. Null when the
 * job does not exist for them.
 */
export async function requestStart(
  viewer: PersonViewer,
  jobId: string,
  as: 'retry' | 'revise',
): Promise<{ start: RequestStart; refusal: string | null } | null> {
  const job = await jobDetail(viewer, jobId)
  if (!job) return null
  return {
    start: {
      as,
      jobId: job.jobId,
      nodeDid: job.node.did,
      task: job.task,
      params: job.params,
      reason: job.reason,
      window: job.window && {
        ...job.window,
        text: windowText(job.window),
        offsets: windowOffsets(job.window),
      },
      expiresAt: job.expiresAt,
    },
    refusal: job.refusals[as],
  }
}
