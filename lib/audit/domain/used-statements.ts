import { isJsonObject, type JsonObject, type JsonValue, jsonBound } from '@/lib/kernel/json/json'
import { taggedDigest, tags } from '@/lib/signing/domain/digest'
import { parseEvent, shownJson } from './event-json'
import { AuditFindings } from './finding'
import type { AuditEvent } from './log'

/** Which signed statements have counted, by the log: none of them may count again. Memory grows with their number. */
export class UsedStatements {
  private readonly digests = new Set<string>()
  /** Those that counted again. A log may say only later what had counted when it began: earlier versions let one count again. */
  private again = new AuditFindings()
  /** Whether the log says which had counted before it said so of each. */
  private stated = false
  /** Whether it has said so of one. */
  private begun = false

  constructor(private readonly findings: AuditFindings) {}

  take(event: AuditEvent): void {
    if (event.stream !== 'rights' && !event.body.includes('"statement_sha256"')) return
    const body = parseEvent(event.body)
    if (!body) return
    if (event.stream !== 'rights') this.takeDecision(event, body)
    else if (body.kind === 'state' && body.table === usedStatements) this.takeState(event, body)
    else this.takeSigned(event, body)
  }

  private takeDecision(event: AuditEvent, body: JsonObject): void {
    const { kind, vote_id, revision, statement_sha256: digest } = body
    if ((kind !== 'vote' && kind !== 'glass broken') || typeof digest !== 'string') return
    this.begun = true
    const name =
      kind === 'vote' ? `a vote (${shownJson(vote_id)})` : `an emergency approval (${shownJson(revision)})`
    this.use(event, digest, `the job has ${name}`)
  }

  private takeState(event: AuditEvent, { part, rows }: JsonObject): void {
    if (this.begun || (part === 0 && this.stated)) {
      const what = 'the log states which signed statements had counted, but had begun to say so of each'
      this.findings.add('unlike', event, what)
      return
    }
    // What earlier events say of them is among these.
    if (part === 0) {
      this.digests.clear()
      this.again = new AuditFindings()
    }
    this.stated = true
    for (const row of Array.isArray(rows) ? rows : []) if (typeof row === 'string') this.digests.add(row)
  }

  private takeSigned(event: AuditEvent, { kind, was, is }: JsonObject): void {
    if (!isJsonObject(is) || !isJsonObject(is.signed)) return
    const { delegation = null, statement = null, policy = null } = is.signed
    const isNew = !isJsonObject(was) || !isJsonObject(was.signed)
    // The guards take nothing that is nested more deeply than can be read.
    if (kind === 'delegations insert' && isHeld(delegation))
      this.use(
        event,
        taggedDigest(tags.delegation, delegation),
        `delegations [${shownJson(is.delegation_id)}] is`,
      )
    else if (kind === 'policy_revisions insert' && isHeld(policy))
      this.use(
        event,
        taggedDigest(tags.policy, policy),
        `policy_revisions [${shownJson(is.policy_id)},${shownJson(is.revision)}] is`,
      )
    else if (kind === 'consent_changes update' && isNew && isHeld(statement))
      this.use(
        event,
        taggedDigest(tags.consentChange, statement),
        `consent_changes [${shownJson(is.change_id)}] has a decision`,
      )
  }

  private use(event: AuditEvent, digest: string, what: string): void {
    if (this.digests.has(digest))
      this.again.add('unlike', event, `${what} by a signed statement that had counted before`)
    this.digests.add(digest)
  }

  /** Whether the log says all of them, or has begun to. */
  get isSaid(): boolean {
    return this.stated || this.begun
  }

  /** Compares a row of their table. */
  compare(digest: string): void {
    if (!this.digests.delete(digest)) this.say(digest, 'is not in the log')
  }

  /** Once all rows were compared. */
  end(): void {
    this.findings.take(this.again)
    for (const digest of this.digests)
      this.say(digest, 'is gone, but the log has it: what was signed could count again')
  }

  private say(digest: string, what: string): void {
    this.findings.add('unlike', { stream: 'rights' }, `${usedStatements} ["${digest}"] ${what}`)
  }
}

const isHeld = (value: JsonValue): boolean => !Number.isNaN(jsonBound(value))

export const usedStatements = 'used_statements'
