import { type Permission, read } from './permission'

/** Who sees nodes. */
export const nodePermissions = {
  readFleet: {
    ...read,
    what: 'See the fleet: list, counts, order, labels and owners to choose from',
    through: '`/`, `/api/fleet/*`',
    condition: 'visible nodes only; an agent sees only its own',
  },
  readNode: {
    ...read,
    what: 'See a node: state, series, charts, diagnoses, reports',
    through: '`/nodes/{did}`',
  },
  readEvents: {
    ...read,
    what: 'Follow changes',
    condition: 'visible nodes only',
  },
} as const satisfies Record<string, Permission>
