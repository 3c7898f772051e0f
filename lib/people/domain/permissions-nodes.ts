import { everyone, type Permission, read } from './permission'

const forAdmin = { area: 'Nodes', role: 'admin', relations: [], agent: false } as const

/** Who sees nodes, and who manages them. */
export const nodePermissions = {
  readFleet: {
    ...read,
    what: 'See the fleet: list, counts, order, labels and owners to choose from',
    through: '`/`, `/api/fleet/*`, `hakim node list`',
    condition: 'visible nodes only; an agent sees only its own',
  },
  readNode: {
    ...read,
    what: 'See a node: state, series, charts, diagnoses, reports',
    through: '`/nodes/{did}`, `/compare`',
  },
  readEvents: {
    ...read,
    what: 'Follow changes',
    condition: 'visible nodes only',
  },
  addNode: {
    ...forAdmin,
    what: 'Add a node',
    through: '`/settings/nodes`, `hakim node add`',
    refusal: 'Only an administrator can add nodes.',
  },
  renameNode: {
    ...forAdmin,
    relations: ['owner'],
    what: 'Rename a node',
    through: '`/settings/nodes`, `hakim node rename`',
    refusal: 'Only an owner of the node or an administrator can rename it.',
  },
  labelNode: {
    ...forAdmin,
    what: 'Set the labels of a node, which decide what rules apply to it',
    through: '`/settings/nodes`, `hakim node label`',
    condition: 'its owners are asked first if a rule would no longer apply',
    refusal: 'Only an administrator can set labels, because they decide what rules apply.',
  },
  annotate: {
    area: 'Nodes',
    ...everyone,
    agent: false,
    what: 'Note something on charts; delete what one noted',
    through: '`/nodes/{did}`',
    condition: 'on visible nodes; an administrator deletes what anybody noted',
  },
  retireNode: {
    ...forAdmin,
    relations: ['owner'],
    what: 'Retire a node, or restore it',
    through: '`/settings/nodes`, `/nodes/{did}`, `hakim node retire`, `restore`',
    condition: 'a reason; no job runs on it',
    refusal: 'Only an owner of the node or an administrator can retire or restore it.',
  },
} as const satisfies Record<string, Permission>
