import type { FleetRow } from '@/lib/fleet/domain/fleet-page'

const nothing = { values: [], low: [], high: [], now: null, percent: null }

/** A healthy node of which nothing else is known. */
export const fleetRow = (did: string, known: Partial<FleetRow> = {}): FleetRow => ({
  ...{ did, name: null, labels: {}, sample: false, state: 'Healthy', reportedStatus: 'Healthy' },
  ...{ flapsTo: null, since: null, heardAt: null, clock: null, diagnosis: null },
  ...{ cpu: nothing, memory: nothing, disk: null, diskPercent: null, network: null },
  ...{ chosen: [], lastJob: null },
  openJobs: { pending: 0, approved: 0, running: 0, lost: 0 },
  ...known,
})
