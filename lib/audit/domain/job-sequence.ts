import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { shownJson } from './event-json'
import { micros } from './row-values'

/** What was wrong, and with which of the job's events, counted from 0. */
export type WrongEvent = { event: number; what: string }

/** How long approvals wait for a dry run, in microseconds; its event comes a little later than that begins. */
const dryRunWait = 599e6

/**
 * Whether each event of a job takes up where the ones before it left off. Otherwise the job was changed past the log, and this event took
 * the change over.
 */
export class JobSequence {
  /** Null: no event has said it yet. */
  private status: JsonValue = null
  private params: JsonValue = null
  /** The revision whose dry run is awaited, and until when. */
  private tried: { revision: JsonValue; until: number } | null = null
  readonly wrong: WrongEvent[] = []

  /** @param stated the place from which on a job from before the log is judged: what it was then is not known from its events. */
  constructor(private readonly stated: number) {}

  take(body: JsonObject, event: number): void {
    const { kind, params_sha256: params = null } = body
    this.takeDryRun(body, event)
    if (event === this.stated) [this.status, this.params] = [null, null]
    if (kind === 'requested') [this.status, this.params] = ['PendingApproval', params]
    else if (kind === 'revised') {
      this.checkParams(body.was_params_sha256, event)
      this.params = params
    } else if (kind === 'deleted') {
      this.checkStatus(body.status, event)
      this.checkParams(body.params_sha256, event)
      ;[this.status, this.params] = [null, null]
    } else if (kind === 'status' || kind === 'note') {
      this.checkStatus(body.from, event)
      this.status = body.to ?? null
    } else if (kind === 'details altered')
      this.say(event, 'had details, times, documents or log lines that differed from its events')
  }

  private takeDryRun({ kind, step, decision, revision = null, at }: JsonObject, event: number): void {
    if (kind === 'requested' || kind === 'deleted') this.tried = null
    else if (kind === 'dry run')
      this.tried = step === 'asked' ? { revision, until: micros(at) + dryRunWait } : null
    else if (
      (kind === 'glass broken' || (kind === 'vote' && decision === 'approve')) &&
      this.tried?.revision === revision &&
      micros(at) < this.tried.until
    )
      this.say(event, 'was approved while its dry run was awaited')
  }

  /** Older events do not say what was before. */
  private checkStatus(was: JsonValue | undefined, event: number): void {
    if (this.status !== null && was !== undefined && was !== this.status)
      this.say(
        event,
        `was ${shownJson(was)} when it changed, but its events before say ${shownJson(this.status)}`,
      )
  }

  private checkParams(was: JsonValue | undefined, event: number): void {
    if (this.params !== null && was !== undefined && was !== this.params)
      this.say(event, 'had parameters that differed from its events when they changed')
  }

  private say(event: number, what: string): void {
    this.wrong.push({ event, what })
  }
}
