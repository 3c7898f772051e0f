import { roles } from '@/lib/kernel/role'
import { type Permission, permissions } from '@/lib/people/domain/permissions'

const areas = ['Nodes', 'Jobs', 'Agents', 'Consent', 'Administration'] as const

const relationNames = {
  owner: 'owner of the node',
  delegate: 'delegate of an owner',
  group: 'member of a group that its rules name',
  requester: 'requester',
} as const

function whoMay({ role, relations, agent }: Permission): string {
  const least = role === null ? [] : [role === roles[0] ? 'everyone signed in' : role]
  const related = relations.map((relation) => relationNames[relation])
  return [...least, ...related, ...(agent ? ['agent of the node'] : [])].join(', ')
}

const line = (permission: Permission): string =>
  `| ${permission.what} | ${whoMay(permission)} | ${permission.besides ?? ''} | ${permission.through} |`

/** docs/permissions.md, made from the table. */
export function permissionsPage(): string {
  const all: Permission[] = Object.values(permissions)
  const sections = areas.map((area) =>
    [
      `## ${area}`,
      '',
      '| what | who | condition | through |',
      '| --- | --- | --- | --- |',
      ...all.filter((permission) => permission.area === area).map(line),
    ].join('\n'),
  )
  return `# Who may do what

Made from \`lib/people/domain/permissions.ts\`; a test compares both. The roles are ordered (${roles.join(', ')}): each may do
everything the one before it may. A refusal is a 403 with the reason; what somebody may not see is a 404.

A **restricted** node exists only for its owners, for delegates while their delegation lasts, for administrators and for
its own agent. While one of its jobs is pending, approved, running or lost, members of the groups that this job's rules
name see it too. For everyone else it is absent: from lists, counts, searches, choices, events and the names of
dependencies. At the terminal, whoever has the database's password can do what an administrator can.

${sections.join('\n\n')}
`
}
