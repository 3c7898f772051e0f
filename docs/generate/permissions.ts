import { roles } from '@/lib/kernel/role'
import { type Permission, permissions } from '@/lib/people/domain/permissions'

const areas = ['Nodes', 'Jobs', 'Agents', 'Consent', 'Administration'] as const

const relationNames = {
  owner: 'owner of the node',
  delegate: 'delegate of an owner',
  group: 'member of a group that its rules name',
  requester: 'who asked for it',
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
      '| what | who may | what must hold besides | through |',
      '| --- | --- | --- | --- |',
      ...all.filter((permission) => permission.area === area).map(line),
    ].join('\n'),
  )
  return `# Who may do what

Made from \`lib/people/domain/permissions.ts\`; a test compares both. The roles are ordered (${roles.join(', ')}): each may do all
that the one before it may. Whoever may not gets 403 with the reason; what one may not see answers 404.

A node that is **restricted** exists only for its owners, for delegates while their delegation lasts, for administrators and
for its own agent; and, while a job of it is pending, approved, running or lost, for members of a group that the rules of this
job name. For everybody else it is absent: from lists, counts, searches, choices, events and the names of dependencies.
A program with the database's password may do at the terminal what an administrator may.

${sections.join('\n\n')}
`
}
