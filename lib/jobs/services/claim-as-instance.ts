import { type AgentInstance, noteInstance } from '@/lib/fleet/db/agent-instances'
import { readWantedDryRun } from '@/lib/jobs/db/dry-runs'
import { claiming } from '@/lib/jobs/domain/agent-calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { AgentContext } from '@/lib/people/services/context'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import { type Claim, claimJob } from './claim-job'

type InstanceClaim = {
  claim: Claim
  /** Where another agent runs that uses this token; null when there is none. */
  otherAgent: string | null
  /** The request of which somebody wants to know what it would change, as its document says it; null without any. */
  wanted: ApprovalDocument | null
}

type Noted = { holds: boolean; other: string | null; at: number }

/** Agents ask every two seconds; this is how often the database is told. A claim is always checked. */
const noteEveryMs = 20_000
const mostNoted = 50_000

/** What was noted lately, by node and instance. */
const noted = new Map<string, Noted>()

async function note({ db, viewer }: AgentContext, instance: AgentInstance): Promise<Noted> {
  const key = `${viewer.nodeDid} ${instance.id}`
  const lately = noted.get(key)
  if (lately && performance.now() - lately.at < noteEveryMs) return lately
  const now = { ...(await noteInstance(db.manager, viewer.nodeDid, instance)), at: performance.now() }
  noted.delete(key)
  if (noted.size >= mostNoted) noted.delete(noted.keys().next().value ?? '')
  noted.set(key, now)
  return now
}

/**
 * Claims a job for one installation of an agent. Of two machines that use the token of one node, only the first gets its
 * jobs, and both are told. An agent that does not name its instance is not told apart.
 */
export async function claimAsInstance(
  context: AgentContext,
  input: unknown,
  undoSeconds = 0,
): Promise<Result<InstanceClaim>> {
  const parsed = parseBody(claiming, input, 'Nothing was claimed.')
  if (!parsed.ok) return parsed
  const { instance, dry_runs } = parsed.value
  const { holds, other } = instance ? await note(context, instance) : { holds: true, other: null }
  if (!holds) return ok({ claim: null, otherAgent: other, wanted: null })
  const claimed = await claimJob(context, undoSeconds)
  if (!claimed.ok) return claimed
  const wanted =
    dry_runs && !claimed.value ? await readWantedDryRun(context.db.manager, context.viewer.nodeDid) : null
  return ok({ claim: claimed.value, otherAgent: other, wanted })
}
