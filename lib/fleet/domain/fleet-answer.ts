import { type Check, fits, isFlag, isNumber, isText, listOf, orNull } from '@/lib/kernel/json/fits'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { FleetGroup, FleetGroups, Subtotal } from './fleet-groups'
import type {
  BackfillNote,
  FleetChoice,
  FleetRow,
  FleetSummary,
  ListUpdate,
  LiveAnswer,
  MetricNow,
} from './fleet-page'
import type { FillScale } from './map-fill'

// Checks of the answers of `/api/fleet/…` in the browser.

const isNumbers: Check = (value) => Array.isArray(value) && value.every(orNull(isNumber))

const isSparkline = fits<FleetRow['cpu']>({
  values: isNumbers,
  low: isNumbers,
  high: isNumbers,
  now: orNull(isNumber),
  percent: orNull(isNumber),
})

const isMetricNow = fits<MetricNow>({ metric: isText, value: isNumber })

const isRow = fits<FleetRow>({
  did: isText,
  name: orNull(isText),
  labels: (value) => isJsonObject(value) && Object.values(value).every(isText),
  sample: isFlag,
  state: isText,
  reportedStatus: orNull(isText),
  flapsTo: orNull(isText),
  since: orNull(isText),
  heardAt: orNull(isText),
  clock: orNull(isText),
  diagnosis: orNull(
    fits<NonNullable<FleetRow['diagnosis']>>({ code: orNull(isText), recommendation: orNull(isText) }),
  ),
  cpu: isSparkline,
  memory: isSparkline,
  disk: orNull(isNumber),
  diskPercent: orNull(isNumber),
  network: orNull(isNumber),
  chosen: listOf(isMetricNow),
  lastJob: orNull(
    fits<NonNullable<FleetRow['lastJob']>>({ id: isText, task: isText, status: isText, at: isText }),
  ),
  openJobs: orNull(
    fits<NonNullable<FleetRow['openJobs']>>({
      pending: isNumber,
      approved: isNumber,
      running: isNumber,
      lost: isNumber,
    }),
  ),
})

const isChoice = fits<FleetChoice>({ value: isText, name: isText, nodes: orNull(isNumber) })

/** Rows, in the requested order. */
export const isRowsAnswer = fits<{ rows: FleetRow[] }>({ rows: listOf(isRow) })

/** The DIDs of a fleet in order, and when (ISO 8601) the order was read. */
export const isOrderAnswer = fits<{ dids: string[]; at: string }>({ dids: listOf(isText), at: isText })

/** Nodes, or what the fleet can be filtered by; `more`: there are further choices. */
export const isChoicesAnswer = fits<{ choices: FleetChoice[]; more: boolean }>({
  choices: listOf(isChoice),
  more: isFlag,
})

const isCounts: Check = (value) => isJsonObject(value) && Object.values(value).every(isNumber)

const isSubtotal = fits<Subtotal>({ metric: isText, average: isNumber, highest: isNumber })

const isGroup = fits<FleetGroup>({
  value: orNull(isText),
  nodes: isNumber,
  counts: isCounts,
  metrics: listOf(isSubtotal),
})

const isSummary = fits<FleetSummary>({
  at: isText,
  matching: isNumber,
  total: isNumber,
  retired: isNumber,
  counts: isCounts,
  matchingCounts: isCounts,
  labelled: isFlag,
  owned: isFlag,
  ownerName: orNull(isText),
  sampleNodes: isNumber,
  groups: orNull(fits<FleetGroups>({ shown: listOf(isGroup), all: isNumber })),
  fill: orNull(fits<FillScale>({ percent: isFlag, top: isNumber })),
})

export const liveOf = <Row>(isOne: (value: unknown) => value is Row) =>
  fits<LiveAnswer<Row>>({
    ageMs: isNumber,
    waiting: orNull(isNumber),
    backfill: orNull(fits<BackfillNote>({ reached: orNull(isText), share: isNumber })),
    fleet: fits<ListUpdate<Row>>({
      version: isText,
      since: orNull(isText),
      dids: orNull(listOf(isText)),
      rows: listOf(isOne),
      page: isSummary,
    }),
  })

/** What has changed in the fleet's list. */
export const isLiveAnswer = liveOf(isRow)
