import { type Check, fits, isFlag, isNumber, isText, listOf, orNull } from '@/lib/kernel/json/fits'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { BackfillNote, FleetChoice, FleetLive, FleetRow, FleetUpdate } from './fleet-page'

// Checks of the answers of `/api/fleet/…` in the browser.

const isNumbers: Check = (value) => Array.isArray(value) && value.every(orNull(isNumber))

const isSparkline = fits<FleetRow['cpu']>({
  values: isNumbers,
  low: isNumbers,
  high: isNumbers,
  now: orNull(isNumber),
  percent: orNull(isNumber),
})

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

const isUpdate = fits<FleetUpdate>({
  version: isText,
  since: orNull(isText),
  dids: orNull(listOf(isText)),
  rows: listOf(isRow),
  page: fits<FleetUpdate['page']>({
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
  }),
})

/** What has changed in the fleet. */
export const isLiveAnswer = fits<FleetLive>({
  ageMs: isNumber,
  waiting: orNull(isNumber),
  backfill: orNull(fits<BackfillNote>({ reached: orNull(isText), share: isNumber })),
  fleet: isUpdate,
})
