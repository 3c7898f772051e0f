import type { Enrol } from '@/components/signing/enrol'
import { signDelegation } from '@/components/signing/sign-delegation'
import type { Action } from '@/components/ui/use-send'
import { ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'

/** What became of one node. */
export type NodeResult = { node_did: string; failure: { detail: string } | null }

type Wanted = {
  nodes: readonly string[]
  to: string
  starts: string | null
  until: string
  keys: PinnedKey[]
}
type Ways = {
  signing: SigningWays
  enrol: Enrol
  send: Action<{ results: NodeResult[] }>
  say: (progress: string) => void
}

/** Sent together, so that a long list shows how far it is. */
const batchSize = 20

/**
 * Signs one delegation for each node, one after the other, and sends them. The first that is not signed, or not sent, ends it: those before
 * it stay. A failure only if nothing was done.
 */
export async function delegateNodes(
  { nodes, to, starts, until, keys }: Wanted,
  { signing, enrol, send, say }: Ways,
): Promise<Result<NodeResult[]>> {
  const results: NodeResult[] = []
  for (let at = 0; at < nodes.length; at += batchSize) {
    const batch: { node_did: string; signed?: object }[] = []
    for (const [index, node] of nodes.slice(at, at + batchSize).entries()) {
      say(`${at + index + 1} of ${nodes.length}…`)
      const signed = await signDelegation({ node, to, starts, until, keys }, signing, enrol)
      if (!signed.ok && results.length + batch.length === 0) return signed
      if (!signed.ok) {
        const sent = batch.length === 0 ? ok({ results: [] }) : await sendBatch(batch)
        return left(sent.ok ? sent.value.results : [], signed.error.detail)
      }
      batch.push({ node_did: node, ...(signed.value ? { signed: signed.value } : {}) })
    }
    const sent = await sendBatch(batch)
    if (!sent.ok) return results.length === 0 ? sent : left([], sent.error.detail)
    results.push(...sent.value.results)
  }
  return ok(results)

  function sendBatch(batch: object[]) {
    return send({ to, until, ...(starts === null ? {} : { starts }), nodes: batch })
  }

  /** The rest with why nothing was done about it. */
  function left(last: readonly NodeResult[], detail: string): Result<NodeResult[]> {
    results.push(...last)
    const known = new Set(results.map(({ node_did }) => node_did))
    const rest = nodes.filter((node) => !known.has(node))
    return ok([...results, ...rest.map((node_did) => ({ node_did, failure: { detail } }))])
  }
}
