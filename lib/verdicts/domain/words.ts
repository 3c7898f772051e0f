import { stateName } from '@/lib/fleet/domain/node-state'
import { visibleLine } from '@/lib/kernel/text/visible-text'
import { metricTitle } from '@/lib/reports/domain/metric'
import { durationName } from '@/lib/series/domain/time-range'
import type { StoredEvidence } from './evidence'
import { figureText } from './figure-text'
import { verdictTitle } from './verdict'

/** A part of a sentence; a code is set in another type. */
export type Piece = { text: string; code?: boolean }

const nameOf = (state: { status: string; code: string | null } | null): Piece =>
  state?.code
    ? { text: visibleLine(state.code), code: true }
    : { text: stateName(state?.status ?? 'Unknown') }

/** "4 min after the end". */
const afterEnd = (seconds: number): string =>
  seconds < 60 ? 'by the end' : `${durationName(seconds)} after the end`

/** What a job that did not complete has to say first: its node may be well all the same. */
const outcomes: Record<string, string> = {
  Failed: 'The job failed. ',
  Lost: 'The outcome of the job is unknown. ',
  Cancelled: 'The job was stopped. ',
}

const timesText = (times: number): string => (times === 1 ? 'once' : `${times} times`)

function clause(evidence: StoredEvidence): Piece[] {
  const { why, before, after, goneAt, backAt, passing, heardUntil, run } = evidence
  const [was, is] = [nameOf(before), nameOf(after)]
  const gone = goneAt === null ? '' : afterEnd(goneAt - run.to)
  const held = durationName((backAt ?? heardUntil ?? 0) - (goneAt ?? 0))
  const came = after ? after.since - run.to : 0
  const since = came < 60 ? 'the end' : afterEnd(came)
  const often = passing ? `${timesText(passing.times)} in the 7 d before` : ''
  const longest = durationName(passing?.longest ?? 0)
  switch (why) {
    case 'gone':
      return [
        was,
        { text: ` gone ${gone}${backAt === null ? `, for ${held} so far` : `, but back after ${held}`}` },
      ]
    case 'still_there':
      return [was, { text: ' is still there' }]
    case 'other_illness':
      return [was, { text: ' gone, but ' }, is, { text: ` since ${since}` }]
    case 'gone_late':
      return [was, { text: ` went ${gone}, too late to be counted` }]
    case 'came_back':
      return [was, { text: ` gone ${gone}, but back after ${held}` }]
    case 'comes_and_goes':
      return [was, { text: ` gone for ${held}, but it went by itself ${often}, for up to ${longest}` }]
    case 'still_well':
      return [{ text: 'the node is still well' }]
    case 'ill_since':
      return [{ text: 'the node was well before, ' }, is, { text: ` since ${since}` }]
    case 'ill_late':
      return [
        { text: 'the node was well before; ' },
        is,
        { text: ` came ${afterEnd(came)}, too late to be counted` },
      ]
    case 'ill_as_usual':
      return [is, { text: ` since ${since}, as ${often}, for up to ${longest}` }]
    case 'more_severe':
      return [
        {
          text: `${nameOf(before && { ...before, code: null }).text} before, ${nameOf(after && { ...after, code: null }).text} after`,
        },
      ]
    case 'silent_before':
      return [{ text: 'too few reports in the hour before the run' }]
    case 'silent_after':
      return [
        { text: `${(heardUntil ?? 0) <= run.to ? 'no report' : 'too few reports'} since the run ended` },
      ]
  }
}

/** "disk 438 → 371 GB": what became of the metric that the diagnosis names; null if it names none that was reported. */
function namedChange({ named, figures }: StoredEvidence): string | null {
  const figure = figures.find(({ metric }) => metric === named)
  return figure ? `${metricTitle(figure.metric).toLowerCase()} ${figureText(figure)}` : null
}

/** What is known of a run, after the word of its verdict. `status`: of the job. */
export function verdictPieces(evidence: StoredEvidence, status: string): Piece[] {
  const outcome = Object.hasOwn(outcomes, status) ? outcomes[status] : undefined
  const change = namedChange(evidence)
  return [
    ...(outcome ? [{ text: outcome }] : []),
    ...clause(evidence),
    { text: change === null ? '' : `; ${change}` },
    { text: '.' },
  ].filter(({ text }) => text !== '')
}

/** The whole sentence: "Fixed: DISK_NEARING_CAPACITY gone 4 min after the end, for 7 d so far; disk 438 → 371 GB." */
export const verdictSentence = (evidence: StoredEvidence, status: string): string =>
  `${verdictTitle(evidence.verdict, evidence.why)}: ${verdictPieces(evidence, status)
    .map(({ text }) => text)
    .join('')}`
