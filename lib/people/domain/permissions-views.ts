import { everyone, type Permission } from './permission'

const views = { area: 'Nodes', agent: false } as const

/** Who keeps views and pins, shares them, and puts them on a wall. */
export const viewPermissions = {
  readViews: {
    ...{ ...views, ...everyone },
    what: 'See saved views: one’s own, and those that others share',
    through: '`/`, `/map`, `/jobs`, `/compare`',
    condition: 'a view shows each person only what they may see',
  },
  saveViews: {
    ...{ ...views, ...everyone },
    what: 'Save, change and delete views of one’s own',
    through: '`/`, `/map`, `/jobs`, `/compare`',
    condition: 'an administrator also what others share',
  },
  shareViews: {
    ...{ ...views, role: 'approver', relations: [] },
    what: 'Share a view with everybody',
    through: '`/`, `/map`, `/jobs`, `/compare`',
    refusal: 'Only an approver or an administrator can share a view with everybody.',
  },
  pinNode: {
    ...{ ...views, ...everyone },
    what: 'Pin a node for oneself',
    through: '`/`, `/nodes/{did}`',
    condition: 'the node is visible',
  },
  setWallLinks: {
    area: 'Administration',
    role: 'admin',
    relations: [],
    agent: false,
    what: 'See, create and revoke links that show a view on a wall, to whoever has the link',
    through: '`/settings/walls`',
    condition: 'it shows what its maker sees, for as long as they are an administrator',
    refusal: 'Only an administrator can manage links for walls.',
  },
} as const satisfies Record<string, Permission>
