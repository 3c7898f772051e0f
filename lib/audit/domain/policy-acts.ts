import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import { sameJson, shownJson } from './event-json'
import { wrongKey } from './key-check'
import { isNone } from './row-values'

/** What is wrong with how a revision of a policy was signed or changed, if anything. */
export function wrongPolicy(actors: Actors, act: Act): string | null {
  const { was, is } = act
  const { policy_id, revision } = is ?? was ?? {}
  const what = is && (was ? wrongEnd(was, is) : wrongRevision(actors, act, is))
  return what && `policy_revisions [${shownJson(policy_id)},${shownJson(revision)}] ${what}`
}

const wrongEnd = (was: JsonObject, is: JsonObject): string | null =>
  isNone(was.ended_at) || sameJson(was.ended_at ?? null, is.ended_at ?? null)
    ? null
    : 'was changed after it had ended'

function wrongRevision(actors: Actors, act: Act, is: JsonObject): string | null {
  const { policy_id: id = null, key_id: key = null, signed } = is
  const said = isJsonObject(signed) && isJsonObject(signed.policy) ? signed.policy : {}
  const nodes = Array.isArray(said.nodes) ? said.nodes : []
  const states = actors.before(act)
  const strange = nodes.find((node) =>
    states.every((seq) => !actors.owns(node, actors.signerOf(id, seq), seq)),
  )
  if (strange !== undefined)
    return `is about ${shownJson(strange)}, which its owner did not own by the events before`
  const [last] = states
  if (last === undefined) return null
  return wrongKey(actors.moments(act), actors.signerOf(id, last), { column: 'key_id', value: key })
}
