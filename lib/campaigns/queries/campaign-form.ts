import { readCandidates, readMatching } from '@/lib/campaigns/db/candidates'
import { mostNodes } from '@/lib/campaigns/domain/campaign'
import type { Variant } from '@/lib/campaigns/domain/campaign-page'
import type { Candidate, LeftOut } from '@/lib/campaigns/domain/fit'
import { fitting } from '@/lib/campaigns/domain/fit'
import { variantsOf } from '@/lib/campaigns/domain/variants'
import { database } from '@/lib/db/connection/server-database'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { PersonViewer } from '@/lib/kernel/role'
import { offerOf } from '@/lib/tasks/domain/offer-of'
import { type TaskOffer, taskOffers } from '@/lib/tasks/domain/task'

export type CampaignForm = {
  /** How many nodes were chosen that the viewer may see; `tooMany` if more than a campaign can have. */
  nodes: number
  tooMany: boolean
  /** What any of them offers, with how many do, most common first. */
  tasks: { name: string; title: string | null; nodes: number }[]
  task: string | null
  offer: TaskOffer | null
  fit: { did: string; name: string | null }[]
  leftOut: LeftOut[]
  variants: Variant[]
  /** How nodes find out what it would change, by the first that can, and how many can; null: none. */
  dryRun: { command: readonly string[]; nodes: number } | null
}

/** The nodes of a campaign, named or filtered, and which of them offer the chosen task. */
export async function campaignForm(
  viewer: PersonViewer,
  chosen: { dids: readonly string[] } | { filter: FleetFilter },
  task: string | undefined,
): Promise<CampaignForm> {
  const { manager } = await database()
  const seen =
    'dids' in chosen
      ? await readCandidates(manager, viewer, chosen.dids)
      : await readMatching(manager, viewer, chosen.filter, mostNodes + 1)
  const asked = 'dids' in chosen ? [...new Set(chosen.dids)] : seen.map(({ did }) => did)
  const tasks = tasksOf(seen)
  const name = task ?? (tasks.length === 1 ? tasks[0]?.name : undefined) ?? null
  const { fit, leftOut } = name === null ? { fit: [], leftOut: [] } : offering(asked, seen, name)
  const tries = fit.flatMap((one) => (name === null ? [] : (offerOf(one.tasks, name)?.dry_run ?? [])))
  return {
    ...{ nodes: seen.length, tooMany: asked.length > mostNodes, tasks, task: name, leftOut },
    offer: (name === null ? undefined : fit.flatMap((one) => offerOf(one.tasks, name) ?? []).at(0)) ?? null,
    dryRun: tries[0] ? { command: tries[0].command, nodes: tries.length } : null,
    fit: fit.map(({ did, name: shown }) => ({ did, name: shown })),
    variants:
      name === null
        ? []
        : variantsOf(
            fit.map((one) => ({ ...one, name: one.name ?? one.did })),
            name,
          ),
  }
}

/** By the name of the task alone: parameters are not known yet. */
function offering(asked: readonly string[], seen: readonly Candidate[], task: string) {
  const bare = seen.map((one) => {
    const offers = taskOffers.safeParse(one.tasks).data ?? []
    return { ...one, tasks: offers.map(({ name }) => ({ name })) }
  })
  const { fit, leftOut } = fitting(asked, bare, { task_name: task, params: {} })
  const whole = new Map(seen.map((one) => [one.did, one]))
  return { fit: fit.flatMap(({ did }) => whole.get(did) ?? []), leftOut }
}

function tasksOf(nodes: readonly Candidate[]): CampaignForm['tasks'] {
  const tasks = new Map<string, CampaignForm['tasks'][number]>()
  for (const { tasks: announced, retired } of nodes)
    for (const { name, title } of retired ? [] : (taskOffers.safeParse(announced).data ?? [])) {
      const known = tasks.get(name)
      if (known) known.nodes += 1
      else tasks.set(name, { name, title: title ?? null, nodes: 1 })
    }
  return [...tasks.values()].sort((a, b) => b.nodes - a.nodes || (a.name < b.name ? -1 : 1))
}
